"""A notice is loaded at nine, its clauses and one value are confirmed, and on the next day a worker reads the clause.

The same in two provinces, of which the second is invented: nothing but its pack knows of it.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from jiyao.interfaces.ui import context
from jiyao.registry.models import AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.small import HEILONGJIANG
from tests.journeys.browser import Looking, browsing, served
from tests.journeys.worlds import WORLDS, World, notice
from tests.policy.intake.files import word
from tests.registry.places import DAY, PROVINCE, account_as, lay_out

PLACE = ZoneInfo("Asia/Shanghai")


def at_nine(monkeypatch: pytest.MonkeyPatch, settings: Settings, day: date) -> None:
    """Nine in the morning of a day."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.combine(day, time(9), PLACE).astimezone(tz)

    settings.DAY = day
    monkeypatch.setattr(context, "datetime", Clock)


def page_of(browser: Browser, client: Client, address: str, locale: str, width: int) -> Page:
    """A page of somebody who is signed in."""
    opened = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
    opened.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return opened.new_page()


def confirms(page: Page, address: str) -> None:
    """The second official finds the change in the queue and confirms it."""
    page.goto(f"{address}/desk/changes/")
    page.click("tbody a")
    page.click("button[value=confirm]")
    page.wait_for_selector("button[value=confirm]", state="detached")


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("world", "locale", "width"), [("heilongjiang", "zh-CN", 1280), ("qinghe", "en-US", 390)]
)
def test_notice_is_loaded_and_its_clause_answers_a_worker_on_the_next_day(
    fresh_database: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    world: str,
    locale: str,
    width: int,
) -> None:
    place = WORLDS[world]
    settings.VAR, settings.ATTACHMENTS = tmp_path / "var", tmp_path / "attachments"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    lay_out()
    place.lay(settings, tmp_path)
    at_nine(monkeypatch, settings, DAY)
    first, second = (signed_in(role, place.city) for role in (AccountRole.REVIEW, AccountRole.APPROVE))
    worker = Client()
    worker.force_login(account_as(AccountRole.CITIZEN))
    file = notice(place, tmp_path / "notice.docx")
    with served() as address, browsing() as browser:
        hers, his, theirs = (page_of(browser, one, address, locale, width) for one in (first, second, worker))
        own, worker_look = (
            f"{address}/my/measures/{place.row}/{place.measure}/",
            Looking(theirs, f"document-{world}"),
        )

        paths = loads(hers, address, file, Looking(hers, f"document-{world}"))
        his.goto(f"{address}/desk/changes/")
        his.click("tbody a")
        Looking(his, f"document-{world}").at("second")
        confirms(his, address)
        named = sets_its_value(hers, address, place, Looking(hers, f"document-{world}"))
        confirms(his, address)

        theirs.goto(own)
        today = place.sum in theirs.inner_text("main")
        at_nine(monkeypatch, settings, DAY + timedelta(days=1))
        theirs.goto(own)
        answer = theirs.inner_text("main")
        worker_look.at("answer")
        theirs.goto(f"{address}/library/{named}/")
        worker_look.at("library")
        with theirs.expect_download() as waiting:
            theirs.click("a[download]")
        downloaded = waiting.value.path().read_bytes()
        theirs.goto(f"{address}/my/")
        due = theirs.inner_text("main")

    assert paths == ["引言", *(f"第{n}条" for n in "一二三"[: len(place.clauses)])]
    assert (today, place.sum in answer, place.clauses[1] in answer, place.number in answer) == (
        False,
        True,
        True,
        True,
    )
    assert place.title in due
    assert downloaded == file.read_bytes()


def loads(page: Page, address: str, file: Path, look: Looking) -> list[str]:
    """Loads a file and proposes it as it was read; the paths of its clauses."""
    page.goto(f"{address}/desk/documents/")
    page.set_input_files("#file", file)
    look.at("load")
    page.click("form.inline .button")
    page.wait_for_selector(".piece")
    paths = [one.input_value() for one in page.locator("input[name^='path-']:not([type=hidden])").all()]
    look.at("draft")
    page.click("button[value=propose] >> nth=0")
    page.wait_for_selector(".entered")
    look.at("proposed")
    return paths


def sets_its_value(page: Page, address: str, world: World, look: Looking) -> str:
    """Proposes the city's value, which rests on a clause of the notice; the id of the notice."""
    page.goto(f"{address}/desk/local-values/{world.measure}/{world.parameter}/{world.city}/")
    named = page.locator("#document option", has_text=world.number).get_attribute("value") or ""
    page.select_option("#document", named)
    for name, value in {**world.value, "article": world.clause}.items():
        page.fill(f"#{name}", value)
    look.at("value")
    page.click(".propose .button")
    page.wait_for_selector(".yaml", state="attached")
    return named


LIFELONG = (
    "黑龙江省人民政府关于全面推行终身职业技能培训制度的实施意见",
    "黑政规〔2018〕22号",
    "各市（地）人民政府（行署），省政府各直属单位：",
    "一、总体要求",
    "（一）坚持面向全体劳动者。",
    "（二）补贴按规定给予，一人一级一次。",
    "二、组织实施",
    "各地要抓好落实。",
    "黑龙江省人民政府",
    "2018年11月9日",
)
"""An invented text under the number of a document of which the pack has none."""


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_text_of_a_document_that_was_only_named_comes_and_rules_are_anchored_on_it(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    settings.PACK, settings.VAR, settings.ATTACHMENTS = (
        HEILONGJIANG,
        tmp_path / "var",
        tmp_path / "attachments",
    )
    settings.DAY, settings.ALLOWED_HOSTS = DAY, ["127.0.0.1", "testserver"]
    lay_out()
    first, second = (signed_in(role, PROVINCE) for role in (AccountRole.REVIEW, AccountRole.APPROVE))
    file = tmp_path / "opinion.docx"
    file.write_bytes(word(LIFELONG))
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (first, second))
        look = Looking(hers, f"anchors-{width}")
        hers.goto(f"{address}/desk/documents/")
        hers.set_input_files("#file", file)
        hers.click("form.inline .button")
        hers.wait_for_selector(".piece")
        becomes = hers.locator("input[name=document]:checked").get_attribute("value")
        look.at("placeholder")
        hers.click("button[value=merge-2]")
        hers.wait_for_url("**/#piece-1")
        hers.click("button[value=split-4]")
        hers.wait_for_url("**/#piece-2")
        look.at("split")
        hers.click("button[value=propose] >> nth=0")
        hers.wait_for_selector(".entered")
        look.at("proposed")
        confirms(his, address)
        hers.goto(f"{address}/desk/anchors/{becomes}/")
        waiting = hers.locator("tbody tr").count()
        look.at("anchors")
        hers.select_option("tbody select >> nth=0", "一（二）")
        hers.click("main form .button")
        hers.wait_for_selector(".yaml", state="attached")
        confirms(his, address)
        hers.goto(f"{address}/desk/anchors/{becomes}/")
        left = hers.locator("tbody tr").count()

    assert becomes == "hlj-2018-lifelong-training"
    assert (waiting > 1, left) == (True, waiting - 1)
