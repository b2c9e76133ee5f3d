"""Who is entitled by a run and is not among those that something was begun for: counted by place, or row by row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.due import Due, entitled_select
from jiyao.engine.population.sql import literal


@dataclass(frozen=True, slots=True)
class EntitledCount:
    """How many records of a place a measure gives something for, and how much; `pays`: whether it may be paid."""

    place: str | None
    pays: bool
    records: int
    fen: int


def entitled_count(
    pack: Pack, measure: Measure, facts: Path, outcomes: Path, without: Iterable[int]
) -> list[EntitledCount]:
    """By place, who is entitled without these records.

    facts, outcomes   the folders of a run of the pack
    """
    with connected(UNLIMITED) as connection:
        rows = _rows(connection, pack, measure, facts, outcomes, without)
        if rows is None:
            return []
        counted = f"SELECT place, pays, count(*), COALESCE(sum(fen), 0)::BIGINT FROM {rows} GROUP BY ALL ORDER BY ALL"
        return [EntitledCount(*row) for row in connection.execute(counted).fetchall()]


def entitled_rows(
    pack: Pack,
    measure: Measure,
    facts: Path,
    outcomes: Path,
    without: Iterable[int],
    *,
    pays: bool,
    places: Collection[str] | None,
    at_most: int,
) -> list[Due]:
    """The first of these rows that may or may not be paid. `places`: only those in these; None for everywhere."""
    with connected(UNLIMITED) as connection:
        rows = _rows(connection, pack, measure, facts, outcomes, without)
        if rows is None:
            return []
        inside = "" if places is None else f" AND place IN ({', '.join(map(literal, places)) or 'NULL'})"
        found = f"SELECT * EXCLUDE (pays) FROM {rows} WHERE pays = {pays}{inside} ORDER BY record LIMIT {at_most:d}"
        return [Due(*row) for row in connection.execute(found).fetchall()]


def paid_among(
    pack: Pack, measure: Measure, facts: Path, outcomes: Path, records: Iterable[int]
) -> frozenset[int]:
    """Which of these records the run found something for that may be paid."""
    with connected(UNLIMITED) as connection:
        select = entitled_select(connection, pack, measure, facts, outcomes)
        if select is None:
            return frozenset()
        connection.register("asked", pa.table({"record": pa.array(records, pa.int64())}))
        found = f"SELECT record FROM ({select}) SEMI JOIN asked USING (record) WHERE pays"
        return frozenset(record for (record,) in connection.execute(found).fetchall())


def _rows(
    connection: duckdb.DuckDBPyConnection,
    pack: Pack,
    measure: Measure,
    facts: Path,
    outcomes: Path,
    without: Iterable[int],
) -> str | None:
    """What to select from."""
    select = entitled_select(connection, pack, measure, facts, outcomes)
    if select is None:
        return None
    connection.register("handled", pa.table({"record": pa.array(without, pa.int64())}))
    return f"(SELECT * FROM ({select}) ANTI JOIN handled USING (record))"
