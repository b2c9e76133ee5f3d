"""Public notices: who may see what of whom."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState
from tests.casework.claims import lay_out_entitled, reviewed
from tests.registry.places import DAY, HERE, IDENTITIES, NAMES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def page(language: str = "zh-hans") -> str:
    """The page, as anybody sees it."""
    return Client(headers={"accept-language": language}).get("/notices/").content.decode()


def test_nothing_on_notice_says_so() -> None:
    assert "现在没有公示" in page()


@pytest.mark.parametrize(
    ("language", "measure"), [("zh-hans", "失业保险技能提升补贴"), ("en", "skill-upgrade subsidy")]
)
def test_case_on_notice_shows_a_masked_name_and_the_sum(language: str, measure: str) -> None:
    case = reviewed()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED)

    shown = page(language)

    assert case.number in shown
    assert measure in shown
    assert "1,500" in shown
    assert f"{NAMES[HERE][0]}*" in shown
    assert NAMES[HERE] not in shown
    assert IDENTITIES[HERE][-4:] not in shown


def test_case_that_is_only_reviewed_is_not_shown() -> None:
    case = reviewed()

    assert case.number not in page()
