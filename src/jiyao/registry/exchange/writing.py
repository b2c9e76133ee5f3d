"""A file for somebody else's system, row by row: the same rows give the same bytes."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from jiyao.registry.exchange.descriptions import Heading

Values = Mapping[str, str]


def write_csv(
    to: BinaryIO,
    columns: Sequence[Heading],
    rows: Iterable[Values],
    *,
    encoding: str,
    summary: tuple[Sequence[Heading], Values] | None = None,
) -> None:
    """Writes the table; above it the summary in two lines, where there is one."""
    encoder = codecs.getincrementalencoder(encoding)()  # which sets a mark of order once, not a line
    for line in _lines(columns, rows, summary):
        to.write(encoder.encode(_said(line)))


def values_of(headings: Sequence[Heading], values: Values) -> list[str]:
    """What stands below the headings."""
    return [values[one.name] for one in headings]


def _lines(
    columns: Sequence[Heading], rows: Iterable[Values], summary: tuple[Sequence[Heading], Values] | None
) -> Iterator[Sequence[str]]:
    if summary is not None:
        yield [one.zh for one in summary[0]]
        yield values_of(*summary)
    yield [one.zh for one in columns]
    for row in rows:
        yield values_of(columns, row)


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
