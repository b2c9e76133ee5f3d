"""How sure a share or a spread is, by how many it was counted from: few are never far from anybody."""

from dataclasses import dataclass
from math import exp, sqrt

Z = 1.959964
"""Two-sided 95 %."""
FEWEST = 2
"""Of fewer numbers there is no spread."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the interval that E. B. Wilson gave for it (J. Am. Stat. Assoc. 22, 1927, 209-212)."""

    good: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nobody."""
        return self.good / self.of if self.of else None

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return max(0.0, self._centre() - self._half())

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return min(1.0, self._centre() + self._half())

    def _centre(self) -> float:
        return (self.good + Z * Z / 2) / (self.of + Z * Z)

    def _half(self) -> float:
        inside = self.good * (self.of - self.good) / self.of + Z * Z / 4 if self.of else Z * Z / 4
        return Z * sqrt(inside) / (self.of + Z * Z)

    def is_apart_from(self, other: "Share", margin: float) -> bool:
        """Whether both intervals lie further apart than the margin. Of nobody nothing is known, so it is not."""
        if not self.of or not other.of:
            return False
        return self.low > other.high + margin or self.high < other.low - margin


@dataclass(frozen=True, slots=True)
class Spread:
    """How far marks lie apart: their standard deviation, with the usual interval of its logarithm."""

    value: float
    of: int

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.value * exp(-self._half())

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.value * exp(self._half())

    def is_unlike(self, other: "Spread", percent: int) -> bool:
        """Whether one interval lies below so many percent of the other."""
        part = percent / 100
        return self.high < other.low * part or other.high < self.low * part

    def _half(self) -> float:
        return Z / sqrt(2 * (self.of - 1))


@dataclass(frozen=True, slots=True)
class Sums:
    """Of whole numbers how many they are, their sum, and that of their squares: enough for their spread."""

    of: int = 0
    total: int = 0
    squares: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.of + other.of, self.total + other.total, self.squares + other.squares)

    def __sub__(self, other: "Sums") -> "Sums":
        return Sums(self.of - other.of, self.total - other.total, self.squares - other.squares)


def spread_of(sums: Sums, unit: int = 1) -> Spread | None:
    """The spread of the numbers, each of which counts so many to a mark; None of fewer than two."""
    if sums.of < FEWEST:
        return None
    variance = (sums.of * sums.squares - sums.total**2) / (sums.of * (sums.of - 1))
    return Spread(sqrt(variance) / unit, sums.of)
