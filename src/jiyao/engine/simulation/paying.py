"""Whom a changed pack makes payable, and whom it does no longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from jiyao.engine.measures import Measure, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.running import determine_population
from jiyao.engine.population.sql import literal, quoted
from jiyao.engine.population.waiting import ENTITLED, file_of
from jiyao.engine.simulation.simulating import touched_measures


@dataclass(frozen=True, slots=True)
class Effect:
    """Whom a change makes payable, and whom it does no longer: owners and fen. `difference_fen`: of all that pays."""

    owners: int
    fen: int
    owners_stopped: int
    fen_stopped: int
    difference_fen: int


def effect_of(before: Pack, after: Pack, facts: Path, grants: Path, on: date) -> Effect:
    """Whom it makes payable that the pack is as after, for everybody of a run's facts."""
    touched = touched_measures(before, after)
    with TemporaryDirectory(prefix="jiyao-") as folder, connected(UNLIMITED) as connection:
        connection.execute(
            "CREATE TABLE paid (side VARCHAR, measure VARCHAR, row_id VARCHAR, owner VARCHAR, fen BIGINT)"
        )
        for side, pack in (("before", before), ("after", after)):
            out = Path(folder) / side
            part = only_touched(pack, touched, facts)
            if part.measures:
                determine_population(part, facts, out, on, grants=grants, tell=("payable", "gives"))
                _note_paid(
                    connection, side, pack, [m for m in part.measures.values() if m.id in touched], out
                )
        newly, stopped = (_newly(connection, *s) for s in (("after", "before"), ("before", "after")))
        return Effect(newly[0], newly[1], stopped[0], stopped[1], _difference(connection))


def only_touched(pack: Pack, touched: Iterable[str], facts: Path) -> Pack:
    """The pack with these measures and those that they yield to, as far as there are facts of their subjects."""
    wanted = {id_ for id_ in touched if id_ in pack.measures}
    wanted |= {rival for id_ in wanted for rival in pack.measures[id_].yields_to}
    found = {
        id_: measure
        for id_, measure in pack.measures.items()
        if id_ in wanted and (facts / f"{measure.subject}.parquet").is_file()
    }
    return replace(pack, measures=found)


def _note_paid(
    connection: duckdb.DuckDBPyConnection, side: str, pack: Pack, measures: Sequence[Measure], out: Path
) -> None:
    for measure in measures:
        outcome, payable = (quoted(f"{measure.id}.{name}") for name in ("outcome", "payable"))
        fen = quoted(f"{measure.id}.amount_fen") if measure.gives_kind == "amount" else "0"
        owner = quoted(f"{pack.vocabulary.owner(measure.subject)}_id")
        connection.execute(
            f"INSERT INTO paid SELECT {literal(side)}, {literal(measure.id)}, "
            f"{quoted(f'{measure.subject}_id')}::VARCHAR, {owner}::VARCHAR, COALESCE({fen}, 0) "
            f"FROM {file_of(out, measure)} WHERE {outcome} IN {ENTITLED} AND {payable} = {literal(Payable.PAYS)}"
        )


def _newly(connection: duckdb.DuckDBPyConnection, side: str, other: str) -> tuple[int, int]:
    """Owners with a row that pays on one side and not on the other, and the fen of those rows."""
    [row] = connection.execute(
        "SELECT count(DISTINCT owner), COALESCE(sum(fen), 0)::BIGINT FROM paid p WHERE side = ? AND NOT EXISTS "
        "(FROM paid o WHERE o.side = ? AND o.measure = p.measure AND o.row_id = p.row_id)",
        [side, other],
    ).fetchall()
    return row[0], row[1]


def _difference(connection: duckdb.DuckDBPyConnection) -> int:
    [[fen]] = connection.execute(
        "SELECT COALESCE(sum(CASE side WHEN 'after' THEN fen ELSE -fen END), 0)::BIGINT FROM paid"
    ).fetchall()
    return int(fen)
