"""An employer takes the template, brings a roster, reads what it comes to, takes the file and deletes the result."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.insight.rosters import APPRENTICE, CERTIFICATE, workbook
from tests.journeys.serving import house, prepare

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no browser here"),
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("default::ResourceWarning"),
]
ROSTER = [
    {"person": "A1", **CERTIFICATE},
    {"person": "A2", **CERTIFICATE, "insured_months": ""},
    {"person": "A3", **APPRENTICE},
    {"person": "A4", **CERTIFICATE, "level": "第九级"},
]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a house of its own, in a demonstration."""
    environment = {**os.environ, "JIYAO_VAR": str(tmp_path)}
    prepare(environment)
    with house(environment, "--without-worker") as served:
        yield served.address


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def found_by_axe(page: Page) -> list[str]:
    """What is not accessible on the page."""
    page.evaluate(AXE)
    return [
        f"{found['id']}: {found['nodes'][0]['target']}" for found in page.evaluate("axe.run()")["violations"]
    ]


@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_employer_brings_a_roster(
    address: str, browser: Browser, tmp_path: Path, locale: str, width: int
) -> None:
    chinese = locale == "zh-CN"
    page = browser.new_page(viewport={"width": width, "height": 800}, locale=locale, bypass_csp=True)
    page.goto(f"{address}/employers/")
    on_form = found_by_axe(page)
    with page.expect_download() as template:
        page.click("a[download]")
    template.value.save_as(tmp_path / "template.xlsx")

    roster = {"name": "roster.xlsx", "mimeType": "application/xlsx", "buffer": workbook(ROSTER).getvalue()}
    page.set_input_files("#roster", roster)
    page.click("form[enctype] .button")
    page.wait_for_selector(".total")

    assert page.text_content(".sum") == ("15,500元" if chinese else "15,500yuan")
    assert (on_form, found_by_axe(page)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    with page.expect_download() as result:
        page.click("button[value='result.xlsx']")
    result.value.save_as(tmp_path / "result.xlsx")
    assert (tmp_path / "result.xlsx").read_bytes().startswith(b"PK")
    page.click("form[action$='/delete/'] button")
    page.wait_for_selector("#roster")
    assert list((tmp_path / "rosters").iterdir()) == []


def test_employer_without_scripts_waits_and_reads_the_same(address: str, browser: Browser) -> None:
    page = browser.new_page(locale="zh-CN", java_script_enabled=False)
    page.goto(f"{address}/employers/")
    roster = {"name": "roster.xlsx", "mimeType": "application/xlsx", "buffer": workbook(ROSTER).getvalue()}

    page.set_input_files("#roster", roster)
    page.click("form[enctype] .button")

    assert page.text_content(".sum") == "15,500元"
