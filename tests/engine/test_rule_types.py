"""Names, codes, types, units and time in a rule: what does not fit is refused before it runs."""

import pytest

from jiyao.engine.rules.types import BOOLEAN, MONEY, Kind, Type
from tests.engine.refusing import refusal

ONLY_IN_TIME_FUNCTIONS = (
    "determined_on stands only in age_on(x, determined_on), months_between(x, determined_on) "
    "and within(determined_on, first, last)"
)
COMPARED_DIRECTLY = (
    "an age or number of months up to determined_on must be compared directly with a value that does not move"
)

NAMES = [
    ("paid_month > 1", 'unknown fact "paid_month"; did you mean "paid_months"?'),
    ("insured > 1", 'unknown fact "insured"; did you mean "issued_on"?'),
    ("xyzzyq > 1", 'unknown fact "xyzzyq"'),
    ("PAID_MONTHS > 1", 'unknown fact "PAID_MONTHS"'),
    ('"Paid_Months" > 1', 'unknown fact "Paid_Months"; did you mean "paid_months"?'),
    ("现在 > 1", 'unknown fact "现在"'),
    ("$1 > 1", 'unknown fact "$1"'),
    ("param('min_month') > 1", 'unknown parameter "min_month"; did you mean "min_months"?'),
    ("param('zzz') > 1", 'unknown parameter "zzz"'),
    ("param(min_months) > 1", "param is written param('name')"),
    ("param('min_months', 1) > 1", "param is written param('name')"),
    ("param() > 1", "param is written param('name')"),
    ("param('level_fen') > 1", '"level_fen" is a table: use lookup'),
    ("lookup('min_months', level) > 1", '"min_months" is a value: use param'),
    ("lookup('nothing', level) > 1", 'unknown parameter "nothing"'),
    ("lookup('level_fen') > 1", "lookup is written lookup('name', key)"),
    ("lookup('level_fen', level, 1) > 1", "lookup is written lookup('name', key)"),
    ("lookup(level_fen, level) > 1", "lookup is written lookup('name', key)"),
    ("lookup('level_fen', colour) > 1", "is code (colour), and code (level) is needed here"),
    ("lookup('level_fen', paid_months) > 1", "is integer (month), and code (level) is needed here"),
    ("lookup('level_fen', 'L9') > 1", '"L9" is not a code of "level"; did you mean "L3"?'),
    ("lies_in(place, 'A9')", '"A9" is not a code of "division"; did you mean "A1"?'),
    ("lies_in(place)", "lies_in is written lies_in(place, 'code')"),
    ("lies_in(place, place)", "lies_in is written lies_in(place, 'code')"),
    ("lies_in('P', 'A1')", "lies_in needs a code of a list with levels, not text"),
    ("lies_in(level, 'L3')", "lies_in needs a code of a list with levels, not code (level)"),
    ("level = 'L9'", '"L9" is not a code of "level"; did you mean "L3"?'),
    ("level = 'l3'", '"l3" is not a code of "level"; did you mean "L3"?'),
    ("level IN ('L3', 'L9')", '"L9" is not a code of "level"; did you mean "L3"?'),
    ("higher_than(level, 'L9')", '"L9" is not a code of "level"; did you mean "L3"?'),
    (
        "CASE WHEN is_member THEN level ELSE 'L9' END = 'L3'",
        '"L9" is not a code of "level"; did you mean "L3"?',
    ),
]

TYPES_AND_UNITS = [
    ("paid_months > work_years", "compares integer (month) with integer (year)"),
    ("paid_months + work_years > 1", "+ mixes integer (month) with integer (year)"),
    ("paid_months > fee_fen", "compares integer (month) with money"),
    ("paid_months = issued_on", "compares integer (month) with date"),
    ("paid_months = 0.5", "compares integer (month) with ratio"),
    ("paid_months = 1.0", "compares integer (month) with ratio"),
    ("share = 1", "compares ratio with integer"),
    ("is_member = 1", "compares boolean with integer"),
    ("is_member > FALSE", "> has no meaning for boolean"),
    ("1 < paid_months < 3", "compares boolean with integer"),
    ("NOT paid_months", "AND, OR, NOT and WHEN join conditions, not integer (month)"),
    ("is_member AND paid_months", "AND, OR, NOT and WHEN join conditions, not integer (month)"),
    ("-0.5 < share", "- needs a number, not ratio"),
    ("issued_on + 1 > born_on", "+ needs numbers, not date and integer"),
    ("issued_on - born_on > 1", "- needs numbers, not date and date"),
    ("share + 0.5 > 0.7", "+ needs numbers, not ratio and ratio"),
    ("fee_fen * share > 1", "* needs numbers, not money and ratio"),
    ("fee_fen * fee_fen > 1", "multiplies money by money; one must be without unit"),
    (
        "paid_months * paid_months > 1",
        "multiplies integer (month) by integer (month); one must be without unit",
    ),
    ("level = colour", "compares code (level) with code (colour)"),
    ("level < 'L3'", "< has no meaning for code (level); use higher_than or at_least"),
    ("level >= 'L3'", ">= has no meaning for code (level); use higher_than or at_least"),
    ("level BETWEEN 'L3' AND 'L1'", ">= has no meaning for code (level); use higher_than or at_least"),
    ("colour < 'red'", "< has no meaning for code (colour)"),
    ("trade < 'a'", "< has no meaning for text"),
    ("is_member IN (TRUE)", "IN is for codes, numbers and days, not conditions"),
    ("paid_months IN (1, 'a')", "is text, and integer (month) is needed here"),
    ("paid_months IN (1, 0.5)", "is ratio, and integer (month) is needed here"),
    ("paid_months IN (paid_months)", "IN lists literals only"),
    ("CASE WHEN is_member THEN 1 END = 1", "CASE needs an ELSE"),
    ("CASE is_member WHEN TRUE THEN 1 ELSE 2 END = 1", '"Case" may not have "this"'),
    ("CASE WHEN is_member THEN 1 ELSE 'a' END = 1", "CASE mixes text with integer"),
    (
        "CASE WHEN is_member THEN paid_months ELSE work_years END = 1",
        "CASE mixes integer (year) with integer (month)",
    ),
    (
        "CASE WHEN paid_months THEN 1 ELSE 2 END = 1",
        "AND, OR, NOT and WHEN join conditions, not integer (month)",
    ),
    ("CASE WHEN is_member THEN 1 ELSE NULL END = 1", "unknown cannot be written"),
]

ARGUMENTS = [
    ("floor_div(paid_months, 0) > 1", "floor_div divides by 0"),
    ("floor_div(paid_months, -0) > 1", "floor_div divides by 0"),
    (
        "floor_div(paid_months, paid_months) > 1",
        "floor_div divides by a constant or a parameter only, so that it cannot be 0",
    ),
    (
        "floor_div(paid_months, 1 + 1) > 1",
        "floor_div divides by a constant or a parameter only, so that it cannot be 0",
    ),
    ("floor_div(paid_months) > 1", "floor_div takes 2 arguments, not 1"),
    ("floor_div(share, 2) > 1", "floor_div divides numbers, not ratio by integer"),
    ("floor_div(fee_fen, param('min_months')) > 1", "floor_div divides money by integer (month)"),
    ("floor_div(paid_months, 0.5) > 1", "floor_div divides numbers, not integer (month) by ratio"),
    ("percent_of(fee_fen, 2) > 1", "percent_of argument 2 is integer, not ratio"),
    ("percent_of(paid_months, share) > 1", "percent_of argument 1 is integer (month), not money"),
    ("percent_of(fee_fen) > 1", "percent_of takes 2 arguments, not 1"),
    ("least(paid_months) > 1", "least takes two arguments or more"),
    ("least() > 1", "least takes two arguments or more"),
    ("least(paid_months, work_years) > 1", "least mixes integer (month) with integer (year)"),
    ("least(level, 'L3') = 'L3'", "least compares numbers or days, not code (level)"),
    ("least(is_member, TRUE)", "least compares numbers or days, not boolean"),
    (
        "higher_than(level, colour)",
        "higher_than compares codes of one ordered list, not code (level) and code (colour)",
    ),
    (
        "higher_than(colour, 'red')",
        "higher_than compares codes of one ordered list, not code (colour) and text",
    ),
    ("higher_than('L3', 'L2')", "higher_than compares codes of one ordered list, not text and text"),
    ("higher_than(level)", "higher_than takes 2 arguments, not 1"),
    (
        "at_least(paid_months, 3)",
        "at_least compares codes of one ordered list, not integer (month) and integer",
    ),
    ("within(issued_on, born_on)", "within takes 3 arguments, not 2"),
    ("within(issued_on, born_on, 3)", "within argument 3 is integer, not date"),
    ("add_months(issued_on, issued_on) > born_on", "add_months argument 2 is date, not integer (month)"),
    (
        "add_months(issued_on, work_years) > born_on",
        "add_months argument 2 is integer (year), not integer (month)",
    ),
    ("months_between(issued_on) > 1", "months_between takes 2 arguments, not 1"),
    ("months_between(issued_on, 3) > 1", "months_between argument 2 is integer, not date"),
    ("age_on(born_on) > 1", "age_on takes 2 arguments, not 1"),
    ("age_on(paid_months, determined_on) > 1", "age_on argument 1 is integer (month), not date"),
]

TIME = [
    ("determined_on", "the rule is a moving value; compare it with something"),
    ("determined_on > issued_on", ONLY_IN_TIME_FUNCTIONS),
    ("determined_on = DATE '2024-01-01'", ONLY_IN_TIME_FUNCTIONS),
    ("age_on(born_on, determined_on)", "the rule is a moving value; compare it with something"),
    ("age_on(determined_on, born_on) > 1", ONLY_IN_TIME_FUNCTIONS),
    ("age_on(determined_on, determined_on) > 1", ONLY_IN_TIME_FUNCTIONS),
    ("age_on(born_on, determined_on) + 1 > 18", COMPARED_DIRECTLY),
    ("age_on(born_on, determined_on) IN (18, 19)", COMPARED_DIRECTLY),
    ("age_on(born_on, determined_on) > age_on(issued_on, determined_on)", COMPARED_DIRECTLY),
    ("age_on(born_on, determined_on) > paid_months", "compares integer (year) with integer (month)"),
    ("least(age_on(born_on, determined_on), 5) > 3", COMPARED_DIRECTLY),
    ("floor_div(age_on(born_on, determined_on), 2) > 1", COMPARED_DIRECTLY),
    ("CASE WHEN is_member THEN age_on(born_on, determined_on) ELSE 2 END = 1", COMPARED_DIRECTLY),
    ("add_months(determined_on, 3) > issued_on", ONLY_IN_TIME_FUNCTIONS),
    ("within(issued_on, born_on, determined_on)", ONLY_IN_TIME_FUNCTIONS),
    ("within(determined_on, born_on, add_months(determined_on, 1))", ONLY_IN_TIME_FUNCTIONS),
    ("within(determined_on, determined_on, issued_on)", ONLY_IN_TIME_FUNCTIONS),
    ("DETERMINED_ON > issued_on", 'unknown fact "DETERMINED_ON"'),
]


@pytest.mark.parametrize(("text", "message"), NAMES)
def test_name_or_code_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), TYPES_AND_UNITS)
def test_mixture_of_types_or_units_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), ARGUMENTS)
def test_call_with_wrong_arguments_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize(("text", "message"), TIME)
def test_day_of_determination_elsewhere_is_refused(text: str, message: str) -> None:
    assert refusal(text) == message


def test_rule_of_another_type_than_wanted_is_refused() -> None:
    assert refusal("paid_months", BOOLEAN) == "is integer (month), and boolean is needed here"
    assert refusal("paid_months > 1", MONEY) == "is boolean, and money is needed here"
    assert refusal("paid_months", MONEY) == "is integer (month), and money is needed here"
    assert (
        refusal("colour", Type(Kind.CODE, codes="level"))
        == "is code (colour), and code (level) is needed here"
    )


def test_bare_literal_takes_the_wanted_type() -> None:
    assert refusal("100", MONEY) is None
    assert refusal("'L3'", Type(Kind.CODE, codes="level")) is None
    assert (
        refusal("'L9'", Type(Kind.CODE, codes="level")) == '"L9" is not a code of "level"; did you mean "L3"?'
    )


def test_bounds_of_an_age_may_both_be_fixed() -> None:
    assert refusal("age_on(born_on, determined_on) BETWEEN 16 AND 60") is None
