"""Files as a body brings them."""

from io import BytesIO

import xlsxwriter


def workbook(rows: list[list[object]]) -> BytesIO:
    """A workbook of one sheet with these rows."""
    to = BytesIO()
    book = xlsxwriter.Workbook(to)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return to
