"""Somebody looks for a policy by its words, reads the clause with what hangs on it, and goes on to the feature."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.journeys.browser import Looking, browsing, served

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def at_a_day(settings: Settings) -> None:
    """The pack of Heilongjiang on the day on which it was looked at."""
    settings.PACK = ROOT / "packs/heilongjiang"
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1"]


@pytest.mark.enable_socket
@pytest.mark.django_db
@pytest.mark.parametrize(("script", "width"), [(True, 390), (False, 1280)])
def test_reader_finds_a_clause_by_its_words(script: bool, width: int) -> None:
    with served() as address, browsing() as browser:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 844}, locale="zh-CN"
        )
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        looking = Looking(page, f"library-{width}") if script else None
        look = looking.at if looking else lambda what: None
        page.goto(f"{address}/library/")
        look("documents")
        page.fill("#q", "转出地缴费证明")
        page.press("#q", "Enter")
        page.wait_for_selector("mark")
        look("found")
        page.click("#finds-clause + .finds a")
        page.wait_for_selector(".law")
        look("document")
        clause = page.inner_text("[id='第六条'] .law-told")
        page.click(".top nav a[href='/library/']")
        page.click(".ways-in a[href='/article/']")
        page.wait_for_selector("#figures")
        look("article")
        page.click("#claim-10a .margin a")
        page.wait_for_selector(".document-head")
        title = page.inner_text("h1")

    assert (clause, title, complaints) == (
        "跨统筹地区转移的，须带转出地的缴费证明。",
        "关于加强新时代高技能人才队伍建设的实施意见",
        [],
    )
