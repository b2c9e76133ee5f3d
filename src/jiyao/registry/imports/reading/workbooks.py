"""Workbooks as rows: the first sheet that is a table."""

import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from jiyao.registry.imports.reading.formula_errors import failed_formulas
from jiyao.registry.imports.reading.tables import Area, Cell, NotATable, Row, Rows

FAILED = "#N/A"
"""What stands in a cell whose formula gave an error, of whichever kind."""
LARGEST_UNPACKED = 8 << 30


def workbook_rows(file: BinaryIO) -> Rows:
    """The rows of the first sheet that is not empty. raises NotATable for a workbook that cannot be opened"""
    _refuse_bomb(file)
    try:
        file.seek(0)
        book = CalamineWorkbook.from_object(file)
        sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
        sheet = next((sheet for sheet in sheets if sheet.start is not None), None)
    except CalamineError as error:
        raise NotATable(
            f"the workbook cannot be opened: {error}; save it again as .xlsx",
            zh=f"工作簿无法打开（{error}）；请重新另存为 .xlsx",
        ) from None
    if sheet is None:
        raise NotATable(
            "the workbook is empty; the first row must hold the headings", zh="工作簿是空的；第一行应为表头"
        )
    failed = failed_formulas(file, sheet.name)
    return Rows(_rows(sheet, failed), sheet.total_height, _merged(sheet))


def _refuse_bomb(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise NotATable(
            "the workbook is damaged; save it again as .xlsx", zh="工作簿已损坏；请重新另存为 .xlsx"
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise NotATable(
            "the workbook unpacks to more than 8 GB; split it, or give CSV",
            zh="工作簿解压后超过 8 GB；请拆分，或改用 CSV",
        )


def _rows(sheet: CalamineSheet, failed: Mapping[int, list[int]]) -> Iterator[tuple[int, Row]]:
    top, left = sheet.start or (0, 0)
    before: list[Cell] = [""] * left
    for number, row in enumerate(sheet.iter_rows(), start=top + 1):
        cells: list[Cell] = [*before, *row]
        for column in failed.get(number, ()):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = FAILED
        yield number, cells


def _merged(sheet: CalamineSheet) -> list[Area]:
    found = sheet.merged_cell_ranges or []
    return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in found]
