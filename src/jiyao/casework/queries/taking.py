"""How long what is asked for really takes, by decided cases."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taken:
    """The median of working days from acceptance to decision, and of how many cases."""

    working_days: int
    cases: int


def taken_days(measure: str, division: str) -> Taken | None:
    """How long decided cases of a measure have taken in a prefecture; None where no case is decided.

    There is none anywhere: no kind of case asks for a measure yet. Who shows it says so, and shows no promise instead.
    """
    return None
