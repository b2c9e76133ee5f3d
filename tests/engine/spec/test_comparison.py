"""Comparisons: unknown as soon as one side is."""

import pytest

from tests.engine.spec.specs import check_spec

MONTHS = """
      | paid_months | more_months
less  | 5           | 6
same  | 6           | 6
more  | 7           | 6
-left |             | 6
-both |             |
"""
DAYS = """
       | issued_on
before | 2024-02-28
same   | 2024-02-29
after  | 2024-03-01
-      |
"""


@pytest.mark.parametrize(
    ("op", "less", "same", "more"),
    [
        ("=", False, True, False),
        ("<>", True, False, True),
        ("!=", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_comparison_of_months_is_unknown_while_one_side_is(
    op: str, less: bool, same: bool, more: bool
) -> None:
    expected = {"less": less, "same": same, "more": more, "-left": None, "-both": None}

    check_spec(MONTHS, f"paid_months {op} more_months", expected)


@pytest.mark.parametrize(
    ("op", "before", "same", "after"),
    [
        ("=", False, True, False),
        ("<>", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_comparison_of_days_follows_the_calendar(op: str, before: bool, same: bool, after: bool) -> None:
    expected = {"before": before, "same": same, "after": after, "-": None}

    check_spec(DAYS, f"issued_on {op} DATE '2024-02-29'", expected)


def test_fact_compared_with_itself_is_unknown_while_it_is() -> None:
    check_spec(DAYS, "issued_on = issued_on", {"before": True, "same": True, "after": True, "-": None})


def test_money_compares_in_fen() -> None:
    table = """
      | fee_fen
    a | 69999
    b | 70000
    c | -1
    - |
    """

    check_spec(table, "fee_fen >= 70000", {"a": False, "b": True, "c": False, "-": None})


def test_ratio_compares_with_four_decimals() -> None:
    table = """
      | share
    a | 0.3333
    b | 0.3334
    c | 1.5
    d | 0.0
    - |
    """

    check_spec(table, "share > 0.3333", {"a": False, "b": True, "c": True, "d": False, "-": None})


def test_ratios_of_different_spelling_are_equal() -> None:
    table = """
      | share
    a | 0.5
    b | 0.5001
    """

    check_spec(table, "share = 0.500", {"a": True, "b": False})


def test_negative_literal_compares_as_a_number() -> None:
    table = """
      | paid_months
    a | -3
    b | -2
    c | 0
    """

    check_spec(table, "paid_months <= -3", {"a": True, "b": False, "c": False})


def test_between_includes_both_ends() -> None:
    table = """
      | paid_months
    a | 5
    b | 6
    c | 12
    d | 13
    - |
    """

    check_spec(
        table, "paid_months BETWEEN 6 AND 12", {"a": False, "b": True, "c": True, "d": False, "-": None}
    )


def test_not_between_is_outside_both_ends() -> None:
    table = """
      | paid_months
    a | 5
    b | 6
    c | 12
    d | 13
    - |
    """

    check_spec(
        table, "paid_months NOT BETWEEN 6 AND 12", {"a": True, "b": False, "c": False, "d": True, "-": None}
    )


def test_between_with_ends_swapped_holds_for_nobody() -> None:
    table = """
      | paid_months
    a | 6
    b | 9
    - |
    """

    check_spec(table, "paid_months BETWEEN 12 AND 6", {"a": False, "b": False, "-": None})


def test_between_with_an_unknown_end_is_decided_by_the_other() -> None:
    table = """
      | paid_months | more_months
    a | 5           |
    b | 6           |
    c | 6           | 6
    """

    check_spec(table, "paid_months BETWEEN 6 AND more_months", {"a": False, "b": None, "c": True})


def test_between_works_for_days() -> None:
    check_spec(
        DAYS,
        "issued_on BETWEEN DATE '2024-02-29' AND DATE '2024-02-29'",
        {"before": False, "same": True, "after": False, "-": None},
    )


def test_bare_number_takes_the_unit_of_the_other_side() -> None:
    table = """
      | paid_months
    a | 12
    b | 11
    """

    check_spec(table, "12 = paid_months", {"a": True, "b": False})
