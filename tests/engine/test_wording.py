"""Rules and values in words, in Chinese and in English."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.measures import Measure
from jiyao.engine.rules.types import BOOLEAN, DATE, MONEY, RATIO, TEXT, Kind, Type
from jiyao.engine.vocabulary import Vocabulary
from jiyao.engine.wording import Speaker, known_values
from tests.engine.packs import make_pack


def built(folder: Path, rule: str, **measure: Any) -> tuple[Measure, Vocabulary]:
    """A measure with one condition, and the vocabulary it is written in."""
    condition = {"id": "c", "rule": rule}
    pack = make_pack(folder, [{"id": "m", "subject": "person", "requires": [condition], **measure}])
    return pack.measures["m"], pack.vocabulary


def said(folder: Path, rule: str) -> tuple[str, str]:
    """The rule in Chinese and in English."""
    measure, vocabulary = built(folder, rule)
    expr = measure.conditions[0].rule
    return Speaker(vocabulary, "zh", {}).rule(expr), Speaker(vocabulary, "en", {}).rule(expr)


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("yes_one", "甲", "A"),
        ("TRUE", "是", "yes"),
        ("NOT yes_one", "并非（甲）", "not (A)"),
        ("yes_one AND yes_two", "甲，且乙", "A, and B"),
        ("yes_one OR yes_two", "甲，或乙", "A, or B"),
        ("NOT (yes_one AND yes_two)", "并非（甲，且乙）", "not (A, and B)"),
        ("(yes_one OR yes_two) AND yes_one", "（甲，或乙），且甲", "(A, or B), and A"),
        ("yes_one AND yes_two OR yes_one", "（甲，且乙），或甲", "(A, and B), or A"),
        (
            "paid_months - (more_months - 1) > 1",
            "月 − （月 − 1） 超过 1个月",
            "Months − (Months − 1) is more than 1 month",
        ),
        ("age_on(born_on, determined_on) >= 18", "年龄（生） 不少于 18岁", "age (Born) is at least 18 years"),
        ("issued_on > add_months(born_on, 6)", "发 晚于 生起6个月后", "Issued is after 6 months after Born"),
        ("level IN ('L2', 'L1')", "级为二、一", "Level is one of Two, One"),
        ("level NOT IN ('L2', 'L1')", "并非（级为二、一）", "not (Level is one of Two, One)"),
        ("lies_in(place, 'A')", "地在甲范围内", "Place lies in A"),
        ("lies_in(place, 'P')", "地在省范围内", "Place lies in Province"),
        ("place IN ('A', 'B')", "地为甲、乙", "Place is one of A, B"),
        ("trade = 'a'", "业 为 a", "Trade is a"),
        ("colour <> 'red'", "色 不为 红", "Colour is not Red"),
        ("higher_than(level, 'L3')", "级高于三", "Level is higher than Three"),
        ("at_least(level, other_level)", "级不低于级", "Level is at least Level"),
        ("paid_months > param('few_months')", "月 超过 规定值", "Months is more than the set value"),
        (
            "fee_fen >= lookup('level_fen', level)",
            "费 不少于 规定值 (级)",
            "Fee is at least the set value (Level)",
        ),
        (
            "paid_months BETWEEN 3 AND 6",
            "月 不少于 3个月，且月 不超过 6个月",
            "Months is at least 3 months, and Months is at most 6 months",
        ),
        (
            "CASE WHEN yes_one THEN yes_two ELSE FALSE END",
            "若甲则乙，否则否",
            "B if A, else no",
        ),
        (
            "CASE WHEN yes_one THEN yes_two WHEN yes_two THEN FALSE ELSE TRUE END",
            "若甲则乙、若乙则否，否则是",
            "B if A, no if B, else yes",
        ),
        (
            "within(determined_on, issued_on, DATE '2025-12-31')",
            "办理之日在发至2025-12-31之间",
            "the day of determination lies between Issued and 2025-12-31",
        ),
    ],
)
def test_rule_is_said_in_both_languages(tmp_path: Path, rule: str, zh: str, en: str) -> None:
    assert said(tmp_path, rule) == (zh, en)


@pytest.mark.parametrize(
    ("op", "zh", "en"),
    [
        ("=", "为", "is"),
        ("<>", "不为", "is not"),
        ("<", "少于", "is less than"),
        ("<=", "不超过", "is at most"),
        (">", "超过", "is more than"),
        (">=", "不少于", "is at least"),
    ],
)
def test_numbers_are_compared_by_size(tmp_path: Path, op: str, zh: str, en: str) -> None:
    assert said(tmp_path, f"paid_months {op} 12") == (f"月 {zh} 12个月", f"Months {en} 12 months")


@pytest.mark.parametrize(
    ("op", "zh", "en"),
    [
        ("=", "为", "is"),
        ("<>", "不为", "is not"),
        ("<", "早于", "is before"),
        ("<=", "不晚于", "is not after"),
        (">", "晚于", "is after"),
        (">=", "不早于", "is not before"),
    ],
)
def test_days_are_compared_by_time(tmp_path: Path, op: str, zh: str, en: str) -> None:
    assert said(tmp_path, f"issued_on {op} DATE '2025-01-31'") == (
        f"发 {zh} 2025-01-31",
        f"Issued {en} 2025-01-31",
    )


@pytest.mark.parametrize(
    ("side", "zh", "en"),
    [
        ("paid_months + more_months - 1", "月 + 月 − 1", "Months + Months − 1"),
        ("least(paid_months, more_months)", "月、月中较小者", "the lesser of Months, Months"),
        ("greatest(paid_months, 6)", "月、6个月中较大者", "the greater of Months, 6 months"),
        ("months_between(born_on, issued_on)", "自生至发的整月数", "whole months from Born to Issued"),
    ],
)
def test_sums_are_said_inside_a_comparison(tmp_path: Path, side: str, zh: str, en: str) -> None:
    assert said(tmp_path, f"{side} >= 12") == (f"{zh} 不少于 12个月", f"{en} is at least 12 months")


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("age_on(born_on, determined_on) >= 18", "年龄（生）", "age (Born)"),
        (
            "months_between(issued_on, determined_on) >= 6",
            "自发至办理之日的整月数",
            "whole months from Issued to the day of determination",
        ),
        ("add_months(issued_on, paid_months) > born_on", "发起月后", "Months after Issued"),
        ("percent_of(fee_fen, 0.3) > fee_fen", "费的30%", "30% of Fee"),
        (
            "floor_div(paid_months, 7) = more_months",
            "月除以7个月（取整）",
            "Months divided by 7 months, rounded down",
        ),
    ],
)
def test_function_is_said_in_both_languages(tmp_path: Path, rule: str, zh: str, en: str) -> None:
    measure, vocabulary = built(tmp_path, rule)

    left = measure.conditions[0].rule.left  # type: ignore[union-attr]

    assert (Speaker(vocabulary, "zh", {}).rule(left), Speaker(vocabulary, "en", {}).rule(left)) == (zh, en)


@pytest.mark.parametrize(
    ("value", "type_", "zh", "en"),
    [
        (None, MONEY, "不知", "not known"),
        (True, BOOLEAN, "是", "yes"),
        (False, BOOLEAN, "否", "no"),
        (date(2025, 1, 31), DATE, "2025-01-31", "2025-01-31"),
        (150000, MONEY, "1,500元", "1,500 yuan"),
        (150050, MONEY, "1,500.50元", "1,500.50 yuan"),
        (-5, MONEY, "-0.05元", "-0.05 yuan"),
        (5000, RATIO, "50%", "50%"),
        (1250, RATIO, "12.5%", "12.5%"),
        (12, Type(Kind.INTEGER, unit="month"), "12个月", "12 months"),
        (2, Type(Kind.INTEGER, unit="year"), "2年", "2 years"),
        (30, Type(Kind.INTEGER, unit="day"), "30天", "30 days"),
        (40, Type(Kind.INTEGER, unit="hour"), "40课时", "40 hours"),
        (3, Type(Kind.INTEGER, unit="times"), "3次", "3 times"),
        (7, Type(Kind.INTEGER, unit="count"), "7", "7"),
        (1, Type(Kind.INTEGER, unit="rank"), "1", "1"),
        (6, Type(Kind.INTEGER), "6", "6"),
        ("L2", Type(Kind.CODE, codes="level"), "二", "Two"),
        ("L9", Type(Kind.CODE, codes="level"), "L9", "L9"),
        ("a", TEXT, "a", "a"),
    ],
)
def test_value_is_said_with_its_unit(tmp_path: Path, value: Any, type_: Type, zh: str, en: str) -> None:
    _, vocabulary = built(tmp_path, "TRUE")

    found = (
        Speaker(vocabulary, "zh", {}).value(value, type_),
        Speaker(vocabulary, "en", {}).value(value, type_),
    )

    assert found == (zh, en)


def test_value_of_policy_is_said_where_it_is_known(tmp_path: Path) -> None:
    measure, vocabulary = built(tmp_path, "paid_months >= param('few_months')")

    found = Speaker(vocabulary, "en", {"few_months": 5}).rule(measure.conditions[0].rule)

    assert found == "Months is at least 5 months"


def test_known_values_are_the_plain_ones_that_stand_on_the_day(tmp_path: Path) -> None:
    measure, _ = built(tmp_path, "TRUE")

    in_gap = known_values(measure.parameters, date(2025, 6, 30), None)
    before = known_values(measure.parameters, date(2023, 6, 30), "A")

    assert in_gap == {
        "few_months": 5,
        "base_fen": 700,
        "rate": 2500,
        "start_on": None,
        "bar": "L2",
        "times_a_year": 1,
    }
    assert before == {
        "few_months": 5,
        "some_months": 6,
        "base_fen": 808,
        "rate": 2500,
        "start_on": date(2023, 5, 31),
        "bar": "L2",
        "times_a_year": 2,
    }
