"""Three-valued logic on NumPy arrays of int8: 1 true, 0 unknown, -1 false.

AND is the minimum, OR the maximum, NOT the minus sign.
"""

from functools import reduce

import numpy as np

Truth = np.ndarray


def truth(condition: np.ndarray, known: np.ndarray | None = None) -> Truth:
    """Of a boolean array; unknown where `known` is false. None: known everywhere."""
    found = condition.view(np.int8) * np.int8(2)
    found -= np.int8(1)
    if known is not None:
        found *= known.view(np.int8)
    return found


def all_of(conditions: list[Truth]) -> Truth:
    return reduce(np.minimum, conditions)


def any_of(*conditions: Truth) -> Truth:
    return reduce(np.maximum, conditions)


def unless(rival: Truth) -> Truth:
    """False while the rival is true, true otherwise: an undecided rival takes nothing."""
    return truth(rival <= 0)


def first_false(conditions: list[Truth]) -> np.ndarray:
    """Number of the first false condition, counted from 1, uint8; 0 where none is false."""
    end = len(conditions) + 1
    best = np.zeros(len(conditions[0]), np.uint8)
    for number, condition in enumerate(conditions, start=1):
        is_false = (condition < 0).view(np.uint8)
        np.maximum(best, is_false * np.uint8(end - number), out=best)
    return np.where(best > 0, np.uint8(end) - best, np.uint8(0))
