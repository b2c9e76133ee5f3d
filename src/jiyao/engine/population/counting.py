"""How a run came out, counted from its files."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jiyao.engine.measures import Measure
from jiyao.engine.population.sql import literal, quoted
from jiyao.engine.population.statement import FIELDS, GIVES


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """How one measure came out: rows by outcome, rows by whether they are payable, and the sum of known amounts."""

    measure: str
    subject: str
    outcomes: Mapping[str, int]
    payable: Mapping[str, int]
    total_fen: int


def count_measures(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    measures: Sequence[Measure],
    tell: Collection[str] = FIELDS,
) -> Iterator[MeasureCount]:
    """How each measure came out, from a subject's file; what the run does not tell is not counted."""
    for measure in measures:
        file = literal(str(out / f"{measure.subject}.parquet"))
        outcome = quoted(f"{measure.id}.outcome")
        payable = quoted(f"{measure.id}.payable") if "payable" in tell else "NULL"
        is_money = GIVES in tell and measure.gives_kind == "amount"
        amount = quoted(f"{measure.id}.amount_fen") if is_money else "0"
        rows = connection.execute(
            f"SELECT {outcome}, {payable}, count(*), COALESCE(sum({amount}), 0)::BIGINT "
            f"FROM read_parquet({file}) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        outcomes: dict[str, int] = {}
        payables: dict[str, int] = {}
        for name, pays, number, _ in rows:
            outcomes[name] = outcomes.get(name, 0) + number
            if name in ("eligible", "to_be_confirmed") and "payable" in tell:
                payables[pays or "unknown"] = payables.get(pays or "unknown", 0) + number
        total = sum(total for _, _, _, total in rows)
        yield MeasureCount(measure.id, measure.subject, outcomes, payables, total)
