"""Any file as a table."""

from collections.abc import Callable
from typing import BinaryIO

from jiyao.registry.imports.reading.csv_files import csv_rows
from jiyao.registry.imports.reading.parquet_files import parquet_rows
from jiyao.registry.imports.reading.tables import NotATable, Table, as_table
from jiyao.registry.imports.reading.workbooks import workbook_rows

OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def open_table(file: BinaryIO, is_known: Callable[[str], bool]) -> Table:
    """The table in a file, by what its content shows it to be.

    is_known   whether a text is a heading that the reader knows
    raises     NotATable
    """
    file.seek(0)
    start = file.read(4)
    if start.startswith(b"PK"):
        return as_table(workbook_rows(file), is_known)
    if start == b"PAR1":
        return as_table(parquet_rows(file), is_known)
    if start == OLD_OFFICE:
        raise NotATable(
            "this is an old or a protected workbook; save it as .xlsx without a password",
            zh="这是旧格式或带密码的工作簿；请去掉密码，另存为 .xlsx",
        )
    return as_table(csv_rows(file), is_known)
