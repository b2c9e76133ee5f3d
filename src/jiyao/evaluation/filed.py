"""What is filed of a body, as values: for which days, and what it may evaluate."""

from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.queries.bodies import Target


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included; without a last day it goes on."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """What a body may evaluate: the target, in which area, on which edition of the standard."""

    target: Target
    division: str
    standard_edition: str
