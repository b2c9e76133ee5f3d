"""A long sequence, so many at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def slices(rows: Sequence[T], count: int) -> Iterator[Sequence[T]]:
    """So many of them at a time, in their order."""
    for first in range(0, len(rows), count):
        yield rows[first : first + count]
