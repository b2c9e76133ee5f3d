"""Traps that rules met in other engines: each has one test here, on all three back ends or at the reading of the rule."""

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from jiyao.engine.cases import Grant
from tests.engine.pack_texts import SURE, condition, problems_with, series
from tests.engine.refusing import refusal
from tests.engine.spec.specs import check_amount, check_number, check_spec, determine, told

MONTHS = """
  | paid_months
a | 7
b | -3
- |
"""


def test_slash_is_refused() -> None:
    found = refusal("paid_months / 2 > 3")

    assert found == "use floor_div(a, b) or percent_of(money, ratio) instead of /"


def test_division_of_negative_numbers_rounds_down() -> None:
    check_number(MONTHS, "floor_div(paid_months, 2)", {"a": 3, "b": -2, "-": None})
    check_number(MONTHS, "floor_div(paid_months, -2)", {"a": -4, "b": 1, "-": None})


def test_share_rounds_half_up_and_never_to_even() -> None:
    table = """
       | fee_fen
    1  | 1
    3  | 3
    5  | 5
    -1 | -1
    -3 | -3
    """

    check_amount(table, "percent_of(fee_fen, 0.5)", {"1": 1, "3": 2, "5": 3, "-1": 0, "-3": -1})


def test_overflow_is_refused_when_the_rule_is_read(tmp_path: Path) -> None:
    found = problems_with(tmp_path, condition("rule: fee_fen * 999999999999999 > 0"))

    assert found == [
        "measures/m.yaml:11: `fee_fen * 999999999999999 > 0`: could become too large for 64 bits; "
        "narrow the ranges of its facts"
    ]


def test_sum_of_large_numbers_does_not_wrap_at_32_bits() -> None:
    check_number(MONTHS, "paid_months + 2147483647", {"a": 2147483654, "b": 2147483644, "-": None})
    check_number(MONTHS, "2147483647 * 2 + 1 + paid_months", {"a": 4294967302, "b": 4294967292, "-": None})


def test_division_by_a_literal_zero_is_refused_when_the_rule_is_read() -> None:
    assert refusal("floor_div(paid_months, 0) > 1") == "floor_div divides by 0"


def test_division_by_a_parameter_that_may_be_zero_is_refused_when_the_rule_is_read(tmp_path: Path) -> None:
    rows = series(f"to: 2024-12-31, value: 3, {SURE}", f"from: 2025-01-01, value: 0, {SURE}")
    rule = condition("rule: \"floor_div(paid_months, param('bar')) > 1\"")

    assert problems_with(tmp_path, rows + rule) == [
        "measures/m.yaml:17: `floor_div(paid_months, param('bar')) > 1`: "
        "floor_div could divide by 0; its parameter holds a 0"
    ]


def test_least_with_an_unknown_is_unknown() -> None:
    check_number(MONTHS, "least(paid_months, 60)", {"a": 7, "b": -3, "-": None})
    check_number(MONTHS, "greatest(60, paid_months)", {"a": 60, "b": 60, "-": None})


def test_amount_of_unknown_eligibility_is_unknown_and_not_zero() -> None:
    measure = {
        "id": "m",
        "gives": {"amount": "500"},
        "requires": [{"id": "c", "rule": "paid_months > 0"}],
    }

    found = determine([measure], MONTHS)

    assert told(found, "amount_fen") == {"a": 500, "b": 0, "-": None}


def test_unknown_blocker_does_not_decide_for_its_rival() -> None:
    table = """
      | yes_one | trade | level
    t | T       | a     | L3
    f | F       | a     | L2
    - |         | a     | L1
    """
    limits = [{"pool": "once"}]
    first = {"id": "first", "requires": [{"id": "c", "rule": "yes_one"}], "limits": limits}
    second = {"id": "second", "limits": limits, "yields_to": ["first"]}

    found = determine([first, second], table, grants=[Grant("once", ("f", "a", "L2"))])

    assert told(found, "amount_fen", "first") == {"t": 1, "f": 0, "-": None}
    assert told(found, "outcome", "second") == {"t": "not_eligible", "f": "not_eligible", "-": "eligible"}


@pytest.mark.parametrize(
    "text",
    [
        "paid_months IS NULL",
        "paid_months IS NOT NULL",
        "NOT paid_months IS NULL",
        "paid_months ISNULL",
        "paid_months NOTNULL",
        "is_member IS TRUE",
        "is_member IS NOT FALSE",
        "is_member IS UNKNOWN",
    ],
)
def test_test_for_unknown_is_refused(text: str) -> None:
    assert refusal(text) == "unknown is not a value that a rule may test"


@pytest.mark.parametrize("text", ["trade LIKE 'a%'", "trade NOT LIKE 'a%'", "NOT trade LIKE 'a%'"])
def test_like_and_not_like_are_refused(text: str) -> None:
    assert refusal(text) == '"Like" is not part of the rule language'


def test_not_in_with_an_unknown_is_unknown() -> None:
    check_spec(MONTHS, "paid_months NOT IN (7, 8)", {"a": False, "b": True, "-": None})
    check_spec(MONTHS, "NOT paid_months IN (7, 8)", {"a": False, "b": True, "-": None})


def test_unknown_among_the_options_is_refused() -> None:
    assert refusal("paid_months NOT IN (7, NULL)") == "unknown cannot be written"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paid_months BETWEEN SYMMETRIC 12 AND 6", '"Between" may not have "symmetric"'),
        ("CASE level WHEN 'L3' THEN 1 ELSE 2 END = 1", '"Case" may not have "this"'),
        ("paid_months IN (SELECT 1)", '"In" may not have "query"'),
        ("paid_months IN UNNEST(x)", '"In" may not have "unnest"'),
        ("t.paid_months > 1", '"Column" may not have "table"'),
    ],
)
def test_argument_of_a_node_that_is_not_known_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(
    ("text", "node", "arguments"),
    [
        ("a IN (1)", exp.In, {"this", "expressions"}),
        ("a BETWEEN 1 AND 2", exp.Between, {"this", "low", "high"}),
        ("CASE WHEN a THEN 1 ELSE 2 END", exp.Case, {"ifs", "default"}),
        ("NOT a", exp.Not, {"this"}),
        ("a = 1", exp.EQ, {"this", "expression"}),
        ("a AND b", exp.And, {"this", "expression"}),
        ("a", exp.Column, {"this"}),
        ("DATE '2024-01-01'", exp.Cast, {"this", "to"}),
        ("f(a)", exp.Anonymous, {"this", "expressions"}),
    ],
)
def test_nodes_of_the_pinned_parser_have_the_arguments_we_read(
    text: str, node: type[exp.Expression], arguments: set[str]
) -> None:
    found = sqlglot.parse_one(text)

    assert type(found) is node
    assert {name for name, value in found.args.items() if value not in (None, False, [])} == arguments


def test_not_is_never_lost_from_a_negated_node() -> None:
    table = """
      | trade | paid_months
    a | a     | 7
    b | b     | 13
    - |       |
    """
    expected = {"a": False, "b": True, "-": None}

    check_spec(table, "trade NOT IN ('a')", expected)
    check_spec(table, "NOT trade = 'a'", expected)
    check_spec(table, "paid_months NOT BETWEEN 6 AND 12", expected)
    check_spec(table, "NOT (paid_months BETWEEN 6 AND 12)", expected)


def test_text_is_compared_without_trimming() -> None:
    table = """
      | trade
    a | a
    - |
    """

    check_spec(table, "trade = 'a '", {"a": False, "-": None})
    check_spec(table, "trade IN (' a', 'a')", {"a": True, "-": None})


def test_not_applicable_is_a_code_and_unknown_is_none() -> None:
    table = """
         | level
    has  | L3
    none | none
    -    |
    """

    check_spec(table, "level IN ('L3', 'L2', 'L1')", {"has": True, "none": False, "-": None})
    check_spec(table, "at_least(level, 'L3')", {"has": True, "none": False, "-": None})


def test_case_with_an_unknown_condition_does_not_fall_to_else() -> None:
    rule = "CASE WHEN paid_months > 0 THEN 100 ELSE 0 END"

    check_amount(MONTHS, rule, {"a": 100, "b": 0, "-": None})


def test_negated_condition_is_not_met_by_a_default() -> None:
    table = """
      | yes_one
    t | T
    f | F
    - |
    """

    check_spec(table, "NOT yes_one", {"t": False, "f": True, "-": None})


def test_small_number_is_not_a_default() -> None:
    check_spec(MONTHS, "paid_months < 300", {"a": True, "b": True, "-": None})


def test_day_arithmetic_of_sql_is_refused() -> None:
    assert (
        refusal("issued_on + INTERVAL '1' MONTH > born_on") == '"Interval" is not part of the rule language'
    )
    assert refusal("issued_on - born_on > 1") == "- needs numbers, not date and date"


def test_number_is_never_cast() -> None:
    assert refusal("2.5::INT = paid_months") == "only days are cast, written DATE '2024-01-31'"
    assert refusal("CAST(2.5 AS INT) = paid_months") == 'unknown function "CAST"'
    assert refusal("ROUND(2.5) = paid_months") == 'unknown function "ROUND"'
