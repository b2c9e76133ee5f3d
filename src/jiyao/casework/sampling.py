"""The rule by which a sample is drawn. Whoever knows the seed and the numbers of the cases can repeat it.

Of each case SHA-256 of `seed:number` is taken, in hexadecimal digits; of each measure those with the smallest
are drawn, as many as its percent says, rounded up.
"""

from collections.abc import Iterable
from hashlib import sha256

WHOLE = 100


def digest(seed: str, number: str) -> str:
    """By what a case stands in the order of a draw."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def drawn(numbers: Iterable[str], seed: str, percent: int) -> list[str]:
    """The numbers that are drawn of these, in the order of the draw."""
    ordered = sorted(numbers, key=lambda number: digest(seed, number))
    return ordered[: -(-len(ordered) * percent // WHOLE)]


def hash_of(numbers: Iterable[str]) -> str:
    """The hash of a whole population."""
    return sha256("".join(f"{number}\n" for number in sorted(numbers)).encode()).hexdigest()
