"""Flags (疑点): the SELECT of each, as the pack sets it, checked before it runs, and its words for one record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jiyao.engine.packs.flags import FlagSetting
from jiyao.engine.packs.loading import Pack
from jiyao.engine.problems import Problems, nearest
from jiyao.foundation.lake import columns_of, names_in
from jiyao.foundation.lake.asking import Value

FOLDER = Path(__file__).parent / "flags"
IDENTITY = ("table", "record", "person_id", "organisation_id", "division")
"""The columns that every SELECT begins with; the others identify what is doubted."""
BOUND = frozenset({"on", "known_at"})
"""The values that every SELECT may name beside its thresholds."""
_ONCE = """
WITH found AS MATERIALIZED ({select})
SELECT DISTINCT ON ("table", record) * REPLACE (CAST(division AS VARCHAR) AS division) FROM found ORDER BY ALL
"""
_PLACES = """
WITH wanted AS (SELECT unnest('[{people}]'::BIGINT[]) AS person_id),
works AS (
    SELECT person_id, arg_max(division, first_month) AS division
    FROM registry_insurancespell
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND division IS NOT NULL
        AND person_id IN (SELECT person_id FROM wanted)
    GROUP BY person_id
),
homes AS (
    SELECT person_id, arg_max(division, starts_on) AS division
    FROM registry_householdspell
    WHERE recorded_at <= $known_at AND superseded_at > $known_at AND division IS NOT NULL
        AND person_id IN (SELECT person_id FROM wanted)
    GROUP BY person_id
)
SELECT person_id, coalesce(works.division, homes.division) AS division
FROM wanted
LEFT JOIN works USING (person_id)
LEFT JOIN homes USING (person_id)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A flag that is to be looked for: its SELECT, one row a record, and the values it names."""

    flag: str
    select: str
    values: Mapping[str, Value]


@cache
def flag_selects() -> Mapping[str, str]:
    """The SELECT of each flag that there is, as it stands in its file."""
    return {file.stem: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.sql"))}


def questions(pack: Pack, on: date, known_at: datetime) -> list[Question]:
    """The flags that the pack switches on. raises PackRefused where it sets one otherwise than its SELECT asks"""
    check_flags(pack)
    bound: dict[str, Value] = {"on": on, "known_at": known_at}
    return [
        Question(id_, _ONCE.format(select=flag_selects()[id_]), {**one.file.thresholds, **bound})
        for id_, one in pack.flags.items()
        if one.file.on
    ]


def places(people: Iterable[int], known_at: datetime) -> tuple[str, Mapping[str, Value]]:
    """The question where these people are insured, or else live: for records that name no place."""
    return _PLACES.format(people=", ".join(map(str, sorted(people)))), {"known_at": known_at}


def check_flags(pack: Pack) -> None:
    """Nothing where every flag of the pack has a SELECT that wants just what is set. raises PackRefused"""
    problems = Problems()
    for id_, setting in pack.flags.items():
        for message in _complaints(id_, setting):
            problems.add(setting.place, f'flag "{id_}": {message}')
    problems.raise_if_any()


def _complaints(id_: str, setting: FlagSetting) -> Iterator[str]:
    select = flag_selects().get(id_)
    if select is None:
        yield f"there is none{nearest(id_, flag_selects())}"
        return
    wanted = names_in(select) - BOUND
    given = setting.file.thresholds
    yield from (f'the threshold "{name}" is missing' for name in sorted(wanted - given.keys()))
    yield from (
        f'unknown threshold "{name}"{nearest(name, wanted)}' for name in sorted(given.keys() - wanted)
    )
    columns = frozenset(columns_told(id_))
    for name in sorted(setting.columns - columns):
        yield f'the explanation names "{name}", which is not found{nearest(name, columns)}'


@cache
def columns_told(flag: str) -> tuple[str, ...]:
    """The columns that identify what a flag doubts, in their order."""
    select = flag_selects()[flag]
    values: dict[str, Value] = dict.fromkeys(names_in(select), 1)
    found = columns_of(select, {**values, "on": date(2025, 1, 1), "known_at": datetime(2025, 1, 1)})  # noqa: DTZ001
    return tuple(name for name in found if name not in IDENTITY)


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """What identifies, as JSON keeps it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name not in IDENTITY
    }
