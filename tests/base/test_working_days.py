from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.base.working_days import (
    Deadline,
    after_working_days,
    is_working_day,
    last_known_year,
    working_days_between,
)

HOLIDAYS_2026 = [
    *(date(2026, 1, day) for day in (1, 2)),
    *(date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)),
    date(2026, 4, 6),
    *(date(2026, 5, day) for day in (1, 4, 5)),
    date(2026, 6, 19),
    date(2026, 9, 25),
    *(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
]
MAKE_UP_DAYS_2026 = [
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]


def days_of(year: int) -> list[date]:
    """Each day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def test_days_of_2026_that_are_no_weekdays_or_no_working_days_are_the_announced_ones() -> None:
    unusual = [day for day in days_of(2026) if is_working_day(day) != (day.weekday() < 5)]

    assert unusual == sorted([*HOLIDAYS_2026, *MAKE_UP_DAYS_2026])


def test_past_the_last_known_year_weekdays_work() -> None:
    year = last_known_year() + 1

    assert [is_working_day(day) for day in days_of(year)] == [day.weekday() < 5 for day in days_of(year)]


def test_last_known_year_is_2026_or_later() -> None:
    assert last_known_year() >= 2026


@pytest.mark.parametrize(
    ("start", "days", "deadline"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 9, 24), 1, date(2026, 9, 28)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2025, 12, 30), 1, date(2025, 12, 31)),
        (date(2025, 12, 30), 2, date(2026, 1, 4)),
        (date(2025, 12, 31), 5, date(2026, 1, 8)),
    ],
)
def test_deadline_counts_working_days_after_the_start(start: date, days: int, deadline: date) -> None:
    assert after_working_days(start, days) == Deadline(on=deadline, provisional=False)


def test_deadline_past_the_last_known_year_is_provisional() -> None:
    year = last_known_year()
    start = date(year + 1, 6, 1)
    friday = start + timedelta(days=(4 - start.weekday()) % 7)

    assert after_working_days(friday, 1) == Deadline(on=friday + timedelta(days=3), provisional=True)


def test_deadline_that_runs_into_an_unknown_year_is_provisional() -> None:
    start = date(last_known_year(), 12, 31)

    assert after_working_days(start, 30).provisional is True


@given(st.dates(date(2020, 1, 1), date(2026, 11, 30)), st.integers(1, 20))
def test_deadline_is_a_working_day_with_that_many_up_to_it(start: date, days: int) -> None:
    deadline = after_working_days(start, days).on

    counted = [start + timedelta(days=number) for number in range(1, (deadline - start).days + 1)]
    assert is_working_day(deadline)
    assert sum(is_working_day(day) for day in counted) == days


@given(
    st.dates(date(2019, 1, 1), date(2029, 12, 31)),
    st.integers(min_value=-40, max_value=900),
)
def test_working_days_between_are_those_that_are_counted_one_by_one(start: date, days: int) -> None:
    later = (start + timedelta(days=number) for number in range(1, days + 1))

    assert working_days_between(start, start + timedelta(days=days)) == sum(map(is_working_day, later))
