"""A file for the bank, row by row: the same rows give the same bytes."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from jiyao.base.money import FEN_A_YUAN
from jiyao.funds.banking.formats import HeadingFile, SheetFile

AT_ONCE = 1_000
Values = Mapping[str, str]


def plain_yuan(amount_fen: int) -> str:
    """A sum as files write it: 1500.00."""
    return f"{amount_fen // FEN_A_YUAN}.{amount_fen % FEN_A_YUAN:02d}"


def write_sheet(
    to: BinaryIO, sheet: SheetFile, *, encoding: str, summary: Values, rows: Iterable[Values]
) -> None:
    """Writes the summary, where the sheet has one, and the table."""
    lines: Iterator[Sequence[str]] = _lines(sheet, summary, rows)
    for line in lines:
        to.write(_said(line).encode(encoding))


def _lines(sheet: SheetFile, summary: Values, rows: Iterable[Values]) -> Iterator[Sequence[str]]:
    if sheet.summary:
        yield [one.zh for one in sheet.summary]
        yield _values(sheet.summary, summary)
    yield [one.zh for one in sheet.columns]
    for row in rows:
        yield _values(sheet.columns, row)


def _values(headings: Sequence[HeadingFile], values: Values) -> list[str]:
    return [values[one.name] for one in headings]


class _Line:
    """Takes what csv writes."""

    text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def _said(values: Sequence[str]) -> str:
    line = _Line()
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.text
