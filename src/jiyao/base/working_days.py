"""Working days of the mainland calendar, with its holidays and make-up days.

Holidays are announced a year at a time. Past the last known year weekdays count, and the answer is provisional 暂定.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

import chinese_calendar

from jiyao.base.periods import ONE_DAY

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, and whether it rests on a year whose holidays are not announced yet."""

    on: date
    provisional: bool


@cache
def last_known_year() -> int:
    """The last year whose holidays are known."""
    return int(max(day.year for day in chinese_calendar.constants.holidays))


@cache
def is_working_day(day: date) -> bool:
    """Whether offices work on the day; past the last known year, whether it is a weekday."""
    if day.year > last_known_year():
        return day.weekday() < SATURDAY
    return bool(chinese_calendar.is_workday(day))


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; none where it is not later."""
    if end <= start:
        return 0
    whole = sum(_worked_in(year)[-1] for year in range(start.year, end.year))
    return whole + _worked_until(end) - _worked_until(start)


def _worked_until(day: date) -> int:
    """How many working days of its year lie up to and with the day."""
    return _worked_in(day.year)[day.timetuple().tm_yday - 1]


@cache
def _worked_in(year: int) -> tuple[int, ...]:
    """For each day of a year how many of its working days lie up to and with it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (first + ONE_DAY * number for number in range((last - first).days + 1))
    return tuple(accumulate(int(is_working_day(day)) for day in days))


def after_working_days(start: date, days: int) -> Deadline:
    """The last day of a time limit of that many working days; the start itself does not count."""
    day, left = start, days
    while left > 0:
        day += ONE_DAY
        left -= is_working_day(day)
    return Deadline(on=day, provisional=day.year > last_known_year())
