"""One row as a page: what stands, what stood before with what changed, and the acts about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from jiyao.engine.shapes import Language
from jiyao.foundation.models import Act
from jiyao.interfaces.desk.pages import leading
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Cell, Reader, raw_value, reader_of
from jiyao.registry.queries.history import versions_of
from jiyao.registry.tabling import Table

ACTS = 50
"""How many acts a page shows, the last first."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a record, and what it changed: heading, before, after."""

    version: int
    recorded_at: Any
    changed: Sequence[tuple[str, str, str]]


def row_page(table: Table, row: Any, language: Language) -> dict[str, object]:
    """What the page of one row tells."""
    columns = list(table.columns.values())
    versions = versions_of(table, row)
    reader = reader_of(the_pack(), language, columns, [row, *versions])
    told: list[tuple[str, Cell]] = [
        (column.words.said(language), leading(reader.cell(row, column), column)) for column in columns
    ]
    return {
        "table": table,
        "key": getattr(row, table.key),
        "told": told,
        "person": getattr(row, f"{table.person}_id") if table.person else None,
        "history": list(_history(table, versions, reader, language)),
        "acts": _acts(table, row),
    }


def _history(table: Table, versions: Sequence[Any], reader: Reader, language: Language) -> Iterator[Version]:
    for now, before in zip_longest(versions, versions[1:]):
        changed = [] if before is None else list(_changed(table, now, before, reader, language))
        yield Version(now.version, now.recorded_at, changed)


def _changed(
    table: Table, now: Any, before: Any, reader: Reader, language: Language
) -> Iterator[tuple[str, str, str]]:
    for column in table.columns.values():
        if raw_value(now, column) != raw_value(before, column):
            yield column.words.said(language), reader.cell(before, column).text, reader.cell(now, column).text


def _acts(table: Table, row: Any) -> list[Act]:
    subject = f"{table.model._meta.model_name}:{getattr(row, table.key)}"
    return list(Act.objects.filter(subject=subject).order_by("-at")[:ACTS])
