"""A worker signs in and disputes a fact; an official decides; she reads the answer."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.entrance.coming import CHOSEN, FAST, with_password
from tests.journeys.browser import Looking, browsing, comes_in, served
from tests.registry.places import account_as, lay_out

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = FAST


def let_in(context: BrowserContext, client: Client, address: str) -> None:
    """Gives a browser the session of somebody who is signed in."""
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_worker_disputes_a_fact_and_reads_the_answer(fresh_database: str, locale: str, width: int) -> None:
    lay_out()
    citizen, official = with_password(account_as(AccountRole.CITIZEN)), signed_in(AccountRole.REVIEW)
    with served() as address, browsing() as browser:
        size = {"width": width, "height": 844}
        hers = browser.new_context(viewport=size, locale=locale)
        theirs = browser.new_context(viewport={"width": 1280, "height": 844}, locale=locale)
        let_in(theirs, official, address)
        page, desk, complaints = hers.new_page(), theirs.new_page(), []
        for one in (page, desk):
            one.on("console", lambda message: complaints.append(message.text))
        hers_looking, desk_looking = Looking(page, f"own-{width}"), Looking(desk, f"desk-{width}")

        comes_in(page, address, citizen.username, CHOSEN)
        page.wait_for_url(f"{address}/my/")
        hers_looking.at("own")
        page.click("a[href='/my/measures/1001/skill-upgrade-subsidy/'] >> nth=0")
        hers_looking.at("measure")
        page.click("a[href='/my/records/certificates/1001/'] >> nth=0")
        hers_looking.at("record")
        page.click("a[href$='/certificates/1001/issued_on/']")
        hers_looking.at("dispute")
        page.fill("#value", "2025-02-03")
        page.fill("#reason", "证书上写的是 3 日")
        page.click("main .button >> nth=0")
        page.wait_for_selector("text=2025-02-03")
        hers_looking.at("asked")

        desk.goto(f"{address}/desk/corrections/")
        desk_looking.at("queue")
        desk.keyboard.press("j")
        desk.keyboard.press("j")
        desk.keyboard.press("Enter")
        desk.wait_for_selector("button[value=correct]")
        desk_looking.at("request")
        desk.fill("#answer", "与发证机构核对，应为 3 日")
        desk.click("button[value=correct]")
        desk.wait_for_selector("button[value=correct]", state="detached")
        desk_looking.at("decided")
        desk.goto(f"{address}/desk/records/certificates/1001/")
        desk_looking.at("row")

        page.goto(f"{address}/my/")
        answered = page.inner_text("#requests")
        hers_looking.at("answered")

    assert ("与发证机构核对，应为 3 日" in answered, "2025-02-03" in page_text(answered)) == (True, True)
    assert complaints == []


def page_text(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_employer_works_out_what_the_register_knows(fresh_database: str, locale: str, width: int) -> None:
    lay_out()
    employer = signed_in(AccountRole.EMPLOYER)
    with served() as address, browsing() as browser:
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
        let_in(context, employer, address)
        page = context.new_page()
        looking = Looking(page, f"staff-{width}")
        page.goto(f"{address}/my-organisation/")
        looking.at("start")
        page.click("#employer form .button")
        page.wait_for_selector(".total")
        looking.at("result")
        people = page.inner_text(".total")

    assert people.split()[-2:] == (["0", "人"] if locale == "zh-CN" else ["0", "people"])
