"""Supervision at the desk: what is unusual of the bodies in reach, with what stands behind it, and who sees it."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole as R
from tests.evaluation.behaving import body, certificates, session, sitting
from tests.registry.places import CITY, DAY, OTHER_CITY, account_as, lay_out

pytestmark = pytest.mark.django_db
MILL = 41


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out()
    body(MILL, date(2025, 1, 6))
    certificates(MILL, [date(2025, 1, 20)], 600)
    held = session(MILL, passed=40, failed=2)
    sitting(held, "东校区", 1, 501)
    sitting(session(body(42, date(2021, 1, 4)), 3, 1), "西校区", 1, 501)


def browser(division: str, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(account_as(R.SUPERVISE, division=division))
    return client


@pytest.mark.parametrize(
    ("language", "burst", "rate"),
    [
        ("zh-hans", "备案之初集中发证", "（84.2–98.7，42 人）"),
        ("en", "burst after filing", "(84.2–98.7, of 42)"),
    ],
)
def test_official_sees_what_is_unusual_and_what_stands_behind_it(
    language: str, burst: str, rate: str
) -> None:
    client = browser(CITY, language)

    listed = client.get("/desk/evaluation/supervision/").content.decode()
    page = client.get(f"/desk/evaluation/supervision/{MILL}/").content.decode()
    public = Client(headers={"accept-language": language}).get(f"/bodies/{MILL}/").content.decode()

    assert [burst in text for text in (listed, page, public)] == [True, True, False]
    assert [rate in text for text in (page, public)] == [True, True]
    assert ["东校区" in text for text in (page, public)] == [True, False]


def test_body_elsewhere_is_not_there() -> None:
    client = browser(OTHER_CITY)

    assert client.get(f"/desk/evaluation/supervision/{MILL}/").status_code == 404
    assert f"/{MILL}/" not in client.get("/desk/evaluation/supervision/").content.decode()


def test_public_page_tells_nothing_of_fewer_than_five() -> None:
    page = Client().get("/bodies/42/").content.decode()

    assert "参考人数太少" in page
