"""The values of a fact that only rises on which a rule, or a pack, turns: none is left out, and no more than can be told."""

import pytest

from jiyao.engine.packs.turning import turning_values
from jiyao.engine.rules.parser import parse
from jiyao.engine.rules.rising import turning_in
from tests.engine.refusing import NAMES
from tests.packs.heilongjiang import pack

VALUES = {"min_months": (12, 36), "level_fen": None}


@pytest.mark.parametrize(
    ("rule", "turning"),
    [
        ("paid_months >= param('min_months')", {12, 36}),
        ("paid_months < 12", {12}),
        ("paid_months > 12", {13}),
        ("12 >= paid_months", {13}),
        ("param('min_months') <= paid_months", {12, 36}),
        ("paid_months = 12", {12, 13}),
        ("is_member AND NOT paid_months <> 12", {12, 13}),
        ("CASE WHEN paid_months >= 6 THEN is_member ELSE paid_months > 20 END", {6, 21}),
        ("work_years >= 3", set()),
        ("paid_months + 1 >= 12", None),
        ("paid_months IN (3, 4)", None),
        ("paid_months >= paid_months", None),
        ("CASE WHEN is_member THEN paid_months ELSE 0 END", None),
        ("paid_months", None),
    ],
)
def test_rule_turns_on_the_values_it_compares_with(rule: str, turning: set[int] | None) -> None:
    assert turning_in(parse(rule, NAMES), "paid_months", VALUES) == turning


def test_value_that_is_a_table_is_not_told() -> None:
    rule = parse("paid_months >= param('min_months')", NAMES)

    assert turning_in(rule, "paid_months", {"min_months": None}) is None


def test_pack_turns_on_every_value_ever_and_above_the_range() -> None:
    assert turning_values(pack(), "insured_months") == {12, 36, 721}


def test_pack_that_reads_a_fact_as_a_place_or_a_day_turns_on_each_value() -> None:
    assert turning_values(pack(), "insured_division") is None
    assert turning_values(pack(), "certificate_issued_on") is None
