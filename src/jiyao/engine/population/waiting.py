"""Who waits in a run that is over: who is entitled, and is not paid because something is not certain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jiyao.base.periods import Period
from jiyao.engine.measures import Measure, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.sql import literal, quoted

ENTITLED = "('eligible', 'to_be_confirmed')"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of what it is asked who waits for it: rows of these measures whose counted day lies in the period."""

    key: str
    measures: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who is entitled and not payable. `rows_without_sum`: rows of which nobody knows yet how much it is."""

    owners: int
    rows: int
    fen: int
    rows_without_sum: int


NOBODY = Waiting(0, 0, 0, 0)


def waiting_for(pack: Pack, facts: Path, outcomes: Path, wanted: Sequence[Wanted]) -> Mapping[str, Waiting]:
    """Who waits, by key; a key for which nobody does is left out.

    facts, outcomes   the folders of a run of the pack
    """
    measures = dict.fromkeys(id_ for one in wanted for id_ in one.measures)
    with connected(UNLIMITED) as connection:
        connection.execute("CREATE TABLE waiting (measure VARCHAR, owner VARCHAR, fen BIGINT, counted DATE)")
        for id_ in measures:
            _note(connection, pack, pack.measures[id_], facts, outcomes)
        connection.execute("CREATE TABLE wanted (key VARCHAR, measure VARCHAR, starts DATE, ends DATE)")
        rows = [(w.key, m, w.period.starts_on, w.period.ends_on) for w in wanted for m in w.measures]
        if not rows:
            return {}
        connection.executemany("INSERT INTO wanted VALUES (?, ?, ?, ?)", rows)
        found = connection.execute(
            "SELECT key, count(DISTINCT owner), count(*), COALESCE(sum(fen), 0)::BIGINT, "
            "count(*) FILTER (WHERE fen IS NULL) FROM wanted JOIN waiting USING (measure) "
            "WHERE counted IS NULL OR ((starts IS NULL OR starts <= counted) AND (ends IS NULL OR counted <= ends)) "
            "GROUP BY key"
        ).fetchall()
    return {key: Waiting(*counts) for key, *counts in found}


def _note(
    connection: duckdb.DuckDBPyConnection, pack: Pack, measure: Measure, facts: Path, outcomes: Path
) -> None:
    """Notes who waits under one measure."""
    known, told = (
        _columns(connection, folder / f"{measure.subject}.parquet") for folder in (facts, outcomes)
    )
    outcome, payable, amount = (f"{measure.id}.{name}" for name in ("outcome", "payable", "amount_fen"))
    if not {outcome, payable} <= told:
        return
    is_counted = measure.counted_on is not None and measure.counted_on in known
    counted = f"f.{quoted(str(measure.counted_on))}" if is_counted else "NULL"
    fen = f"o.{quoted(amount)}" if amount in told else "0"
    owner, id_ = (quoted(f"{name}_id") for name in (pack.vocabulary.owner(measure.subject), measure.subject))
    connection.execute(
        f"INSERT INTO waiting SELECT {literal(measure.id)}, o.{owner}::VARCHAR, {fen}, {counted} "
        f"FROM {file_of(outcomes, measure)} o LEFT JOIN {file_of(facts, measure)} f USING ({id_}) "
        f"WHERE o.{quoted(outcome)} IN {ENTITLED} "
        f"AND o.{quoted(payable)} = {literal(Payable.VALUE_NOT_CONFIRMED)}"
    )


def file_of(folder: Path, measure: Measure) -> str:
    """The relation of a measure's subject in a folder of a run."""
    return f"read_parquet({literal(str(folder / f'{measure.subject}.parquet'))})"


def _columns(connection: duckdb.DuckDBPyConnection, file: Path) -> set[str]:
    if not file.is_file():
        return set()
    described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(file))})").fetchall()
    return {name for name, *_ in described}
