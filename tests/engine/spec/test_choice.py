"""CASE, least and greatest: what is unknown on the way makes the whole unknown."""

from tests.engine.spec.specs import check_amount, check_number, check_spec

TABLE = """
   | yes_one | yes_two | fee_fen
tt | T       | T       | 70
tf | T       | F       | 70
t- | T       |         | 70
ft | F       | T       | 70
f- | F       |         | 70
ff | F       | F       | 70
-t |         | T       | 70
n  | T       | F       |
"""
NUMBERS = """
  | paid_months | more_months
a | 3           | 5
b | 5           | 3
c | -3          | 0
- |             | 3
+ | 60          |
"""


def test_case_takes_the_first_true_branch() -> None:
    rule = "CASE WHEN yes_one THEN 1 WHEN yes_two THEN 2 ELSE 3 END"

    check_number(
        TABLE,
        rule,
        {"tt": 1, "tf": 1, "t-": 1, "ft": 2, "f-": None, "ff": 3, "-t": None, "n": 1},
    )


def test_case_branch_that_is_not_reached_may_be_unknown() -> None:
    rule = "CASE WHEN yes_two THEN 5 WHEN yes_one THEN fee_fen ELSE 6 END"

    check_amount(
        TABLE,
        rule,
        {"tt": 5, "tf": 70, "t-": None, "ft": 5, "f-": None, "ff": 6, "-t": 5, "n": None},
    )


def test_case_may_be_a_condition() -> None:
    rule = "CASE WHEN yes_one THEN yes_two ELSE TRUE END"

    check_spec(
        TABLE,
        rule,
        {"tt": True, "tf": False, "t-": None, "ft": True, "f-": True, "ff": True, "-t": None, "n": False},
    )


def test_case_is_unknown_even_where_all_branches_agree() -> None:
    check_number(
        TABLE,
        "CASE WHEN yes_one THEN 4 ELSE 4 END",
        {"tt": 4, "tf": 4, "t-": 4, "ft": 4, "f-": 4, "ff": 4, "-t": None, "n": 4},
    )


def test_case_inside_case_takes_each_in_turn() -> None:
    rule = "CASE WHEN yes_one THEN CASE WHEN yes_two THEN 1 ELSE 2 END ELSE 3 END"

    check_number(
        TABLE,
        rule,
        {"tt": 1, "tf": 2, "t-": None, "ft": 3, "f-": 3, "ff": 3, "-t": None, "n": 2},
    )


def test_case_gives_days_and_codes() -> None:
    table = """
      | yes_one | issued_on  | level
    a | T       | 2024-01-31 | L2
    b | F       | 2024-01-31 | L2
    - |         | 2024-01-31 | L2
    """
    day = "CASE WHEN yes_one THEN issued_on ELSE DATE '2020-01-01' END = DATE '2024-01-31'"
    code = "CASE WHEN yes_one THEN level ELSE 'none' END = 'L2'"

    check_spec(table, day, {"a": True, "b": False, "-": None})
    check_spec(table, code, {"a": True, "b": False, "-": None})


def test_least_is_unknown_while_one_is() -> None:
    check_number(NUMBERS, "least(paid_months, more_months)", {"a": 3, "b": 3, "c": -3, "-": None, "+": None})


def test_greatest_is_unknown_while_one_is() -> None:
    expected = {"a": 5, "b": 5, "c": 0, "-": None, "+": None}

    check_number(NUMBERS, "greatest(paid_months, more_months)", expected)


def test_least_takes_three_values() -> None:
    expected = {"a": 3, "b": 3, "c": -3, "-": None, "+": None}

    check_number(NUMBERS, "least(paid_months, more_months, 4)", expected)


def test_greatest_of_days_is_the_latest() -> None:
    table = """
      | issued_on
    a | 2024-01-31
    b | 2024-02-02
    - |
    """
    rule = "greatest(issued_on, DATE '2024-02-01') = DATE '2024-02-01'"

    check_spec(table, rule, {"a": True, "b": False, "-": None})


def test_least_of_ratios_is_a_ratio() -> None:
    table = """
      | share | fee_fen
    a | 0.9   | 1000
    b | 0.2   | 1000
    - |       | 1000
    """

    check_amount(table, "percent_of(fee_fen, least(share, 0.5))", {"a": 500, "b": 200, "-": None})


def test_least_caps_an_amount() -> None:
    table = """
      | fee_fen | paid_months
    a | 100     | 3
    b | 300     | 3
    - | 100     |
    """

    check_amount(table, "least(fee_fen * paid_months, 500)", {"a": 300, "b": 500, "-": None})
