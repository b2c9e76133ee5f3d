"""Whom a changed pack reaches, by measure and prefecture: who becomes entitled or payable, who is not now, and sums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from jiyao.base.progress import Progress, silent
from jiyao.engine.measures import Measure, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.running import determine_population
from jiyao.engine.population.sources import find_source
from jiyao.engine.population.sql import literal, quoted
from jiyao.engine.population.waiting import ENTITLED, file_of
from jiyao.engine.simulation.dimensions import prefecture
from jiyao.engine.simulation.paying import only_touched
from jiyao.engine.simulation.simulating import touched_measures
from jiyao.engine.vocabulary import DIVISIONS

DETERMINE = "determine"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Persons or organisations, each once, and fen.

    gain, lose         become entitled, and are no longer
    pay_gain, pay_lose   become payable, and are no longer
    difference_fen     of all that they are entitled to; pay_difference_fen: of all that pays
    """

    gain: int
    lose: int
    pay_gain: int
    pay_lose: int
    difference_fen: int
    pay_difference_fen: int


@dataclass(frozen=True, slots=True)
class Reached:
    """One measure. `places`: by the code of the prefecture; None where the place is not known."""

    measure: str
    overall: Numbers
    places: tuple[tuple[str | None, Numbers], ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Everybody whom a changed pack reaches. `owners`: how many persons and organisations there are facts of."""

    on: date
    owners: int
    measures: tuple[Reached, ...]


def reach_of(
    before: Pack, after: Pack, facts: Path, grants: Path, on: date, progress: Progress = silent
) -> Reach:
    """Whom it reaches that the pack is as after, among everybody of a run's facts.

    raises   BadSource: the facts cannot be read
    """
    touched = touched_measures(before, after)
    with TemporaryDirectory(prefix="jiyao-") as folder, connected(UNLIMITED) as connection:
        connection.execute(
            "CREATE TABLE told (side VARCHAR, measure VARCHAR, row_id VARCHAR, owner VARCHAR, "
            "place VARCHAR, pays BOOLEAN, fen BIGINT)"
        )
        for done, (side, pack) in enumerate((("before", before), ("after", after))):
            progress(DETERMINE, done, 2)
            out, part = Path(folder) / side, only_touched(pack, touched, facts)
            if part.measures:
                determine_population(part, facts, out, on, grants=grants, tell=("payable", "gives"))
                for measure in (m for m in part.measures.values() if m.id in touched):
                    _note(connection, (side, pack), measure, facts, out)
        reached = tuple(_reached(connection, touched))
        return Reach(on, _owners(connection, after, facts), reached)


def _note(
    connection: duckdb.DuckDBPyConnection, of: tuple[str, Pack], measure: Measure, facts: Path, out: Path
) -> None:
    """Notes everybody who is entitled on one side, with the place."""
    side, pack = of
    outcome, payable = (quoted(f"{measure.id}.{name}") for name in ("outcome", "payable"))
    fen = quoted(f"{measure.id}.amount_fen") if measure.gives_kind == "amount" else "0"
    owner, id_ = (quoted(f"{name}_id") for name in (pack.vocabulary.owner(measure.subject), measure.subject))
    connection.execute(
        f"INSERT INTO told SELECT {literal(side)}, {literal(measure.id)}, o.{id_}::VARCHAR, o.{owner}::VARCHAR, "
        f"f.place, {payable} = {literal(Payable.PAYS)}, COALESCE({fen}, 0) FROM {file_of(out, measure)} o "
        f"LEFT JOIN ({_places(connection, pack, measure, facts)}) f ON f.id = o.{id_} "
        f"WHERE {outcome} IN {ENTITLED}"
    )


def _places(connection: duckdb.DuckDBPyConnection, pack: Pack, measure: Measure, facts: Path) -> str:
    """SQL of each row's id and the prefecture of its place."""
    source = find_source(connection, facts, measure.subject, [measure.place], pack.vocabulary)
    nothing = "SELECT NULL AS id, NULL::VARCHAR AS place"
    if source is None or measure.place not in source.columns or DIVISIONS not in pack.vocabulary.codes:
        return nothing
    place, _ = prefecture(f"({source.columns[measure.place].typed})", pack.vocabulary, pack.region)
    return f"SELECT {source.id_sql} AS id, {place} AS place FROM {source.relation}"


_SIDES = """
SELECT measure, owner, {place} AS place,
  bool_or(side = 'before') AS b, bool_or(side = 'after') AS a,
  bool_or(side = 'before' AND pays) AS bp, bool_or(side = 'after' AND pays) AS ap,
  sum(CASE side WHEN 'after' THEN fen ELSE -fen END) AS fen,
  sum(CASE WHEN NOT pays THEN 0 WHEN side = 'after' THEN fen ELSE -fen END) AS paid
FROM told GROUP BY ALL
"""
_COUNTED = """
SELECT measure, place, count(*) FILTER (WHERE a AND NOT b), count(*) FILTER (WHERE b AND NOT a),
  count(*) FILTER (WHERE ap AND NOT bp), count(*) FILTER (WHERE bp AND NOT ap),
  sum(fen)::BIGINT, sum(paid)::BIGINT
FROM ({sides}) GROUP BY measure, place ORDER BY measure, place NULLS LAST
"""


def _counted(
    connection: duckdb.DuckDBPyConnection, place: str
) -> Mapping[str, list[tuple[str | None, Numbers]]]:
    found: dict[str, list[tuple[str | None, Numbers]]] = {}
    sql = _COUNTED.format(sides=_SIDES.format(place=place))
    for measure, where, *counts in connection.execute(sql).fetchall():
        found.setdefault(measure, []).append((where, Numbers(*map(int, counts))))
    return found


def _reached(connection: duckdb.DuckDBPyConnection, touched: Sequence[str]) -> Iterator[Reached]:
    """A line for each measure, those that reach nobody among them."""
    overall, by_place = _counted(connection, "NULL::VARCHAR"), _counted(connection, "place")
    nobody = [(None, Numbers(0, 0, 0, 0, 0, 0))]
    for measure in touched:
        yield Reached(measure, overall.get(measure, nobody)[0][1], tuple(by_place.get(measure, ())))


def _owners(connection: duckdb.DuckDBPyConnection, pack: Pack, facts: Path) -> int:
    """How many rows there are of subjects that belong to nobody else."""
    owners = [subject.id for subject in pack.vocabulary.subjects.values() if subject.of is None]
    files = [file for id_ in owners if (file := facts / f"{id_}.parquet").is_file()]
    counts = [
        connection.execute(f"SELECT count(*) FROM read_parquet({literal(str(file))})").fetchall()[0][0]
        for file in files
    ]
    return sum(map(int, counts))
