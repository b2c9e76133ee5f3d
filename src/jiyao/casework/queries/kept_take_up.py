"""兑现 of many cases: counted by a job and kept with its moment, since it takes long; of few it is counted at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from jiyao.casework.models import Case
from jiyao.casework.queries.take_up import Narrowed, Places, added, take_up
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.lake import note_in, rows_kept
from jiyao.foundation.lake.asking import Value
from jiyao.policy.queries.waiting import RunFolder, last_policy_run

AT_ONCE = 20_000
"""Of so many cases at most, take-up is counted when it is asked for."""
RUN_AT_ONCE = 1_000_000
"""And of a run of so many subjects at most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Take-up as it stood.

    at       the moment of which it is; None where it was counted just now
    run_on   the day of the run by which people are entitled; None without one
    """

    found: Places
    at: datetime | None
    run_on: date | None
    is_missing: bool = False


def kept_file() -> Path:
    """The file of the figures that are kept."""
    return Path(settings.VAR) / "take-up/figures.parquet"


def counted(asked: Narrowed, pack: Pack) -> Counted:
    """What became of what is asked for; where there are too many cases to count, as it was counted last."""
    last = last_policy_run(pack)
    if not is_large(last):
        return Counted(take_up(asked, pack, last), None, None if last is None else last.run.determined_on)
    file = kept_file()
    note = note_in(file)
    if note is None:
        return Counted({}, None, None, is_missing=True)
    run_on = None if note["run_on"] is None else date.fromisoformat(note["run_on"])
    return Counted(_kept(asked, file), datetime.fromisoformat(note["at"]), run_on)


def is_large(last: RunFolder | None) -> bool:
    """Whether counting takes longer than a page may."""
    if last is not None and last.run.subjects > RUN_AT_ONCE:
        return True
    return bool(Case.objects.order_by("pk").values_list("pk", flat=True)[AT_ONCE : AT_ONCE + 1])


def _kept(asked: Narrowed, file: Path) -> Places:
    conditions, values = _narrowed(asked)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    select = (
        "SELECT measure, place, what, days, sum(count)::BIGINT, sum(fen)::BIGINT "  # noqa: S608 - our own words
        f"FROM kept{where} GROUP BY ALL ORDER BY ALL"
    )
    return added(rows_kept(file, select, values))


def _narrowed(asked: Narrowed) -> tuple[list[str], Mapping[str, Value]]:
    """The conditions that hold of what is asked for, and the values they name."""
    given: dict[str, tuple[str, Value | None]] = {
        "measure": ("measure = $measure", asked.measure),
        "places": (
            "list_contains(string_split($places, ','), place)",
            None if asked.places is None else ",".join(sorted(asked.places)),
        ),
        "first": ("opened_on >= $first", asked.first),
        "last": ("opened_on <= $last", asked.last),
    }
    set_ = {name: (condition, value) for name, (condition, value) in given.items() if value is not None}
    values = {name: value for name, (_, value) in set_.items() if value is not None}
    return [condition for condition, _ in set_.values()], values
