"""Working days of the mainland calendar, with its holidays and make-up days.

Holidays are announced a year at a time. Past the last known year weekdays count, and the answer is provisional 暂定.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

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


def is_working_day(day: date) -> bool:
    """Whether offices work on the day; past the last known year, whether it is a weekday."""
    if day.year > last_known_year():
        return day.weekday() < SATURDAY
    return bool(chinese_calendar.is_workday(day))


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; none where it is not later."""
    days = (start + ONE_DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def after_working_days(start: date, days: int) -> Deadline:
    """The last day of a time limit of that many working days; the start itself does not count."""
    day, left = start, days
    while left > 0:
        day += ONE_DAY
        left -= is_working_day(day)
    return Deadline(on=day, provisional=day.year > last_known_year())
