"""Expressions in the rule editor: read back while they are written, and composed from facts."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.policy.models import RuleDraft
from tests.interfaces.desk.hand import installed, officials
from tests.interfaces.desk.test_rules import CONDITION, INSURED, TAG
from tests.registry.places import CITY, PROVINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(settings: Settings, tmp_path: Path) -> Client:
    """Who reviews at the province, in an installation of its own."""
    installed(settings, tmp_path)
    return officials()[0]


def test_expression_is_read_back_at_once_or_told_what_is_wrong(first: Client) -> None:
    headers = {"HX-Request": "true"}

    good = first.post(
        CONDITION, {"rule": "insured_months >= 24 AND is_member", "do": "check"}, headers=headers
    )
    bad = first.post(CONDITION, {"rule": "insured_months >= is_member", "do": "check"}, headers=headers)

    assert TAG.sub("", good.content.decode()).strip() == "读作：缴费月数 不少于 24个月，且会员"
    assert "整数（month）不能与判断（是或否）比较" in bad.content.decode()
    assert "<html" not in good.content.decode()


def test_expression_is_checked_by_its_button_where_nothing_runs_in_the_browser(first: Client) -> None:
    page = first.post(CONDITION, {**INSURED, "rule": "insured_months >= 24", "do": "check"}).content.decode()

    assert "读作：缴费月数 不少于 24个月" in page
    assert RuleDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"compose_fact": "is_member", "compose_how": "yes"}, "is_member"),
        ({"compose_fact": "is_member", "compose_how": "no"}, "NOT is_member"),
        (
            {"compose_fact": "insured_months", "compose_how": ">=", "compose_value": "24"},
            "insured_months >= 24",
        ),
        (
            {"compose_fact": "insured_months", "compose_how": "<", "compose_param": "months"},
            "insured_months < param('months')",
        ),
        ({"compose_fact": "fee_fen", "compose_how": "<=", "compose_value": "1,500.50"}, "fee_fen <= 150050"),
        (
            {"compose_fact": "place", "compose_how": "lies_in", "compose_codes": [CITY]},
            f"lies_in(place, '{CITY}')",
        ),
        (
            {"compose_fact": "place", "compose_how": "among", "compose_codes": [CITY, PROVINCE]},
            f"place IN ('{CITY}', '{PROVINCE}')",
        ),
        (
            {"compose_fact": "place", "compose_how": "not_among", "compose_codes": [CITY]},
            f"NOT place = '{CITY}'",
        ),
        (
            {"rule": "insured_months > 3 OR is_member", "compose_fact": "is_member", "compose_how": "yes"},
            "(insured_months > 3 OR is_member) AND is_member",
        ),
        (
            {
                "rule": "insured_months > 3",
                "compose_fact": "is_member",
                "compose_how": "yes",
                "compose_join": "OR",
            },
            "insured_months > 3 OR is_member",
        ),
    ],
)
def test_comparison_is_composed_into_the_expression(
    first: Client, given: Mapping[str, Any], rule: str
) -> None:
    page = first.post(CONDITION, {"rule": "", **given, "do": "compose"}).content.decode()

    shown = re.search(r'<textarea id="rule"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert shown is not None
    assert shown.group(1).replace("&#x27;", "'").replace("&gt;", ">").replace("&lt;", "<") == rule
    assert "读作：" in page


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, "请先选择事实"),
        ({"compose_fact": "nothing"}, "请先选择事实"),
        ({"compose_fact": "insured_months", "compose_how": "yes"}, "请选择怎样比较"),
        ({"compose_fact": "insured_months", "compose_how": ">="}, "请填写值"),
        ({"compose_fact": "insured_months", "compose_how": ">=", "compose_value": "x"}, "“x”不是数"),
        ({"compose_fact": "fee_fen", "compose_how": ">=", "compose_value": "1.234"}, "“1.234”小数位过多"),
        ({"compose_fact": "insured_months", "compose_how": ">=", "compose_param": "fee"}, "请选择规定值"),
        ({"compose_fact": "place", "compose_how": "among"}, "请选择代码"),
        ({"compose_fact": "place", "compose_how": "among", "compose_codes": ["9"]}, "没有代码“9”"),
        ({"compose_fact": "place", "compose_how": "lies_in", "compose_codes": [CITY, PROVINCE]}, "这里只能选一个"),
    ],
)  # fmt: skip
def test_comparison_that_is_incomplete_is_told(first: Client, given: Mapping[str, Any], wrong: str) -> None:
    response = first.post(CONDITION, {"rule": "is_member", **given, "do": "compose"})

    assert response.status_code == 422
    assert wrong in response.content.decode()


def test_choosing_a_fact_brings_the_fields_of_its_value(first: Client) -> None:
    given = {"do": "pick", "compose_fact": "place"}

    part = first.post(CONDITION, given, headers={"HX-Request": "true"}).content.decode()
    page = first.post(CONDITION, {**INSURED, **given}).content.decode()

    assert ("<html" in part, "在某地范围内" in part) == (False, True)
    assert ("<html" in page, "在某地范围内" in page) == (True, True)
