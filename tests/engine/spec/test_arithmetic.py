"""Whole numbers: sums, products, division that rounds down, and shares that round half up."""

import pytest

from tests.engine.spec.specs import check_amount, check_number, check_spec

NUMBERS = """
  | paid_months | more_months
a | 7           | 3
b | -3          | 10
c | 0           | 0
- | 7           |
"""


@pytest.mark.parametrize(
    ("expression", "a", "b", "c"),
    [
        ("paid_months + more_months", 10, 7, 0),
        ("paid_months - more_months", 4, -13, 0),
        ("more_months - paid_months - 1", -5, 12, -1),
        ("more_months - (paid_months - 1)", -3, 14, 1),
        ("- more_months", -3, -10, 0),
        ("- (paid_months + more_months)", -10, -7, 0),
        ("paid_months + more_months * 2", 13, 17, 0),
        ("(paid_months + more_months) * 2", 20, 14, 0),
        ("2 * more_months", 6, 20, 0),
        ("paid_months * -1 + more_months", -4, 13, 0),
        ("more_months + -1", 2, 9, -1),
    ],
)
def test_sum_and_product_are_unknown_while_a_part_is(expression: str, a: int, b: int, c: int) -> None:
    check_number(NUMBERS, expression, {"a": a, "b": b, "c": c, "-": None})


def test_product_with_zero_is_unknown_while_a_part_is() -> None:
    check_number(NUMBERS, "more_months * 0", {"a": 0, "b": 0, "c": 0, "-": None})


def test_sum_compares_like_any_number() -> None:
    check_spec(NUMBERS, "paid_months + more_months >= 7", {"a": True, "b": True, "c": False, "-": None})


@pytest.mark.parametrize(
    ("dividend", "divisor", "quotient"),
    [
        (7, 2, 3),
        (6, 2, 3),
        (-3, 2, -2),
        (-2, 2, -1),
        (-1, 2, -1),
        (0, 2, 0),
        (7, -2, -4),
        (6, -2, -3),
        (-3, -2, 1),
        (1, 60, 0),
        (-1, 60, -1),
    ],
)
def test_floor_div_rounds_down(dividend: int, divisor: int, quotient: int) -> None:
    table = f"""
      | paid_months
    a | {dividend}
    - |
    """

    check_number(table, f"floor_div(paid_months, {divisor})", {"a": quotient, "-": None})


def test_floor_div_takes_a_parameter() -> None:
    check_number(NUMBERS, "floor_div(paid_months, param('few_months'))", {"a": 1, "b": -1, "c": 0, "-": 1})


def test_floor_div_of_months_by_months_is_a_plain_number() -> None:
    rule = "floor_div(paid_months, param('few_months')) * more_months"

    check_number(NUMBERS, rule, {"a": 3, "b": -10, "c": 0, "-": None})


@pytest.mark.parametrize(
    ("fee", "share", "due"),
    [
        (100, "0.5", 50),
        (101, "0.5", 51),
        (1, "0.5", 1),
        (1, "0.4999", 0),
        (0, "1.5", 0),
        (3, "1.5", 5),
        (-1, "0.5", 0),
        (-3, "0.5", -1),
        (-101, "0.5", -50),
        (-1, "0.5001", -1),
        (90000, "0.3333", 29997),
        (33333, "0.0001", 3),
        (35000, "0.0001", 4),
    ],
)
def test_percent_of_rounds_half_up(fee: int, share: str, due: int) -> None:
    table = f"""
      | fee_fen | share
    a | {fee}   | {share}
    - | {fee}   |
    + |         | {share}
    """

    check_amount(table, "percent_of(fee_fen, share)", {"a": due, "-": None, "+": None})


def test_percent_of_takes_a_literal_or_a_parameter() -> None:
    table = """
      | fee_fen
    a | 1010
    """

    check_amount(table, "percent_of(fee_fen, 0.3)", {"a": 303})
    check_amount(table, "percent_of(fee_fen, param('rate'))", {"a": 253})


def test_money_times_months_is_money() -> None:
    table = """
      | fee_fen | more_months
    a | 1250    | 12
    b | -500    | 2
    - | 1250    |
    """

    check_amount(table, "fee_fen * more_months", {"a": 15000, "b": -1000, "-": None})
    check_amount(table, "more_months * fee_fen", {"a": 15000, "b": -1000, "-": None})


def test_number_stays_exact_beyond_what_a_float_holds() -> None:
    table = """
      | paid_months
    a | 1
    """

    check_number(table, "paid_months * 9007199254740993", {"a": 9007199254740993})


def test_largest_number_of_64_bits_is_compared_exactly() -> None:
    table = """
      | paid_months
    a | 2
    b | 1
    """
    rule = "paid_months + 9223372036854775747 >= 9223372036854775749"

    check_spec(table, rule, {"a": True, "b": False})
