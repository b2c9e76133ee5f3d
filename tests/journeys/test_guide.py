"""A city's official writes a local guide, a second one confirms it, and a reader opens it on a telephone the next day."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.interfaces.desk.guiding import GIVEN, guided
from tests.interfaces.desk.hand import officials
from tests.journeys.browser import Looking, browsing, page_of, served
from tests.registry.places import CITY, DAY

WRITTEN = {
    name: given for name, given in GIVEN.items() if name not in ("way.window", "document", "office0.hours.en")
}


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_guide_is_written_confirmed_and_read_on_a_telephone(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    guided(settings, tmp_path)
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    first, second = officials(CITY)
    form = tmp_path / "form.pdf"
    form.write_bytes(b"%PDF-1.7 a form")
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (first, second))
        look, look_again = Looking(hers, f"guide-{width}"), Looking(his, f"guide-{width}")

        hers.goto(f"{address}/desk/guides/")
        look.at("list")
        hers.click(f"a[href='/desk/guides/subsidy/{CITY}/']")
        for name, given in WRITTEN.items():
            hers.fill(f"[name='{name}']", given)
        hers.select_option("#document", "doc")
        hers.set_input_files("[name='form0.file']", form)
        look.at("form")
        hers.click(".guide-form .button")
        hers.wait_for_selector(".pairs")
        look.at("proposed")

        his.goto(f"{address}/desk/changes/")
        his.click("tbody a")
        his.click("button[value=confirm]")
        his.wait_for_selector("button[value=confirm]", state="detached")
        look_again.at("confirmed")

        settings.DAY = DAY + timedelta(days=1)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale=locale, is_mobile=True)
        reader = context.new_page()
        look_once_more = Looking(reader, f"guide-{width}")
        reader.goto(f"{address}/measures/subsidy/")
        reader.click(f"#guides a[href$='/guide/{CITY}/']")
        look_once_more.at("reader")
        called = reader.locator("a.call").evaluate_all("all => all.map(one => one.href)")
        wide = reader.evaluate("document.documentElement.scrollWidth")
        with reader.expect_download() as taken:
            reader.click("a[href^='/guides/forms/']")
        uploaded = taken.value.path().read_bytes()
        reader.goto(f"{address}/guides/")
        look_once_more.at("matrix")

    assert (called, uploaded) == (["tel:00000001", "tel:00000002"], form.read_bytes())
    assert wide <= 390
