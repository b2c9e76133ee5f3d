"""Checks after payment at the desk: a draw by a seed, the check, its result, and who is let in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, SampleRun
from jiyao.registry.hand import Hand
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import R, by
from tests.casework.test_samples import paid
from tests.registry.places import DAY, PROVINCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DAY = DAY + timedelta(days=1)
    monkeypatch.setattr("jiyao.casework.actions.sampling.sampled_percent", lambda measure, pack: 100)
    lay_out_entitled()


def browser(who: Hand, language: str = "zh-hans") -> Client:
    """Somebody's browser."""
    assert who.account is not None
    client = Client(headers={"accept-language": language})
    client.force_login(who.account)
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_paid_case_is_drawn_checked_and_found_not_in_order(language: str) -> None:
    paid()
    supervising, reviewing = (
        browser(by(R.SUPERVISE, division=PROVINCE), language),
        browser(by(R.REVIEW), language),
    )
    assert supervising.get("/desk/samples/").status_code == 200

    empty = supervising.post("/desk/samples/make/", {"seed": " "})
    made = supervising.post("/desk/samples/make/", {"seed": "2025073"})
    again = supervising.post("/desk/samples/make/", {"seed": "2025073"})

    assert [one.status_code for one in (empty, made, again)] == [422, 302, 409]
    assert browser(by(R.SUPERVISE)).post("/desk/samples/make/", {"seed": "1"}).status_code == 403
    check, run = Case.objects.get(kind="sample-check"), SampleRun.objects.get()
    page = supervising.get("/desk/samples/").content.decode()
    assert ("2025073" in page, run.population_hash in page) == (True, True)
    assert f"/desk/cases/{check.pk}/" in reviewing.get("/desk/cases/?duty=review").content.decode()
    told = reviewing.get(f"/desk/cases/{check.pk}/").content.decode()
    assert ('value="not-in-order"' in told, f"/desk/cases/{check.parent_id}/" in told) == (True, True)
    moved = f"/desk/cases/{check.pk}/move/"
    name = by(R.REVIEW).account
    assert name is not None
    taken = [
        (
            reviewing.post(moved, {"do": do}).status_code,
            (name.name or name.username) in supervising.get(place).text,
        )
        for do, place in (("take", "/desk/samples/"), ("leave", "/desk/samples/"))
    ]
    assert taken == [(302, True), (302, False)]
    given = [supervising.post(moved, {"do": "give", "username": one}) for one in ("", name.username)]
    assert [one.status_code for one in given] == [422, 302]
    posted = [
        reviewing.post(f"/desk/cases/{check.pk}/move/", {"do": "not-in-order", "reason": reason}).status_code
        for reason in ("", "单位称从未任职")
    ]
    assert posted == [422, 302]
    follows = Case.objects.get(kind="consequence")
    words = {"zh-hans": ("因事后抽查重新核定", "100.0%"), "en": ("after a check", "100.0%")}[language]
    assert words[0] in reviewing.get(f"/desk/cases/{follows.pk}/").content.decode()
    assert words[1] in reviewing.get("/desk/samples/").content.decode()
    own = browser(hand(R.CITIZEN), language)
    assert own.get(f"/my/cases/{check.pk}/").status_code == 200
