"""A rule is edited in a draft: a lower threshold, another condition, examples, a preview; proposed, and confirmed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from jiyao.policy.models import ChangeState, PackChange
from tests.interfaces.desk.hand import CITY_EXAMPLES, hand_run, installed, officials
from tests.journeys.browser import Looking, browsing, page_of, served

RULE = "/desk/rules/city-grant"
EXAMPLES = (
    CITY_EXAMPLES
    + "- {id: nine, title: {zh: 缴费九个月, en: Nine months}, on: 2025-06-30, facts: {insured_months: 9}, "
    + "expect: {outcome: not_eligible}}\n"
)


def lower_the_threshold(page: Page, address: str, look: Looking) -> None:
    """The relaxed number of months becomes 3 instead of 12."""
    page.goto(f"{address}{RULE}/relaxed:months:2024-07-01/")
    page.fill("#value", "3")
    look.at("row")
    page.click("button[value=save]")
    page.wait_for_selector(".rule-line .mark-ask")


def change_the_condition(page: Page, address: str, look: Looking) -> None:
    """Whoever is a member needs no months: first written wrongly, then composed."""
    page.goto(f"{address}{RULE}/condition:insured/")
    page.fill("#rule", "insured_month >= param('months')")
    page.wait_for_selector("#rule-said mark")
    look.at("wrong")
    page.fill("#rule", "insured_months >= param('months')")
    page.wait_for_selector("#rule-said .note")
    page.select_option("#compose_fact", "is_member")
    page.wait_for_selector("#compose_how")
    page.select_option("#compose_join", "OR")
    look.at("composing")
    page.click("button[value=compose]")
    page.wait_for_function("document.querySelector('#rule')?.value.endsWith('OR is_member')")
    look.at("composed")
    page.click("button[value=save]")
    page.wait_for_selector(".rule-section")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_rule_is_edited_tried_proposed_and_confirmed(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    installed(settings, tmp_path)
    (settings.PACK / "examples/city-grant.yaml").write_text(EXAMPLES, "utf-8")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    hand_run(settings)
    first, second = officials()
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (first, second))
        look, look_again = Looking(hers, f"rule-{width}"), Looking(his, f"rule-{width}")

        hers.goto(f"{address}/desk/measures/")
        hers.click("a[href='/desk/rules/city-grant/']")
        look.at("measure")
        lower_the_threshold(hers, address, look)
        change_the_condition(hers, address, look)
        look.at("edited")
        hers.click(".bar .button")
        broken = hers.locator(".cases .breaks").count()
        look.at("draft")
        hers.click("#preview button")
        hers.wait_for_selector(".reach")
        gained = hers.locator(".reach .whole .number").first.text_content()
        look.at("preview")
        hers.click("form[action$='/propose/'] .button")
        hers.wait_for_selector(".history")
        look.at("proposed")
        if hers.locator("form[action$='/mend/']").count():
            hers.click("form[action$='/mend/'] .button")
            hers.wait_for_selector(".broken", state="detached")

        his.goto(f"{address}/desk/changes/")
        his.click("tbody a")
        look_again.at("second")
        his.click("button[value=confirm]")
        his.wait_for_selector("button[value=confirm]", state="detached")

    assert (broken, gained) == (2, "1")
    assert PackChange.objects.get(number=1).state == ChangeState.CONFIRMED
