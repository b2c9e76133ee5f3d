"""Calendar arithmetic by whole months, with its month ends and its leap days."""

from datetime import date

import pytest

from tests.engine.spec.specs import check_number, check_spec

MONTHS = [
    ("2024-01-31", "2024-02-28", 0),
    ("2024-01-31", "2024-02-29", 1),
    ("2023-01-31", "2023-02-28", 1),
    ("2024-01-31", "2024-03-30", 1),
    ("2024-01-31", "2024-03-31", 2),
    ("2024-03-31", "2024-04-29", 0),
    ("2024-03-31", "2024-04-30", 1),
    ("2024-02-29", "2024-03-28", 0),
    ("2024-02-29", "2024-03-29", 1),
    ("2024-02-29", "2025-02-27", 11),
    ("2024-02-29", "2025-02-28", 12),
    ("2024-02-29", "2025-03-01", 12),
    ("2023-02-28", "2024-02-28", 12),
    ("2023-12-15", "2024-01-14", 0),
    ("2023-12-15", "2024-01-15", 1),
    ("2024-06-30", "2024-06-30", 0),
    ("2024-06-30", "2024-06-29", -1),
    ("2024-03-31", "2024-02-29", -1),
    ("2024-03-30", "2024-02-28", -2),
    ("2024-07-30", "2024-06-30", -1),
    ("2024-07-30", "2024-06-29", -2),
    ("2025-02-28", "2024-02-29", -12),
    ("2025-02-28", "2024-02-28", -12),
]
SHIFTS = [
    ("2024-01-31", 1, "2024-02-29"),
    ("2023-01-31", 1, "2023-02-28"),
    ("2024-01-30", 1, "2024-02-29"),
    ("2024-02-29", 1, "2024-03-29"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 24, "2026-02-28"),
    ("2024-03-31", -1, "2024-02-29"),
    ("2024-12-31", 2, "2025-02-28"),
    ("2024-05-31", 1, "2024-06-30"),
    ("2024-05-31", 0, "2024-05-31"),
    ("2024-01-15", -1, "2023-12-15"),
    ("2024-12-15", 1, "2025-01-15"),
    ("2025-02-28", -12, "2024-02-28"),
]
AGES = [
    ("2000-06-30", "2018-06-29", 17),
    ("2000-06-30", "2018-06-30", 18),
    ("2000-02-29", "2018-02-27", 17),
    ("2000-02-29", "2018-02-28", 18),
    ("2000-02-29", "2020-02-28", 19),
    ("2000-02-29", "2020-02-29", 20),
    ("1965-01-01", "2024-12-31", 59),
    ("1965-01-01", "2025-01-01", 60),
    ("2015-12-31", "2015-12-31", 0),
    ("2015-12-31", "2015-12-30", -1),
]


@pytest.mark.parametrize(("start", "end", "months"), MONTHS)
def test_months_between_counts_months_that_are_complete(start: str, end: str, months: int) -> None:
    table = f"""
      | issued_on
    a | {start}
    - |
    """

    check_number(table, f"months_between(issued_on, DATE '{end}')", {"a": months, "-": None})


@pytest.mark.parametrize(("start", "end", "months"), MONTHS)
def test_months_up_to_the_day_compare_with_a_number(start: str, end: str, months: int) -> None:
    table = f"""
      | issued_on
    a | {start}
    - |
    """
    day = date.fromisoformat(end)

    check_spec(table, f"months_between(issued_on, determined_on) >= {months}", {"a": True, "-": None}, on=day)
    check_spec(table, f"{months} < months_between(issued_on, determined_on)", {"a": False, "-": None}, on=day)


@pytest.mark.parametrize(
    ("op", "less", "same", "more"),
    [
        ("=", False, True, False),
        ("<>", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
@pytest.mark.parametrize("bound", ["12", "param('twelve')", "more_months"])
def test_months_up_to_the_day_compare_with_a_value(
    op: str, less: bool, same: bool, more: bool, bound: str
) -> None:
    table = """
         | issued_on  | more_months
    less | 2024-07-01 | 12
    same | 2024-06-30 | 12
    more | 2024-05-30 | 12
    -    |            | 12
    """
    twelve = {"twelve": {"unit": "month", "base": [{"value": 12}]}}
    expected = {"less": less, "same": same, "more": more, "-": None}

    check_spec(table, f"months_between(issued_on, determined_on) {op} {bound}", expected, parameters=twelve)


@pytest.mark.parametrize(("day", "months", "then"), SHIFTS)
def test_add_months_keeps_the_day_or_takes_the_last(day: str, months: int, then: str) -> None:
    table = f"""
      | issued_on
    a | {day}
    - |
    """

    check_spec(table, f"add_months(issued_on, {months}) = DATE '{then}'", {"a": True, "-": None})


@pytest.mark.parametrize(("day", "months", "then"), SHIFTS)
def test_day_so_many_months_on_is_compared_with_today(day: str, months: int, then: str) -> None:
    table = f"""
      | issued_on
    a | {day}
    - |
    """
    rule = f"within(determined_on, add_months(issued_on, {months}), add_months(issued_on, {months}))"

    check_spec(table, rule, {"a": True, "-": None}, on=date.fromisoformat(then))


def test_add_months_takes_a_number_from_facts() -> None:
    table = """
      | issued_on  | paid_months
    a | 2024-01-31 | 1
    b | 2024-01-31 | -2
    - | 2024-01-31 |
    """
    rule = "add_months(issued_on, paid_months) = DATE '2024-02-29'"

    check_spec(table, rule, {"a": True, "b": False, "-": None})


@pytest.mark.parametrize(("born", "day", "years"), AGES)
def test_age_counts_years_that_are_complete(born: str, day: str, years: int) -> None:
    table = f"""
      | born_on
    a | {born}
    - |
    """
    on = date.fromisoformat(day)

    check_number(table, f"age_on(born_on, DATE '{day}')", {"a": years, "-": None})
    check_spec(table, f"age_on(born_on, determined_on) = {years}", {"a": True, "-": None}, on=on)


def test_within_includes_first_and_last_day() -> None:
    table = """
      | issued_on
    a | 2024-01-31
    b | 2024-02-01
    c | 2024-02-29
    d | 2024-03-01
    - |
    """
    rule = "within(issued_on, DATE '2024-02-01', DATE '2024-02-29')"

    check_spec(table, rule, {"a": False, "b": True, "c": True, "d": False, "-": None})


def test_within_is_decided_by_one_known_end() -> None:
    table = """
           | born_on    | issued_on
    before | 1990-01-01 |
    late   |            | 2020-01-01
    open   |            | 2024-01-01
    in     | 1960-01-01 | 2024-01-01
    """
    rule = "within(DATE '2022-01-01', born_on, issued_on)"

    check_spec(table, rule, {"before": None, "late": False, "open": None, "in": True})


def test_within_reversed_days_holds_never() -> None:
    table = """
      | issued_on
    a | 2024-02-15
    - |
    """
    rule = "within(issued_on, DATE '2024-03-01', DATE '2024-02-01')"

    check_spec(table, rule, {"a": False, "-": None})


def test_within_holds_today() -> None:
    table = """
      | issued_on
    a | 2025-06-29
    b | 2025-06-30
    c | 2025-07-01
    - |
    """
    rule = "within(determined_on, DATE '2025-01-01', issued_on)"

    check_spec(table, rule, {"a": False, "b": True, "c": True, "-": None})
