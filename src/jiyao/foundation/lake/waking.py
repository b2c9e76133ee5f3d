"""When somebody must be looked at again: by person, the first day on which time alone could change what is due.

Records tell it (a spell begins or ends, a month turns), and so do determinations (`next_change_on`). It is kept in one
file of DuckDB, in which a change is there whole or not at all, beside a note of what it rests on.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jiyao.base.errors import Conflict
from jiyao.engine.population.sources import describe
from jiyao.engine.population.sql import literal, quoted
from jiyao.foundation.lake.columns import Columns, exportable

PERSON = "person_id"
NEXT = ".next_change_on"
_NEVER = "9999-01-01"
_NOBODY = "SELECT NULL::BIGINT AS person_id, NULL::DATE AS day WHERE false"
_MONTHS = 12
_TABLES = (
    "CREATE TABLE IF NOT EXISTS wakes (person_id BIGINT, wakes_on DATE)",
    "CREATE TABLE IF NOT EXISTS note (said VARCHAR)",
    "CREATE TEMPORARY TABLE woken (person_id BIGINT PRIMARY KEY)",
)


@dataclass(frozen=True, slots=True)
class Growing:
    """A fact of persons that grows by one at most with each month while a spell of a table runs.

    turns   the values on reaching which something could be determined otherwise; None where each could
    """

    fact: str
    table: str
    turns: frozenset[int] | None


class BeingLookedFor(Conflict):
    """Another process is at it."""


class Wakes:
    """By person, the first day on which they must be looked at again; and a note."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    @property
    def note(self) -> Mapping[str, Any] | None:
        """What was noted when this was last kept; None where nothing was."""
        found = self._connection.execute("SELECT said FROM note").fetchone()
        return None if found is None else json.loads(found[0])

    def due_by(self, day: date) -> frozenset[int]:
        """The people whose day has come."""
        select = f"SELECT person_id FROM wakes WHERE wakes_on <= {_day(day)}"
        return frozenset(number for (number,) in self._connection.execute(select).fetchall())

    @contextmanager
    def kept(self, note: Mapping[str, Any]) -> Iterator[None]:
        """What the block changes, and the note, are there together once it ends."""
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("DELETE FROM note")
            self._connection.execute("INSERT INTO note VALUES (?)", [json.dumps(note)])
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def forget(self) -> None:
        """Nobody's day is known any more."""
        self._connection.execute("DELETE FROM wakes")

    def forget_of(self, people: Collection[int]) -> None:
        """The days of these people are not known any more."""
        numbers = ", ".join(map(str, people))  # as a text: DuckDB takes a list value by value, and slowly
        self._connection.execute("DELETE FROM woken")
        self._connection.execute(f"INSERT INTO woken SELECT unnest('[{numbers}]'::BIGINT[])")
        self._connection.execute("DELETE FROM wakes WHERE person_id IN (SELECT person_id FROM woken)")

    def learn(self, file: Path) -> None:
        """Takes the days that `write_days` wrote."""
        self._connection.execute(f"INSERT INTO wakes SELECT * FROM read_parquet({literal(str(file))})")


@contextmanager
def wakes_in(file: Path) -> Iterator[Wakes]:
    """What is kept in a file, which nobody else opens meanwhile; nothing where there is none that can be read.

    raises   BeingLookedFor
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = _opened(file)
    try:
        for statement in _TABLES:
            connection.execute(statement)
        yield Wakes(connection)
    finally:
        connection.close()


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
    try:
        return duckdb.connect(str(file), config=settings)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise BeingLookedFor(
                f"{file}: another run for offers is at work; wait until it ends",
                zh="另一次推送测算正在进行，请等它结束",
            ) from None
    except duckdb.Error:
        pass
    file.unlink()
    return duckdb.connect(str(file), config=settings)


def write_days(
    snapshot: Path,
    run: Path,
    out: Path,
    *,
    tables: Collection[str],
    growing: Sequence[Growing],
    on: date,
    known_at: datetime,
) -> None:
    """A Parquet file of people and the first day after `on` on which records or outcomes could say something else.

    run       the folder of facts and outcomes of that day
    tables    those of the snapshot that facts of people are read from
    growing   the facts of people that grow with time
    """
    at = _At(on, known_at, frozenset(one.table for one in growing))
    with duckdb.connect() as connection:
        selects = [*_of_records(snapshot, tables, at), *_of_outcomes(connection, run / "outcomes")]
        selects += [select for one in growing for select in _of_growth(snapshot, run / "facts", one, at)]
        union = " UNION ALL ".join(selects or [_NOBODY])
        connection.execute(
            f"COPY (SELECT person_id::BIGINT AS person_id, min(day)::DATE AS wakes_on FROM ({union}) found "
            f"WHERE day IS NOT NULL GROUP BY ALL) TO {literal(str(out))} (FORMAT parquet)"
        )


@dataclass(frozen=True, slots=True)
class _At:
    """The day of a run, the moment up to which it knows, and the tables whose months are told of by what grows."""

    on: date
    known_at: datetime
    told: frozenset[str]

    @property
    def this_month(self) -> int:
        return self.on.year * _MONTHS + self.on.month


def _of_records(snapshot: Path, tables: Collection[str], at: _At) -> Iterator[str]:
    shapes = exportable()
    for table in sorted(tables):
        days = _days_of(shapes[table], at.on, at.known_at)
        if table not in at.told and {"first_month", "last_month"} <= shapes[table].keys():
            days.append(f"CASE WHEN {_runs(at)} THEN {_first_of(str(at.this_month + 1))} END")
        source = _standing(snapshot, table, shapes[table], at)
        if source is not None and days:
            yield f"SELECT {PERSON}, least({', '.join(days)}, NULL) AS day FROM {source}"


def _standing(snapshot: Path, table: str, columns: Columns, at: _At) -> str | None:
    """The rows of a table that stand at the moment; None where there are none."""
    if not any((snapshot / table).glob("*.parquet")):
        return None
    stands = f" WHERE superseded_at > {_moment(at.known_at)}" if "superseded_at" in columns else ""
    return f"(SELECT * FROM read_parquet({literal(str(snapshot / table / '*.parquet'))}){stands}) standing"


def _of_growth(snapshot: Path, facts: Path, growing: Growing, at: _At) -> Iterator[str]:
    """Who has a running spell is looked at in the month in which the fact reaches its next turn, at the earliest."""
    source = _standing(snapshot, growing.table, exportable()[growing.table], at)
    file = facts / "person.parquet"
    if source is None or not file.is_file():
        return
    turns = range(0) if growing.turns is None else sorted(growing.turns)
    next_month, value = at.this_month + 1, f"f.{quoted(growing.fact)}"
    whens = [f"WHEN {value} < {turn} THEN {at.this_month} + {turn} - {value}" for turn in turns]
    if growing.turns is None:
        month = str(next_month)
    else:
        month = f"CASE WHEN {value} IS NULL THEN {next_month} {' '.join(whens)} END"
    yield (
        f"SELECT {PERSON}, {_first_of(month)} AS day FROM {source} "
        f"LEFT JOIN read_parquet({literal(str(file))}) f USING ({PERSON}) WHERE {_runs(at)}"
    )


def _days_of(columns: Columns, on: date, known_at: datetime) -> list[str]:
    """For each column that names a time, the first day after `on` on which it could matter."""
    found = []
    for name, kind in columns.items():
        if kind == "day":
            found.append(_after(on, [quoted(name), f"{quoted(name)} + 1"]))
        elif name.endswith("_month"):
            found.append(_after(on, [_first_of(quoted(name)), _first_of(f"{quoted(name)} + 1")]))
        elif kind == "moment":
            # recorded with a moment that had not come when the records were read: looked at again at once
            later = f"{quoted(name)} > {_moment(known_at)} AND {quoted(name)} < TIMESTAMP '{_NEVER}'"
            found.append(f"CASE WHEN {later} THEN {_day(on)} END")
    return found


def _after(on: date, days: Sequence[str]) -> str:
    return f"CASE {' '.join(f'WHEN {day} > {_day(on)} THEN ({day})::DATE' for day in days)} END"


def _runs(at: _At) -> str:
    """SQL whether a spell of months goes on after this one: what counts its months grows meanwhile."""
    return f"first_month <= {at.this_month} AND (last_month IS NULL OR last_month > {at.this_month})"


def _first_of(month: str) -> str:
    """The first day of a month counted as year * 12 + month."""
    return f"make_date(((({month}) - 1) // {_MONTHS})::BIGINT, ((({month}) - 1) % {_MONTHS} + 1)::BIGINT, 1)"


def _of_outcomes(connection: duckdb.DuckDBPyConnection, outcomes: Path) -> Iterator[str]:
    for file in sorted(outcomes.glob("*.parquet")):
        columns = describe(connection, file)
        days = [quoted(name) for name in columns if name.endswith(NEXT)]
        if PERSON in columns and days:
            yield f"SELECT {PERSON}, least({', '.join(days)}, NULL) AS day FROM read_parquet({literal(str(file))})"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _moment(moment: datetime) -> str:
    return f"TIMESTAMP '{moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
