"""Rows as files: a sheet as CSV, several as a ZIP of them, or a workbook. Codes are as the profile spells them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from jiyao.evaluation.platform.formats import PlatformFormat
from jiyao.registry.exchange.writing import Values, values_of, write_csv

SHEET_TITLES: Mapping[str, str] = {
    "certificates": "证书",
    "plan": "计划",
    "candidates": "考生",
    "results": "成绩",
}
MARKS = frozenset({"theory", "practical", "review"})
Sheets = Mapping[str, Sequence[Values]]
"""The rows of each sheet, by its name."""


class Shape(StrEnum):
    """As what a file is written."""

    CSV = "csv"
    XLSX = "xlsx"


def written(
    sheets: Sheets, shape: PlatformFormat, form: Shape, *, made_at: datetime, note: str = ""
) -> bytes:
    """The file: the same rows give the same bytes.

    note   what stands above each table of a workbook, such as that it is a demonstration
    """
    spelled = {name: [_spelled(row, shape) for row in rows] for name, rows in sheets.items()}
    if form is Shape.XLSX:
        return _workbook(spelled, shape, made_at, note)
    if len(sheets) == 1:
        return _csv(next(iter(spelled)), spelled, shape)
    return _packed(spelled, shape)


def ending(sheets: Sheets, form: Shape) -> str:
    """How the name of such a file ends."""
    return "zip" if form is Shape.CSV and len(sheets) > 1 else form.value


def _spelled(row: Values, shape: PlatformFormat) -> Values:
    return {name: shape.spelled("mark" if name in MARKS else name, value) for name, value in row.items()}


def _csv(name: str, sheets: Sheets, shape: PlatformFormat) -> bytes:
    content = BytesIO()
    write_csv(content, shape.headings(name), sheets[name], encoding=shape.encoding)
    return content.getvalue()


def _packed(sheets: Sheets, shape: PlatformFormat) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as packed:
        for name in sheets:
            entry = ZipInfo(f"{SHEET_TITLES[name]}.csv")
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, _csv(name, sheets, shape))
    return content.getvalue()


def _workbook(sheets: Sheets, shape: PlatformFormat, made_at: datetime, note: str) -> bytes:
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet, headings = book.add_worksheet(SHEET_TITLES[name]), shape.headings(name)
            lines = [[one.zh for one in headings], *(values_of(headings, row) for row in rows)]
            for at, line in enumerate([[note], *lines] if note else lines):
                for index, text in enumerate(line):
                    sheet.write_string(at, index, text, bold if at <= bool(note) else None)
    return content.getvalue()
