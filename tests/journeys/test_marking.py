"""Examiners mark on their phones: an hour without network, two devices, one mark changed on both; then both sign."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Duty, DutyState, Mark, Seat
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import Account
from tests.evaluation.examined import DAY, LEAD, SECOND, account_of, arranged
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.packs.heilongjiang import ROOT, pack


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = DAY + timedelta(days=1), ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def opened(page: Page, address: str, sitting: int) -> None:
    """The sheet, and what it needs without network is kept."""
    page.goto(f"{address}/my/examining/{sitting}/")
    page.wait_for_selector("html[data-ready='true']", state="attached")


def mark(page: Page, seat: int, text: str) -> None:
    """Writes a mark and leaves the field, as a thumb does."""
    field = page.locator(f"tr[data-seat='{seat}'] .mark-in")
    field.fill(text)
    field.press("Enter")


def arrived(page: Page) -> None:
    """Waits until nothing is kept back."""
    page.wait_for_selector("[data-waiting]", state="hidden")


def colleague_marks(page: Page, marks: dict[int, str], absent: int) -> None:
    """The other examiner marks everybody."""
    for seat, text in marks.items():
        mark(page, seat, text)
    page.check(f"tr[data-seat='{absent}'] input[type=checkbox]")
    arrived(page)


def settled_and_signed(page: Page, look: Looking) -> None:
    """Who leads settles the mark that differs, and signs."""
    page.reload()
    look.at("differing")
    page.fill("#differing input[name=mark]", "65")
    page.fill("#differing input[name=reason]", "按评分细则第三项复核")
    page.click("#differing .button")
    page.wait_for_selector("#differing", state="detached")
    page.click(".sign .button >> nth=0")
    page.wait_for_selector(".note[role=status]")
    look.at("signed")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_marks_are_entered_without_network_and_none_is_lost(
    fresh_database: str, locale: str, width: int
) -> None:
    load_lists(pack())
    session = arranged()
    sitting = session.sittings.get().pk
    Duty.objects.filter(person=LEAD).update(state=DutyState.ASKED)
    lead, second = signed_in(account_of(LEAD)), signed_in(account_of(SECOND))
    first, other, third = Seat.objects.order_by("number").values_list("pk", flat=True)
    with served() as address, browsing() as browser:
        phone, tablet = (page_of(browser, lead, address, locale, width) for _ in range(2))
        colleague = page_of(browser, second, address, locale, width)
        look = Looking(phone, f"marking-{width}")

        phone.goto(f"{address}/my/examining/")
        look.at("asked")
        opened(colleague, address, sitting)
        aside(lambda: Duty.objects.filter(person=LEAD).update(state=DutyState.ACCEPTED))
        opened(phone, address, sitting)
        opened(tablet, address, sitting)
        mark(phone, first, "85.5")
        arrived(phone)
        tablet.reload()

        phone.context.set_offline(True)
        phone.reload()
        begun = time.monotonic()
        mark(phone, first, "86")
        mark(phone, other, "70")
        seconds = (time.monotonic() - begun) / 2
        look.at("without-network")
        mark(tablet, first, "84")
        arrived(tablet)
        phone.context.set_offline(False)
        phone.evaluate("window.dispatchEvent(new Event('online'))")
        arrived(phone)
        phone.wait_for_selector(f"tr[data-seat='{first}'] .torn")
        look.at("conflict")
        phone.click(f"tr[data-seat='{first}'] .torn button:has-text('86')")
        phone.wait_for_selector(f"tr[data-seat='{first}'] .torn", state="detached")
        phone.check(f"tr[data-seat='{third}'] input[type=checkbox]")
        arrived(phone)

        colleague_marks(colleague, {first: "86", other: "60"}, third)
        settled_and_signed(phone, look)
        phone.goto(f"{address}/my/examining/")
        look.at("done")

    (browser_marks, signed) = aside(
        lambda: (
            sorted((one.seat_id, one.tenths or 0) for one in Mark.objects.all()),
            Duty.objects.get(person=LEAD).state,
        )
    )
    assert signed == DutyState.SIGNED
    assert {(first, 855), (first, 860), (first, 840), (other, 700), (other, 600), (other, 650)} <= set(
        browser_marks
    )
    print(f"a mark in {seconds:.2f} s")  # noqa: T201 - to be read beside the pictures
