"""Rows taken out of a table, with an act that says who took how many of which."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.listing import Asked, columns_of, found_rows
from jiyao.registry.tabling import Column, Table

MOST = 50_000
"""How many rows leave at once; a page waits for them."""


class TooMany(Invalid):
    """More rows were asked for than leave at once."""


@transaction.atomic
def export_rows(
    table: Table, reach: Reach, asked: Asked, on: date, *, by: str, at: datetime
) -> tuple[Sequence[Column], Sequence[Any]]:
    """The columns and rows asked for. raises TooMany; and what `found_rows` raises"""
    columns = columns_of(table, asked)
    rows = list(found_rows(table, reach, asked, on)[: MOST + 1])
    if len(rows) > MOST:
        raise TooMany(
            f"{table.name}: more than {MOST:,} rows; narrow the list and export again",
            zh=f"{table.title.zh}超过 {MOST:,} 行，请先筛选再导出",
        )
    append_act(
        kind="export",
        actor=by,
        subject=f"table:{table.name}",
        at=at,
        codes={"rows": len(rows), "columns": ",".join(column.name for column in columns)[:200]},
        payload={"narrowed": dict(asked.narrowed), "text": asked.text, "sort": asked.sort},
    )
    return columns, rows
