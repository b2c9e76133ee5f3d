"""What a run found due: who may be given something, how much, and where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jiyao.engine.measures import Measure, Outcome, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.sources import describe
from jiyao.engine.population.sql import literal, quoted

AT_ONCE = 20_000
"""Rows that are held at a time."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a measure gives for one record: to whom, how much, and in which place; without a sum, a thing."""

    record: int
    owner: int
    fen: int | None
    place: str | None


def due_in(
    pack: Pack, measures: Iterable[Measure], facts: Path, outcomes: Path
) -> Iterator[tuple[Measure, Mapping[int, Due]]]:
    """What a run found due under each measure and may be paid, by record, one measure after the other.

    facts, outcomes   the folders of a run of the pack
    """
    with connected(UNLIMITED) as connection:
        for measure in measures:
            select = entitled_select(connection, pack, measure, facts, outcomes)
            yield measure, {} if select is None else _paying(connection, select)


def _paying(connection: duckdb.DuckDBPyConnection, select: str) -> Mapping[int, Due]:
    found = connection.execute(f"SELECT * EXCLUDE (pays) FROM ({select}) WHERE pays ORDER BY record")
    due: dict[int, Due] = {}
    while rows := found.fetchmany(AT_ONCE):
        due.update((row[0], Due(*row)) for row in rows)
    return due


def entitled_select(
    connection: duckdb.DuckDBPyConnection, pack: Pack, measure: Measure, facts: Path, outcomes: Path
) -> str | None:
    """The rows of who is entitled under a measure, as `Due`, and whether it `pays`; None where the run has none."""
    told_file, known_file = (folder / f"{measure.subject}.parquet" for folder in (outcomes, facts))
    if not (told_file.is_file() and known_file.is_file()):
        return None
    told = describe(connection, told_file)
    outcome, payable, amount = (f"{measure.id}.{name}" for name in ("outcome", "payable", "amount_fen"))
    if not {outcome, payable} <= told.keys():
        return None
    fen = f"NULLIF(o.{quoted(amount)}, 0)::BIGINT" if amount in told else "NULL::BIGINT"
    owner_name = pack.vocabulary.owner(measure.subject)
    id_, owner = quoted(f"{measure.subject}_id"), quoted(f"{owner_name}_id")
    place, join = "f", ""
    if measure.place not in describe(connection, known_file):
        place = "w"
        join = f" LEFT JOIN {_file(facts / f'{owner_name}.parquet')} w ON w.{owner} = o.{owner}"
    entitled = ", ".join(literal(one.value) for one in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED))
    return (
        f"SELECT o.{id_}::BIGINT AS record, o.{owner}::BIGINT AS owner, {fen} AS fen, "
        f"{place}.{quoted(measure.place)}::VARCHAR AS place, "
        f"COALESCE(o.{quoted(payable)} = {literal(Payable.PAYS.value)}, FALSE) AS pays "
        f"FROM {_file(told_file)} o JOIN {_file(known_file)} f USING ({id_}){join} "
        f"WHERE o.{quoted(outcome)} IN ({entitled})"
    )


def _file(path: Path) -> str:
    return f"read_parquet({literal(str(path))})"
