"""A notice is loaded at nine, its clauses and one value are confirmed, and on the next day a worker reads the clause.

The same in two provinces, of which the second is invented: nothing but its pack knows of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from jiyao.interfaces.ui import context
from jiyao.registry.models import AccountRole, Division, GroupSpell, HouseholdSpell
from jiyao.training.models import Enrolment
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.small import FACTS_YAML, HEILONGJIANG, small_pack
from tests.journeys.browser import Looking, browsing, served
from tests.policy.intake.files import in_list, numbered_list, word
from tests.registry.places import CITY, DAY, HERE, PROVINCE, account_as, lay_out

PLACE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class World:
    """A province with a city whose notice sets one value: what is loaded, entered and read."""

    city: str
    lay: Callable[[Settings, Path], None]
    title: str
    number: str
    clauses: tuple[str, ...]
    clause: str
    value: Mapping[str, str]
    measure: str
    parameter: str
    row: str
    sum: str


def heilongjiang(settings: Settings, folder: Path) -> None:
    """The real pack; the worker passed a training of 2023."""
    settings.PACK = HEILONGJIANG
    Enrolment.objects.filter(person_id=HERE).update(
        training_kind="employment_skill",
        ends_on=date(2023, 6, 30),
        passed=True,
        occupation="6-18-02-04",
        level="L5",
        work_type="none",
    )
    GroupSpell.objects.filter(person_id=HERE).update(person_group="rural_transfer")


QINGHE, QINGHE_CITY, QINGHE_COUNTY = "990000", "990100", "990101"
PLACES = [
    (QINGHE, None, "province", "青禾省", "Qinghe Province"),
    (QINGHE_CITY, QINGHE, "prefecture", "禾川市", "Hechuan"),
    (QINGHE_COUNTY, QINGHE_CITY, "county", "川口县", "Chuankou"),
]
ALLOWANCE_YAML = """
id: allowance
title: {zh: 岗位技能津贴, en: Allowance for skill at work}
stage: incentives
subject: person
place: home_division
pays: person
fund: none
counted_on: determined_on
documents: [{document: doc}]
parameters:
  standard_fen:
    title: {zh: 各市标准, en: Standard of the prefecture}
    unit: fen
    delegated_to: prefecture
    range: [10000, 500000]
    base: []
requires:
  - {id: insured, rule: insured_months >= 12, zh: 缴费满一年, en: Insured for a year, source: {document: doc}}
gives: {amount: "param('standard_fen')"}
"""
ALLOWANCE_EXAMPLES = """
- {id: short, title: {zh: 不满, en: Too short}, on: 2025-06-30, facts: {insured_months: 3}, expect: {outcome: not_eligible}}
"""


def qinghe(settings: Settings, folder: Path) -> None:
    """A province that does not exist, of one measure; the worker lives in its county."""
    rows = [f"{code},{above or ''},{level},{zh},{en}" for code, above, level, zh, en in PLACES]
    files = {
        "pack.yaml": f"{{id: qinghe, title: {{zh: 青禾省政策, en: Policy of Qinghe}}, version: '1', region: '{QINGHE}'}}\n",
        "divisions.csv": "\n".join(["code,parent,level,zh,en", *rows, ""]),
        "facts.yaml": FACTS_YAML.replace("id: place,", "id: home_division,"),
        "measures/allowance.yaml": ALLOWANCE_YAML,
        "examples/allowance.yaml": ALLOWANCE_EXAMPLES,
    }
    settings.PACK = small_pack(folder / "release", **files)
    for name in ("subsidy", "honour"):
        for kind in ("measures", "examples"):
            (settings.PACK / kind / f"{name}.yaml").unlink()
    for code, above, level, zh, en in PLACES:
        Division.objects.create(code=code, parent_id=above, level=level, zh=zh, en=en)
    HouseholdSpell.objects.filter(person_id=HERE).update(division=QINGHE_COUNTY)


WORLDS = {
    "heilongjiang": World(
        city=CITY,
        lay=heilongjiang,
        title="示例市人力资源和社会保障局关于公布职业技能培训补贴标准的通知",
        number="示人社规〔2022〕9号",
        clauses=(
            "本通知适用于本市补贴性职业技能培训。",
            "免费培训的补贴标准为每人1800元。",
            "本通知自2022年1月1日起施行。",
        ),
        clause="第二条",
        value={"value": "1800", "from": "2022-01-01", "to": "2023-12-31"},
        measure="training-subsidy-key-groups",
        parameter="city_standard_fen",
        row="1001",
        sum="1,800",
    ),
    "qinghe": World(
        city=QINGHE_CITY,
        lay=qinghe,
        title="禾川市人力资源和社会保障局关于发放岗位技能津贴的通知",
        number="禾人社发〔2025〕2号",
        clauses=("津贴发给缴费满一年的职工。", "津贴标准为每人1200元。"),
        clause="第二条",
        value={"value": "1200", "from": "2025-01-01"},
        measure="allowance",
        parameter="standard_fen",
        row="1",
        sum="1,200",
    ),
}


def notice(world: World, file: Path) -> Path:
    """The notice as Word makes it: its articles are numbered by Word."""
    document = docx.Document()
    issuer = world.title.partition("关于")[0]
    for line in (world.title, world.number, "各县（市、区）人力资源和社会保障局：", "现将有关事项通知如下："):
        document.add_paragraph(line)
    number = numbered_list(document, [("chineseCounting", "第%1条")])
    for line in world.clauses:
        in_list(document.add_paragraph(line), number, 0)
    for line in (issuer, f"{world.number[world.number.index('〔') + 1 :][:4]}年1月1日"):
        document.add_paragraph(line)
    document.save(str(file))
    return file


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
    own = f"/my/measures/{place.row}/{place.measure}/"
    with served() as address, browsing() as browser:
        hers, his, theirs = (page_of(browser, one, address, locale, width) for one in (first, second, worker))
        look, look_again, worker_look = (Looking(page, f"document-{world}") for page in (hers, his, theirs))

        hers.goto(f"{address}/desk/documents/")
        hers.set_input_files("#file", notice(place, tmp_path / "notice.docx"))
        look.at("load")
        hers.click("form.inline .button")
        hers.wait_for_selector(".piece")
        paths = [one.input_value() for one in hers.locator("input[name^='path-']:not([type=hidden])").all()]
        look.at("draft")
        hers.click("button[value=propose] >> nth=0")
        hers.wait_for_selector(".entered")
        look.at("proposed")
        his.goto(f"{address}/desk/changes/")
        his.click("tbody a")
        look_again.at("second")
        confirms(his, address)

        hers.goto(f"{address}/desk/local-values/{place.measure}/{place.parameter}/{place.city}/")
        named = hers.locator("#document option", has_text=place.number).get_attribute("value") or ""
        hers.select_option("#document", named)
        for name, value in {**place.value, "article": place.clause}.items():
            hers.fill(f"#{name}", value)
        look.at("value")
        hers.click(".propose .button")
        hers.wait_for_selector(".yaml", state="attached")
        confirms(his, address)

        theirs.goto(address + own)
        today = place.sum in theirs.inner_text("main")
        at_nine(monkeypatch, settings, DAY + timedelta(days=1))
        theirs.goto(address + own)
        answer = theirs.inner_text("main")
        worker_look.at("answer")
        theirs.goto(f"{address}/library/{named}/")
        worker_look.at("library")
        with theirs.expect_download() as waiting:
            theirs.click("a[download]")
        downloaded = waiting.value.path().read_bytes()

        theirs.goto(f"{address}/my/")
        worker_look.at("own")
        due = theirs.inner_text("main")

    assert place.title in due
    assert paths == ["引言", *(f"第{n}条" for n in "一二三"[: len(place.clauses)])]
    assert (today, place.sum in answer) == (False, True)
    assert place.clauses[1] in answer
    assert place.number in answer
    assert downloaded == (tmp_path / "notice.docx").read_bytes()


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
