"""A file as rows of cells, with the row of its headings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from jiyao.base.errors import Invalid

Cell = object
"""What stands in a cell: a text, a number, a day, a truth, or nothing."""
Row = Sequence[Cell]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1, columns from 0."""
LOOKED_AT = 20
"""Headings stand within so many first rows; above them a title may stand."""


class NotATable(Invalid):
    """The file cannot be read as rows of cells."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a file, numbered as a person sees them. `total` is nearly how many there are."""

    rows: Iterable[tuple[int, Row]]
    total: int
    merged: Sequence[Area] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings. Empty ones are left out.

    merged   areas of cells that are one; only the first of them holds a value
    """

    headings: tuple[str, ...]
    heading_row: int
    rows: Iterator[tuple[int, Row]] = field(repr=False)
    total: int
    merged: tuple[Area, ...] = ()


def as_table(found: Rows, is_known: Callable[[str], bool]) -> Table:
    """The table in the rows: its headings are in the first row that has most of those that are known."""
    rows = iter(found.rows)
    first = list(islice(rows, LOOKED_AT))
    if not first:
        raise NotATable(
            "the file is empty; the first row must hold the headings", zh="文件是空的；第一行应为表头"
        )
    best = max(range(len(first)), key=lambda i: sum(is_known(h) for h in _headings(first[i][1])))
    number, cells = first[best]
    headings = _headings(cells)
    while headings and not headings[-1]:
        headings.pop()
    below = chain(first[best + 1 :], rows)
    return Table(
        headings=tuple(headings),
        heading_row=number,
        rows=((at, row) for at, row in below if any(cell not in (None, "") for cell in row)),
        total=max(found.total - best - 1, 0),
        merged=tuple(area for area in found.merged if area[2] > number),
    )


def _headings(cells: Row) -> list[str]:
    return ["" if cell is None else "".join(str(cell).split()) for cell in cells]
