"""Periods of days, both days included, and calendar arithmetic by whole months."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
FEBRUARY = 2
DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days; an open side has no day."""

    starts_on: date | None
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        after_start = self.starts_on is None or self.starts_on <= day
        return after_start and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return _not_after(self.starts_on, other.ends_on) and _not_after(other.starts_on, self.ends_on)

    def lies_in(self, other: "Period") -> bool:
        """Whether each day of this period is a day of the other."""
        starts = other.starts_on is None or (self.starts_on is not None and other.starts_on <= self.starts_on)
        ends = other.ends_on is None or (self.ends_on is not None and self.ends_on <= other.ends_on)
        return starts and ends

    def edges(self) -> tuple[date, ...]:
        """The days on which time enters or leaves the period."""
        entered = () if self.starts_on is None else (self.starts_on,)
        left = () if self.ends_on is None else (self.ends_on + ONE_DAY,)
        return entered + left


def _not_after(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


def read_day(text: str) -> date:
    """The day written 2024-01-31, and in no other of the ways that ISO 8601 allows. raises ValueError"""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{text} is not written as 2024-01-31")
    return date.fromisoformat(text)


def add_months(day: date, months: int) -> date:
    """The same day of the month, that many months on; the 31st becomes the month's last day.

    raises  OverflowError where the year leaves 1 to 9999
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} plus {months} months leaves the calendar")
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def months_between(start: date, end: date) -> int:
    """The greatest number of whole months that, added to the start, do not pass the end."""
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    if end.day >= start.day or end.day == _days_in(end.year, end.month):
        return months
    return months - 1


def _days_in(year: int, month: int) -> int:
    return DAYS_OF_MONTHS[month - 1] + (month == FEBRUARY and isleap(year))


def age_on(born_on: date, day: date) -> int:
    """Whole years of age; who is born on 29 February turns a year older on the 28th of other years."""
    return months_between(born_on, day) // MONTHS_A_YEAR
