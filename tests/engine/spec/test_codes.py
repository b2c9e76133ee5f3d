"""Codes and texts: equality, membership, and the declared order."""

import pytest

from tests.engine.spec.specs import check_amount, check_spec

LEVELS = """
     | level | other_level
none | none  | L3
L3   | L3    | L3
L2   | L2    | L3
L1   | L1    |
-    |       | L1
"""
LETTERS = """
  | trade | colour
a | a     | red
b | b     | blue
- |       |
"""


def test_code_equals_its_literal() -> None:
    expected = {"none": False, "L3": True, "L2": False, "L1": False, "-": None}

    check_spec(LEVELS, "level = 'L3'", expected)


def test_code_differs_from_a_literal_when_known() -> None:
    expected = {"none": True, "L3": False, "L2": True, "L1": True, "-": None}

    check_spec(LEVELS, "level <> 'L3'", expected)


def test_codes_of_one_list_compare_with_each_other() -> None:
    expected = {"none": False, "L3": True, "L2": False, "L1": None, "-": None}

    check_spec(LEVELS, "level = other_level", expected)


def test_in_holds_for_each_listed_code() -> None:
    expected = {"none": False, "L3": False, "L2": True, "L1": True, "-": None}

    check_spec(LEVELS, "level IN ('L2', 'L1')", expected)


def test_not_in_is_unknown_while_the_code_is() -> None:
    expected = {"none": True, "L3": True, "L2": False, "L1": False, "-": None}

    check_spec(LEVELS, "level NOT IN ('L2', 'L1')", expected)


def test_in_with_one_option_is_equality() -> None:
    check_spec(LETTERS, "trade IN ('a')", {"a": True, "b": False, "-": None})


def test_in_takes_numbers_and_days() -> None:
    table = """
      | paid_months | issued_on
    a | 3           | 2024-01-31
    b | -3          | 2024-02-01
    - |             |
    """

    check_spec(table, "paid_months IN (3, 12)", {"a": True, "b": False, "-": None})
    check_spec(table, "paid_months IN (-3)", {"a": False, "b": True, "-": None})
    check_spec(table, "issued_on IN (DATE '2024-01-31')", {"a": True, "b": False, "-": None})


def test_text_equality_keeps_case() -> None:
    check_spec(LETTERS, "trade = 'A'", {"a": False, "b": False, "-": None})


def test_text_literal_may_hold_a_quote() -> None:
    check_spec(LETTERS, "trade <> 'a''b'", {"a": True, "b": True, "-": None})


def test_codes_without_order_compare_for_equality() -> None:
    check_spec(LETTERS, "colour <> 'red'", {"a": False, "b": True, "-": None})


@pytest.mark.parametrize(
    ("rule", "none", "l3", "l2", "l1"),
    [
        ("higher_than(level, 'L3')", False, False, True, True),
        ("higher_than('L3', level)", True, False, False, False),
        ("at_least(level, 'L3')", False, True, True, True),
        ("at_least('L3', level)", True, True, False, False),
        ("NOT higher_than(level, 'L3')", True, True, False, False),
        ("higher_than(level, 'L1')", False, False, False, False),
        ("at_least(level, 'none')", True, True, True, True),
    ],
)
def test_order_is_the_declared_one(rule: str, none: bool, l3: bool, l2: bool, l1: bool) -> None:
    check_spec(LEVELS, rule, {"none": none, "L3": l3, "L2": l2, "L1": l1, "-": None})


def test_order_of_two_facts_is_unknown_while_one_is() -> None:
    expected = {"none": False, "L3": False, "L2": True, "L1": None, "-": None}

    check_spec(LEVELS, "higher_than(level, other_level)", expected)


def test_order_takes_a_parameter() -> None:
    expected = {"none": False, "L3": False, "L2": True, "L1": True, "-": None}

    check_spec(LEVELS, "at_least(level, param('bar'))", expected)


def test_code_none_is_a_code_like_any_other() -> None:
    expected = {"none": True, "L3": False, "L2": False, "L1": False, "-": None}

    check_spec(LEVELS, "level = 'none'", expected)


def test_case_gives_an_amount_for_each_code() -> None:
    rule = "CASE WHEN level = 'none' THEN 0 WHEN at_least(level, 'L2') THEN 200 ELSE 100 END"

    check_amount(LEVELS, rule, {"none": 0, "L3": 100, "L2": 200, "L1": 200, "-": None})


def test_division_is_a_code_without_its_children() -> None:
    table = """
       | place
    A  | A
    A1 | A1
    -  |
    """

    check_spec(table, "place = 'A'", {"A": True, "A1": False, "-": None})
