"""A shuffle that can be asked for one place at a time, so that no block need know the others."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.uint64]

_ROUNDS = 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIXES = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def shuffled(places: NDArray[np.int64], size: int, seed: int, purpose: int) -> NDArray[np.int64]:
    """Where each place of 0 to size - 1 comes to lie: another one for each, and the same each time.

    A Feistel network over the next square of two; what falls outside is sent round again.
    """
    half = np.uint64(max(1, (max(size - 1, 1).bit_length() + 1) // 2))
    keys = list(_mixed(np.arange(_ROUNDS, dtype=np.uint64) + np.uint64(seed * 1000 + purpose * 10)))
    found = _turned(places.astype(np.uint64), half, keys)
    outside = np.flatnonzero(found >= size)
    while outside.size:
        again = _turned(found[outside], half, keys)
        found[outside] = again
        outside = outside[again >= size]
    return found.astype(np.int64)


def _turned(places: Places, half: np.uint64, keys: list[np.uint64]) -> Places:
    low = (np.uint64(1) << half) - np.uint64(1)
    left, right = places >> half, places & low
    for key in keys:
        left, right = right, left ^ (_mixed(right ^ key) & low)
    return (left << half) | right


def _mixed(numbers: Places) -> Places:
    with np.errstate(over="ignore"):
        mixed = numbers * _SPREAD
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIXES[0]
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIXES[1]
    return mixed ^ (mixed >> np.uint64(31))
