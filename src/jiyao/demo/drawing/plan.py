"""The plan of a drawing: which people each block holds, and where its numbers and its chance come from."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

import numpy as np

from jiyao.base.errors import Invalid
from jiyao.demo.drawing.assumptions import Region
from jiyao.demo.drawing.columns import Numbers, Random
from jiyao.demo.drawing.marginals import Marginals, marginals, scaled

LEAST_PEOPLE = 100
SHARED = -1
"""The number of the block of what all blocks share: schools, bodies, departments, lists."""
_EPOCH = date(1970, 1, 1)
_FIRST_MONTH = 1970 * 12 + 1


class BadScale(Invalid):
    """No province can be drawn at that scale."""


@dataclass(frozen=True)
class Plan:
    """A province to be drawn."""

    region: Region
    scale: Fraction
    seed: int

    def __post_init__(self) -> None:
        if not 0 < self.scale <= 1 or self.marginals.people < LEAST_PEOPLE:
            raise BadScale(
                f"scale {float(self.scale)}: take one up to 1 that leaves {LEAST_PEOPLE} people",
                zh=f"比例 {float(self.scale)}：应不大于 1，且不少于 {LEAST_PEOPLE} 人",
            )

    @cached_property
    def marginals(self) -> Marginals:
        """How many people of each kind and place."""
        return marginals(self.region, self.scale)

    @cached_property
    def blocks(self) -> int:
        """How many blocks of people there are, all of about one size."""
        return -(-self.marginals.people // self.region.assumed.people_a_block)

    def people(self, block: int) -> Numbers:
        """The places of a block's people among all."""
        ends = [self.marginals.people * edge // self.blocks for edge in (block, block + 1)]
        return np.arange(*ends)

    def random(self, block: int, purpose: str) -> Random:
        """Chance for one purpose in one block; no other draw changes it."""
        return np.random.Generator(np.random.SFC64([self.seed, block + 1, *purpose.encode()]))

    def first_number(self, block: int) -> int:
        """The first of the record numbers set aside for a block."""
        return (block + 1) * self.region.assumed.records_a_block + 1

    def day(self, number: int) -> date:
        """The day of a number of days since 1970."""
        return _EPOCH + timedelta(days=number)

    def share(self, number: int, block: int) -> range:
        """Which of so many things of the whole region fall to a block, once they are scaled."""
        here = scaled(number, self.scale)
        return range(here * block // self.blocks, here * (block + 1) // self.blocks)

    @property
    def on(self) -> int:
        """The day on which the marginals hold."""
        return day_number(self.region.assumed.on)

    @property
    def register_began(self) -> int:
        """The first day on which something was recorded."""
        return day_number(self.region.assumed.register_began_on)


def day_number(day: date) -> int:
    """A day as days since 1970."""
    return (day - _EPOCH).days


def month_of(days: Numbers) -> Numbers:
    """The month of each day, as year * 12 + month."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + _FIRST_MONTH


def first_day_of(months: Numbers) -> Numbers:
    """The first day of each month."""
    return (months - _FIRST_MONTH).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


class Numbering:
    """Record numbers of one block, given out in order."""

    def __init__(self, plan: Plan, block: int) -> None:
        self.next = plan.first_number(block)
        self.end = plan.first_number(block + 1)

    def take(self, count: int) -> Numbers:
        """So many new numbers. raises Invalid where the block has no more"""
        if self.next + count > self.end:
            raise Invalid("records_a_block of the assumptions is too small for what they make of a block")
        taken = np.arange(self.next, self.next + count, dtype=np.int64)
        self.next += count
        return taken
