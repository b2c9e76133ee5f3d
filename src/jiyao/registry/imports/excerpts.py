"""The first bad rows of a file that was imported, read from the workbook in which they are given back."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.models import Attachment
from jiyao.registry.imports.checking.headings import RETURNED

SHEET = "xl/worksheets/sheet1.xml"
_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was given back: its line in the file, and of each thing wrong the column and the reason."""

    line: str
    wrong: tuple[tuple[str, str], ...]


def first_bad_rows(returned: Attachment, most: int) -> list[BadRow]:
    """The first rows of a workbook of bad rows. Only so much of it is read, however long it is."""
    with open_attachment(returned) as file, ZipFile(file) as packed, packed.open(SHEET) as sheet:
        rows = _rows(sheet)
        next(rows)
        return [_bad_row(cells) for cells in islice(rows, most)]


def _bad_row(cells: list[str]) -> BadRow:
    line, columns, _, reasons = cells[-len(RETURNED) :]
    return BadRow(line, tuple(zip(columns.split("\n"), reasons.split("\n"), strict=False)))


def _rows(sheet: IO[bytes]) -> Iterator[list[str]]:
    """The texts of each row. The workbook is our own, whose cells hold their texts themselves."""
    for _, element in iterparse(sheet):  # noqa: S314 - written by `returning`, sealed since
        if element.tag == f"{_NAMES}row":
            yield [_text(cell) for cell in element]
            element.clear()


def _text(cell: Element) -> str:
    return "".join(part.text or "" for part in cell.iter(f"{_NAMES}t"))
