"""A list as a workbook: the same words as on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings

from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import reader_of
from jiyao.registry.tabling import Column, Table

SHEET = 31
"""How long the name of a sheet may be."""
DEMONSTRATION = {"zh": "演示数据", "en": "Demonstration data"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet beside the list: what it is called, its heads, and its rows of text."""

    title: Words
    heads: Sequence[Words]
    rows: Sequence[Sequence[str]]


def workbook_of(
    table: Table,
    columns: Sequence[Column],
    rows: Sequence[Any],
    language: Language,
    more: Sequence[Sheet] = (),
) -> bytes:
    """The workbook, with more sheets behind the list. Every cell is text as people read it; nothing is a formula."""
    reader = reader_of(the_pack(), language, columns, rows)
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        heads = [column.words for column in columns]
        told = ([cell.text for cell in reader.cells(row, columns)] for row in rows)
        _write(book, table.title, heads, told, language)
        for one in more:
            _write(book, one.title, one.heads, one.rows, language)
    return content.getvalue()


def _write(
    book: xlsxwriter.Workbook,
    title: Words,
    heads: Sequence[Words],
    rows: Iterable[Sequence[str]],
    language: Language,
) -> None:
    sheet = book.add_worksheet(title.said(language)[:SHEET])
    bold = book.add_format({"bold": True})
    first = 0
    if settings.DEMONSTRATION:
        sheet.write_string(0, 0, DEMONSTRATION[language], bold)
        first = 1
    for index, head in enumerate(heads):
        sheet.write_string(first, index, head.said(language), bold)
    for line, row in enumerate(rows, first + 1):
        for index, text in enumerate(row):
            sheet.write_string(line, index, text)
    sheet.freeze_panes(first + 1, 0)
