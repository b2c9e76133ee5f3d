"""Money is proposed by one official, confirmed by another, and shows on the lines; looked at, and read aloud."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole
from tests.funds.money import FUND, Hands, committed
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, browsing, served
from tests.registry.places import CITY, DAY, lay_out


def page_of(browser: Browser, client: Client, address: str, locale: str, width: int) -> Page:
    """A page of somebody who is signed in."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context.new_page()


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_money_is_allocated_by_two_hands(
    fresh_database: str, settings: Settings, locale: str, width: int
) -> None:
    settings.DAY, settings.ALLOWED_HOSTS = DAY, ["127.0.0.1", "testserver"]
    lay_out()
    hands = Hands()
    committed(hands.county_line(1_000_000), 150_000)
    hands.allocate(amount_fen=50_000_000)
    pays, approves = Client(), signed_in(AccountRole.APPROVE, CITY)
    pays.force_login(hands.pays.account)
    approves.force_login(hands.approves.account)
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (pays, approves))
        look, look_again = Looking(hers, f"funds-{width}"), Looking(his, f"funds-{width}")

        hers.goto(f"{address}/desk/funds/allocations/make/")
        hers.select_option("#fund", FUND)
        hers.select_option("#division", CITY)
        hers.fill("#amount", "2,000.50")
        hers.fill("#basis", "演示〔2025〕2号")
        look.at("form")
        hers.click("main form .button")
        look.at("proposed")
        his.goto(f"{address}/desk/funds/allocations/")
        look_again.at("waiting")
        his.click("tbody tr:last-child a")
        his.click("button[value=confirm]")
        look_again.at("decided")
        assert ("已确认" if width > 500 else "confirmed") in his.inner_text(".bar .count")
        hers.goto(f"{address}/desk/funds/?year=2025")
        look.at("lines")
        hers.click("tbody tr:last-child a")
        look.at("line")
