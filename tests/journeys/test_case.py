"""A worker claims what is hers; three officials accept, review and approve it, each with their own account."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole
from tests.casework.claims import CERTIFICATE, MEASURE, lay_out_entitled
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, browsing, page_of, served
from tests.registry.places import DAY


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_claim_is_handled_by_three_officials(
    fresh_database: str, settings: Settings, locale: str, width: int
) -> None:
    settings.DAY = DAY
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    lay_out_entitled()
    roles = (AccountRole.CITIZEN, AccountRole.ACCEPT, AccountRole.REVIEW, AccountRole.APPROVE)
    clients: list[Client] = [signed_in(role) for role in roles]
    with served() as address, browsing() as browser:
        hers, accepting, reviewing, approving = (
            page_of(browser, one, address, locale, width) for one in clients
        )
        hers.goto(f"{address}/my/measures/{CERTIFICATE}/{MEASURE}/")
        look = Looking(hers, f"case-{width}")
        look.at("due")
        hers.click("form[action$='/claim/'] .button")
        hers.wait_for_selector(".steps")
        look.at("claimed")
        for page, name, button in (
            (accepting, "accepting", "accept"),
            (reviewing, "reviewing", "grant"),
            (approving, "approving", "approve"),
        ):
            look_on = Looking(page, f"case-{width}-{name}")
            page.goto(f"{address}/desk/cases/")
            look_on.at("queue")
            page.click("tbody a")
            for tick in page.locator("input[name=confirmed]").all():
                tick.check()
            look_on.at("case")
            page.click(f"button[value={button}]")
            page.wait_for_selector(f"button[value={button}]", state="detached")
            look_on.at("done")
        hers.reload()
        look.at("decided")
        shown = hers.locator(".head").text_content() or ""

    assert "1,500" in shown
    assert ("待拨付" if locale == "zh-CN" else "to be paid") in shown
