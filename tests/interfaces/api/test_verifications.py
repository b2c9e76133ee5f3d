"""Verifying a certificate by the API."""

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from tests.evaluation.certified import issued

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/verifications"


@pytest.fixture(autouse=True)
def uncounted() -> None:
    caches["memory"].clear()


def asked(number: str, name: str, language: str = "zh"):
    given = {"number": number, "name": name}
    headers = {"accept-language": language}
    return Client(headers=headers).post(ADDRESS, given, content_type="application/json")


def test_valid_in_both_languages() -> None:
    certificate = issued()[0]

    zh, en = (asked(certificate.number, "张三丰", language).json() for language in ("zh", "en"))

    assert (zh["answer"], zh["title"], en["title"]) == ("valid", "有效", "Valid")
    assert zh["certificate"] == {
        "number": certificate.number,
        "holder": "张**",
        "kind": "skill_level",
        "occupation": "焊工",
        "work_type": None,
        "level": "L3",
        "level_title": "三级/高级工",
        "issued_on": "2025-06-30",
        "issuer": "演示评价机构",
        "issued_here": True,
    }


def test_wrong_name_and_unknown_number_are_told_the_same() -> None:
    certificate = issued()[0]

    wrong, unknown = asked(certificate.number, "李四"), asked("S000023000001253999999", "张三丰")

    assert wrong.json() == unknown.json()
    assert (wrong.status_code, wrong.json()["answer"], wrong.json()["certificate"]) == (200, "not-here", None)


def test_not_too_often(settings: Settings) -> None:
    settings.VERIFICATIONS_A_MINUTE = 1

    assert [asked("1", "张").status_code for _ in range(2)] == [200, 429]
