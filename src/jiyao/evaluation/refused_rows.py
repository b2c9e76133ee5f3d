"""The refused rows of a roster as a workbook that is kept: for each its line, its column, and why in both languages."""

from collections.abc import Sequence
from typing import BinaryIO, cast

import xlsxwriter

from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.models import Attachment
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.rosters import BadRow

HEADINGS = ("行 Row", "栏 Column", "原因", "Why")
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_refused(rows: Sequence[BadRow], to: BinaryIO) -> None:
    """Writes the workbook."""
    with xlsxwriter.Workbook(to, PLAIN) as book:
        sheet = book.add_worksheet("退回 Refused")
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, 3, 50)
        sheet.freeze_panes(1, 0)
        for at, heading in enumerate(HEADINGS):
            sheet.write_string(0, at, heading)
        for number, one in enumerate(rows, start=1):
            sheet.write_number(number, 0, one.line)
            for at, text in enumerate((one.column, one.zh, one.en), start=1):
                sheet.write_string(number, at, text)


def read_refused(kept: Attachment) -> list[BadRow]:
    """The rows again."""
    with open_attachment(kept) as file:
        table = open_table(cast(BinaryIO, file), lambda heading: heading in HEADINGS)
        rows = [[as_text(cell) for cell in cells] for _, cells in table.rows]
    return [BadRow(int(line), column, zh, en) for line, column, zh, en in rows]
