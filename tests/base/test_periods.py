from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.base.periods import Period, add_months, age_on, months_between

DAYS = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2023, 2, 28), date(2024, 1, 31), date(2024, 12, 31)]),
)
SPANS = st.integers(-600, 600)


def naive_add_months(day: date, months: int) -> date:
    """Month by month; then the day itself, or the last that the month has."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        year, month = {13: (year + 1, 1), 0: (year - 1, 12)}.get(month, (year, month))
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def naive_months_between(start: date, end: date) -> int:
    """The greatest number of months that, added to the start, do not pass the end, found by trying."""
    months = (end.year - start.year) * 12 + end.month - start.month + 2
    while naive_add_months(start, months) > end:
        months -= 1
    return months


@given(DAYS, SPANS)
def test_add_months_is_what_counting_month_by_month_gives(day: date, months: int) -> None:
    assert add_months(day, months) == naive_add_months(day, months)


@given(DAYS, DAYS)
def test_months_between_is_the_greatest_that_does_not_pass_the_end(start: date, end: date) -> None:
    assert months_between(start, end) == naive_months_between(start, end)


@given(DAYS, SPANS)
def test_months_between_undoes_add_months(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months


@given(DAYS, SPANS, SPANS)
def test_add_months_never_goes_back_in_time(day: date, fewer: int, more: int) -> None:
    low, high = sorted((fewer, more))

    assert add_months(day, low) <= add_months(day, high)


@given(DAYS, DAYS)
def test_months_between_never_falls_as_days_pass(start: date, end: date) -> None:
    assert months_between(start, end) <= months_between(start, end + timedelta(days=1))


@given(DAYS, st.integers(-100, 150))
def test_age_is_reached_on_the_day_that_many_years_on(born_on: date, years: int) -> None:
    birthday = add_months(born_on, years * 12)

    assert age_on(born_on, birthday) == years
    assert age_on(born_on, birthday - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(1, 1, 31), 0, date(1, 1, 31)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_add_months_out_of_the_calendar_is_refused(day: date, months: int) -> None:
    with pytest.raises(OverflowError) as refused:
        add_months(day, months)

    assert str(refused.value) == f"{day} plus {months} months leaves the calendar"


@pytest.mark.parametrize(
    ("born_on", "day", "years"),
    [
        (date(2000, 2, 29), date(2018, 2, 27), 17),
        (date(2000, 2, 29), date(2018, 2, 28), 18),
        (date(2000, 2, 29), date(2020, 2, 28), 19),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
        (date(2000, 6, 30), date(2000, 6, 29), -1),
    ],
)
def test_age_of_who_is_born_on_a_leap_day_turns_on_the_28th(born_on: date, day: date, years: int) -> None:
    assert age_on(born_on, day) == years


JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("period", "day", "held"),
    [
        (JANUARY, date(2023, 12, 31), False),
        (JANUARY, date(2024, 1, 1), True),
        (JANUARY, date(2024, 1, 31), True),
        (JANUARY, date(2024, 2, 1), False),
        (Period(None, date(2024, 1, 31)), date(1, 1, 1), True),
        (Period(date(2024, 1, 1), None), date(9999, 12, 31), True),
        (Period(None, None), date(2024, 1, 1), True),
    ],
)
def test_period_holds_both_of_its_ends(period: Period, day: date, held: bool) -> None:
    assert period.holds(day) is held


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Period(date(2024, 1, 31), date(2024, 2, 1)), True),
        (Period(date(2024, 2, 1), date(2024, 2, 2)), False),
        (Period(None, date(2023, 12, 31)), False),
        (Period(None, date(2024, 1, 1)), True),
        (Period(date(2024, 2, 1), None), False),
        (Period(None, None), True),
    ],
)
def test_periods_overlap_where_they_share_a_day(other: Period, shared: bool) -> None:
    assert (JANUARY.overlaps(other), other.overlaps(JANUARY)) == (shared, shared)


@pytest.mark.parametrize(
    ("other", "inside"),
    [
        (JANUARY, True),
        (Period(None, None), True),
        (Period(date(2024, 1, 1), None), True),
        (Period(date(2024, 1, 2), None), False),
        (Period(None, date(2024, 1, 30)), False),
    ],
)
def test_period_lies_in_another_that_has_all_its_days(other: Period, inside: bool) -> None:
    assert JANUARY.lies_in(other) is inside


def test_open_period_lies_only_in_one_that_is_as_open() -> None:
    since = Period(date(2024, 1, 1), None)

    assert since.lies_in(Period(None, None))
    assert not since.lies_in(JANUARY)


@pytest.mark.parametrize(
    ("period", "edges"),
    [
        (JANUARY, (date(2024, 1, 1), date(2024, 2, 1))),
        (Period(None, date(2024, 1, 31)), (date(2024, 2, 1),)),
        (Period(date(2024, 1, 1), None), (date(2024, 1, 1),)),
        (Period(None, None), ()),
    ],
)
def test_edges_are_the_first_day_and_the_day_after_the_last(period: Period, edges: tuple[date, ...]) -> None:
    assert period.edges() == edges
