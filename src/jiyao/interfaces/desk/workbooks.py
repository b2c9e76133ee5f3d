"""A list as a workbook: the same words as on the page."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings

from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import reader_of
from jiyao.registry.tabling import Column, Table

SHEET = 31
"""How long the name of a sheet may be."""
DEMONSTRATION = {"zh": "演示数据", "en": "Demonstration data"}


def workbook_of(table: Table, columns: Sequence[Column], rows: Sequence[Any], language: Language) -> bytes:
    """The workbook. Every cell is text as people read it; nothing in it is a formula."""
    reader = reader_of(the_pack(), language, columns, rows)
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(table.title.said(language)[:SHEET])
        bold = book.add_format({"bold": True})
        first = 0
        if settings.DEMONSTRATION:
            sheet.write_string(0, 0, DEMONSTRATION[language], bold)
            first = 1
        for index, column in enumerate(columns):
            sheet.write_string(first, index, column.words.said(language), bold)
        for line, row in enumerate(rows, first + 1):
            for index, cell in enumerate(reader.cells(row, columns)):
                sheet.write_string(line, index, cell.text)
        sheet.freeze_panes(first + 1, 0)
    return content.getvalue()
