"""Bad rows given back: a workbook with the file's own columns and what is wrong, to be mended and loaded as it is."""

from collections.abc import Iterator
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jiyao.engine.shapes import Language
from jiyao.registry.imports.checking.headings import OURS, RETURNED
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.tables import Row, Table
from jiyao.registry.imports.refusals import Refusals, Wrong

LONGEST_CELL = 32_767
MOST_ROWS = 1_000_000
"""What a sheet holds. More rows than these go back only when those are mended."""
AS_WRITTEN = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def return_rows(*, table: Table, refusals: Refusals, to: BinaryIO, language: Language) -> int:
    """How many bad rows were written to the workbook, each with row, column, value and reason.

    table    the file again, from its start
    """
    book = xlsxwriter.Workbook(to, AS_WRITTEN)
    text, bad, head = (book.add_format(f) for f in ({"num_format": "@"}, _BAD, {"bold": True}))
    sheet = book.add_worksheet("退回" if language == "zh" else "Returned")
    own = [index for index, heading in enumerate(table.headings) if heading not in OURS]
    ours = [pair[0 if language == "zh" else 1] for pair in RETURNED.values()]
    headings = [*(table.headings[index] for index in own), *ours]
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(own) - 1, 0), 20, text)
    sheet.set_column(len(own), len(headings) - 1, 30, text)
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, head)
    count = 0
    for line, row, wrong in _met(table, refusals):
        count += 1
        marked = {index for index, _ in wrong}
        for at, index in enumerate(own):
            _write(sheet, count, at, _cell(row, index), bad if index in marked else text)
        for at, said in enumerate(_said(table, line, row, wrong, language), start=len(own)):
            _write(sheet, count, at, said, text)
        if count == MOST_ROWS:
            break
    book.close()
    return count


_BAD = {"num_format": "@", "bg_color": "#FFC7CE"}


def _met(table: Table, refusals: Refusals) -> Iterator[tuple[int, Row, list[Wrong]]]:
    """The refused rows with their cells."""
    rows = iter(table.rows)
    for line, wrong in refusals:
        for at, row in rows:
            if at == line:
                yield line, row, wrong
                break


def _said(table: Table, line: int, row: Row, wrong: list[Wrong], language: Language) -> list[str]:
    """Row, columns, values and reasons; where there are several, one a line in each cell."""
    columns = [table.headings[index] if index >= 0 else "" for index, _ in wrong]
    values = [_cell(row, index) if index >= 0 else "" for index, _ in wrong]
    reasons = [reason.said(language) for _, reason in wrong]
    return [str(line), *("\n".join(part) for part in (columns, values, reasons))]


def _cell(row: Row, index: int) -> str:
    return as_text(row[index]) if index < len(row) else ""


def _write(sheet: Worksheet, row: int, column: int, text: str, how: object) -> None:
    sheet.write_string(row, column, text[:LONGEST_CELL], how)
