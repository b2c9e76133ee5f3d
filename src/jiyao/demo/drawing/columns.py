"""Tables as columns: NumPy arrays with one mark for what is not known, and codes beside their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
Random = np.random.Generator

NONE = -(2**31)
"""Stands where a number, a day or a truth is not known."""
FALSE, TRUE = 0, 1


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of texts: for each row the place of its word, -1 where it is not known."""

    codes: Numbers
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    def taken(self, rows: Numbers) -> "Coded":
        """The column at these rows."""
        return Coded(self.codes[rows], self.words)

    def is_one_of(self, *words: str) -> Numbers:
        """In which rows one of the words stands."""
        wanted = np.array([word in words for word in self.words] + [False])
        found: Numbers = wanted[self.codes]
        return found

    def texts(self) -> list[str | None]:
        """The words themselves."""
        return [None if code < 0 else self.words[code] for code in self.codes.tolist()]


Column = Numbers | Coded
Table = dict[str, Column]


def numbers_in(table: Mapping[str, Column], name: str) -> Numbers:
    """A column of numbers, days or truths."""
    column = table[name]
    assert isinstance(column, np.ndarray)  # noqa: S101 - a column has one kind
    return column


def coded_in(table: Mapping[str, Column], name: str) -> Coded:
    """A column of texts."""
    column = table[name]
    assert isinstance(column, Coded)  # noqa: S101 - a column has one kind
    return column


def length(table: Mapping[str, Column]) -> int:
    """How many rows a table has."""
    return len(next(iter(table.values()))) if table else 0


def taken(table: Mapping[str, Column], rows: Numbers) -> Table:
    """The table at these rows, in their order."""
    return {name: at(column, rows) for name, column in table.items()}


def at(column: Column, rows: Numbers) -> Column:
    """A column at these rows."""
    return column.taken(rows) if isinstance(column, Coded) else column[rows]


def joined(tables: Sequence[Mapping[str, Column]]) -> Table:
    """The tables one after another; all have the same columns."""
    return {name: _joined([table[name] for table in tables]) for name in tables[0]}


def _joined(columns: Sequence[Column]) -> Column:
    coded = [column for column in columns if isinstance(column, Coded)]
    if not coded:
        return np.concatenate([column for column in columns if not isinstance(column, Coded)])
    words = tuple(dict.fromkeys(word for column in coded for word in column.words))
    return Coded(np.concatenate([recoded(column, words).codes for column in coded]), words)


def recoded(column: Coded, words: tuple[str, ...]) -> Coded:
    """The same texts over other words, of which each that stands must be one."""
    if column.words == words:
        return column
    places = np.array([words.index(word) if word in words else -1 for word in column.words] + [-1])
    return Coded(places[column.codes], words)


def constant(word: str, rows: int) -> Coded:
    """A column in which one word stands."""
    return Coded(np.zeros(rows, np.int32), (word,))


def is_known(column: Column) -> Numbers:
    """In which rows something stands."""
    return column.codes >= 0 if isinstance(column, Coded) else column != NONE


def forgotten(column: Column, where: Numbers) -> Column:
    """The column with nothing known in these rows."""
    if isinstance(column, Coded):
        return Coded(np.where(where, -1, column.codes), column.words)
    return np.where(where, NONE, column)


def replaced(column: Column, where: Numbers, other: Column) -> Column:
    """The column with another's values in these rows; texts are over the same words."""
    if isinstance(column, np.ndarray):
        assert isinstance(other, np.ndarray)  # noqa: S101 - a column has one kind
        return np.where(where, other, column)
    assert isinstance(other, Coded)  # noqa: S101 - a column has one kind
    return Coded(np.where(where, recoded(other, column.words).codes, column.codes), column.words)


def chosen(random: Random, shares: Mapping[str, float], rows: int) -> Coded:
    """A word for each row, each as often as its share says; what is left to 1 has none."""
    bounds = np.cumsum(list(shares.values()))
    if bounds[-1] > 1 - 1e-9:
        bounds = bounds / bounds[-1]
    places = np.searchsorted(bounds, random.random(rows), side="right")
    return Coded(np.where(places < len(bounds), places, -1).astype(np.int32), tuple(shares))


def whole(random: Random, low: int | Numbers, high: int | Numbers, rows: int) -> Numbers:
    """Whole numbers from low to high, both included."""
    return random.integers(low, np.asarray(high) + 1, rows, dtype=np.int64)


def happens(random: Random, share: float, rows: int) -> Numbers:
    """In which rows something happens that happens in that share of them."""
    hits: Numbers = random.random(rows, dtype=np.float32) < share
    return hits


def truths(where: Numbers) -> Numbers:
    """Truth as a column."""
    return where.astype(np.int32)
