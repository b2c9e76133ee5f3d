"""A value that nobody had found is entered by one official, confirmed by another, and paid on the next day."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.interfaces.desk.hand import hand_run, installed, officials
from tests.journeys.browser import Looking, browsing, page_of, served
from tests.registry.places import DAY


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_value_is_found_confirmed_and_paid_on_the_next_day(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    installed(settings, tmp_path)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    hand_run(settings)
    first, second = officials()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 scanned")
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (first, second))
        look, look_again = Looking(hers, f"value-{width}"), Looking(his, f"value-{width}")

        hers.goto(f"{address}/desk/gaps/")
        waiting = hers.locator("tbody tr", has=hers.locator("a[href*='award_fen']")).locator(".number")
        waited = waiting.first.text_content()
        look.at("gaps")
        hers.click("a[href*='award_fen']")
        look.at("form")
        hers.fill("#value", "2000")
        hers.fill("#article", "第三条")
        hers.set_input_files("#scan", scan)
        hers.click(".propose .button")
        hers.wait_for_selector(".broken")
        look.at("broken")
        hers.click("form[action$='/mend/'] .button")
        hers.wait_for_selector(".broken", state="detached")
        look.at("mended")

        his.goto(f"{address}/desk/")
        his.click("a[href='/desk/changes/'] >> nth=0")
        his.click("tbody a")
        effect = his.locator(".margin p").first.text_content() or ""
        look_again.at("second")
        his.click("button[value=confirm]")
        his.wait_for_selector("button[value=confirm]", state="detached")
        look_again.at("confirmed")
        his.goto(f"{address}/measures/award/")
        today = his.locator(".mark-pays").count()
        settings.DAY = DAY + timedelta(days=1)
        his.reload()
        tomorrow = his.locator(".mark-pays").count()

    assert (waited, "4,000" in effect) == ("2", True)
    assert (today, tomorrow > 0) == (0, True)
