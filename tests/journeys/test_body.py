"""An organisation files as an evaluation body; officials of the province list it; everybody finds it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.passing import pass_day
from jiyao.interfaces.ui.pack import assessor
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from tests.casework.filings import UNTIL, WELDER, body, lay_out_unlisted, official
from tests.interfaces.entrance.coming import FAST
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.registry.places import AT, CITY

ROOT = Path(__file__).parents[2]
R = AccountRole


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = FAST


def client_of(role: AccountRole | None) -> Client:
    """The session of an official of the province, or of who acts for the organisation."""
    who = body() if role is None else official(role)
    assert who.account is not None
    client = Client()
    client.force_login(who.account)
    return client


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_body_files_and_is_listed(fresh_database: str, settings: Settings, locale: str, width: int) -> None:
    lay_out_unlisted()
    clients = {role: client_of(role) for role in (None, R.ACCEPT, R.REVIEW, R.APPROVE)}
    with served() as address, browsing() as browser:
        page = page_of(browser, clients[None], address, locale, width)
        looking = Looking(page, f"body-{width}")

        page.goto(f"{address}/my-organisation/filings/")
        looking.at("filings")
        page.click("a[href$='/new/body-filing/']")
        page.check("input[name=body_kind][value=social]")
        page.fill("#ends_on", UNTIL.isoformat())
        page.fill("#occupation-1", "9-99-99-99")
        page.select_option("#level-1", "L4")
        page.select_option("#division-1", CITY)
        page.select_option("#standard_edition-1", "edition_2018")
        page.click("main form .button >> nth=-1")
        page.wait_for_selector("section.error")
        looking.at("bad-row")
        page.fill("#occupation-1", WELDER)
        page.check("input[name=body_kind][value=social]")
        page.click("main form .button >> nth=-1")
        page.wait_for_selector("ol.steps")
        looking.at("filed")
        number = page.url.rstrip("/").rpartition("/")[2]

        for role, do in (
            (R.ACCEPT, "accept"),
            (R.REVIEW, "propose"),
            (R.APPROVE, "agree"),
        ):
            desk = page_of(browser, clients[role], address, locale, 1280 if width > 1000 else 390)
            desk.goto(f"{address}/desk/cases/{number}/")
            desk.fill("#reason", "资料齐全")
            Looking(desk, f"body-{width}").at(f"desk-{do}")
            desk.click(f"button[value={do}]")
            desk.wait_for_load_state()

        page.goto(f"{address}/notices/")
        looking.at("notice")
        settings.DAY = later = date(2025, 7, 8)
        passed = aside(lambda: pass_day(Hand(None, later, AT + timedelta(days=190)), assessor()))
        assert (passed.decided, dict(passed.stopped)) == (1, {})

        desk.goto(f"{address}/desk/bodies/801/")
        Looking(desk, f"body-{width}").at("desk-body")
        page.goto(f"{address}/bodies/?occupation={WELDER}")
        looking.at("directory")
        page.click("a[href='/bodies/801/']")
        page.wait_for_selector("text=S000023000001")
        looking.at("body")
