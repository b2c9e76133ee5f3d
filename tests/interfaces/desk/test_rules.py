"""The rule editor at the desk: parts of a measure edited in a draft, checked, tried, proposed; bad input in each form."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.located import read_yaml_text
from jiyao.policy.models import DraftState, RuleDraft
from tests.interfaces.desk.hand import installed, officials

pytestmark = pytest.mark.django_db
FILE = "measures/city-grant.yaml"
RULE = "/desk/rules/city-grant/"
CONDITION, MONTHS = f"{RULE}condition:insured/", f"{RULE}base:months:2024-01-01/"
TAG = re.compile(r"<[^>]*>")
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own."""
    installed(settings, tmp_path)
    return settings


@pytest.fixture
def first(installation: Settings) -> Client:
    """Who reviews at the province."""
    return officials()[0]


def laid() -> dict[str, object]:
    """What the open draft lays, by file."""
    draft = RuleDraft.objects.get(state=DraftState.OPEN)
    return {name: read_yaml_text(text, name).value for name, text in draft.lay.items()}


def complaints(response: HttpResponse) -> list[str]:
    """What a page complains of."""
    found = re.findall(
        r'<(?:p|li)[^>]*role="alert"[^>]*>(.*?)</(?:p|li)>', response.content.decode(), re.DOTALL
    )
    return [TAG.sub("", one).strip() for one in found]


def test_measure_is_shown_part_by_part(first: Client) -> None:
    page = first.get(RULE).content.decode()

    assert "缴费月数 不少于 36个月" in page or "缴费月数 不少于 12个月" in page
    assert f'href="{CONDITION}"' in page
    assert RuleDraft.objects.count() == 0


def test_part_that_is_changed_is_laid_and_marked(first: Client) -> None:
    form = {"zh": "缴费满规定月数", "en": "Insured long enough", "rule": "insured_months > param('months')"}

    response = first.post(CONDITION, {**form, "document": "doc", "confidence": "partial"})

    assert (response.status_code, response.headers["Location"]) == (302, f"{RULE}#condition:insured")
    assert laid() == {FILE: {"requires": [{"id": "insured", "rule": "insured_months > param('months')"}]}}
    page = first.get(RULE).content.decode()
    assert page.count("已改") == 1
    assert "缴费月数 超过" in page


def test_form_sent_as_it_was_shown_begins_no_draft(first: Client) -> None:
    form = {"zh": "缴费满规定月数", "en": "Insured long enough", "rule": "insured_months >= param('months')"}

    response = first.post(
        CONDITION, {**form, "document": "doc", "confidence": "partial", "from": "", "to": ""}
    )

    assert response.status_code == 302
    assert RuleDraft.objects.count() == 0
