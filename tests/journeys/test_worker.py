"""A worker without an account finds what her certificate brings."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from tests.interfaces.papers import pages
from tests.journeys.browser import Looking, browsing, served

ROOT = Path(__file__).parents[2]
ANSWERS = {
    "certificate_issued_on": "2025-03-14",
    "certificate_kind": "skill_level",
    "person_group": "none",
    "highest_level_held": "none",
    "insured_months": "31",
    "occupation": "6-18-02-04",
    "work_type": "none",
    "graduated_from_technical_school": "no",
}


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """The pack of Heilongjiang with demonstration values, on the day on which it was looked at."""
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1"]


@pytest.mark.enable_socket
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "yuan", "script", "width"), [("L4", "1,500", True, 390), ("L3", "2,000", False, 1280)]
)
def test_worker_finds_the_skill_upgrade_subsidy(level: str, yuan: str, script: bool, width: int) -> None:
    with served() as address, browsing() as browser:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 844}, locale="zh-CN"
        )
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        looking = Looking(page, f"worker-{level}") if script else None
        page.goto(f"{address}/mine/")
        interview(page, {**ANSWERS, "level": level}, looking)
        found = page.inner_text(".headline").split()
        with page.expect_download() as taken:
            page.click("button[form=paper]")
        paper = taken.value.suggested_filename, pages(taken.value.path().read_bytes())[0]
        page.click("[value='measure:certificate-1:skill-upgrade-subsidy']")
        page.wait_for_selector(".screen-measure")
        if looking:
            looking.at("measure")
        conditions = page.locator(".clause").count()

    assert paper[0] == "我的政策清单-2025-06-30.pdf"
    assert f"目前可领{yuan}元" in paper[1]
    assert ("".join(found), conditions >= 10, complaints) == (f"目前可领{yuan}元", True, [])


def interview(page: Page, answers: dict[str, str], looking: Looking | None) -> None:
    """From who asks to the conclusions; looks at each page where there is somebody to look."""
    look = looking.at if looking else lambda what: None
    look("begin")
    page.click("[value='profile:worker']")
    page.wait_for_selector(".screen-rows")
    look("rows")
    page.click("[value=chosen]")
    while (asked := next_question(page)) is not None:
        look(asked.replace(":", "-"))
        answer(page, answers.get(asked.partition(":")[2], "yes"))
        page.wait_for_selector(f"input[name=asked][value='{asked}']", state="detached")
    look("conclusions")


def next_question(page: Page) -> str | None:
    """The row and the fact that are asked; None once there are conclusions."""
    page.wait_for_selector(".screen-next, .screen-conclusions")
    asked = page.query_selector("input[name=asked]")
    return None if asked is None else asked.get_attribute("value")


def answer(page: Page, value: str) -> None:
    """Answers with whatever control there is."""
    if page.query_selector(".choices"):
        page.click(f".choices [value='{value}']")
        return
    if page.query_selector("select#value"):
        page.select_option("#value", value)
    else:
        page.fill("#value", value)
    page.press("#value", "Enter") if page.query_selector("input#value") else page.click(
        ".question .button >> nth=0"
    )
