"""The catalogue of measures and the page of each, made from the pack itself."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from jiyao.engine.measures import Payable
from jiyao.engine.packs.located import read_yaml
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.policy.cases import examples_by_measure
from jiyao.interfaces.ui.policy.giving import given_on
from jiyao.interfaces.ui.policy.paying import why_not
from jiyao.interfaces.ui.sentences import Teller
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened

pytestmark = pytest.mark.django_db

HAN = re.compile(r"[\u4e00-\u9fff]+")
OWN_NAMES = {"技耀", "中文"}
NAMED = {"number", "issuers", "article", "articles", "en"}
ON = date(2025, 6, 30)
PACK = Path("packs/heilongjiang")
MEASURES = sorted(path.stem for path in (PACK / "measures").glob("*.yaml"))
SUBSIDY = "skill-upgrade-subsidy"


@pytest.fixture(autouse=True)
def at_a_day(settings: Settings) -> None:
    """The day of the pages. No test here may reach a database."""
    settings.DAY = ON


@pytest.fixture
def english(client: Client) -> Client:
    """Somebody who reads English."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture(params=[False, True], ids=["policy", "demonstration"])
def either(request: pytest.FixtureRequest, settings: Settings) -> bool:
    """The pack as it is, and with the demonstration values."""
    settings.DEMONSTRATION = request.param
    return settings.DEMONSTRATION


def text(page: bytes) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def strings(value: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def names(value: Any) -> Iterator[str]:
    """What a pack file gives for English readers too: numbers, issuers, articles, and names in English words."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part) if key in NAMED else names(part)
    elif isinstance(value, list):
        for part in value:
            yield from names(part)


def names_of_pack() -> str:
    """The Chinese that may stand on an English page: names of documents, and texts of worked cases."""
    files = [*PACK.glob("documents/*.yaml"), *PACK.glob("measures/*.yaml"), *PACK.glob("*.yaml")]
    found = [name for path in files for name in names(read_yaml(path, path.name).value)]
    found += [
        part
        for listed in examples_by_measure(the_pack()).values()
        for one in listed
        for part in strings(dict(one.case.facts))
    ]
    return "\n".join(found)


def test_every_measure_has_a_page_in_chinese(client: Client, either: bool) -> None:
    for id_ in MEASURES:
        response = client.get(f"/measures/{id_}/")

        assert response.status_code == 200
        assert the_pack().measures[id_].title.zh in response.content.decode()


def test_every_measure_has_a_page_in_english_without_chinese(english: Client, either: bool) -> None:
    allowed = names_of_pack()
    for id_ in MEASURES:
        page = english.get(f"/measures/{id_}/").content

        assert [run for run in set(HAN.findall(text(page))) - OWN_NAMES if run not in allowed] == [], id_


def test_pages_hold_no_style_script_version_or_hash(client: Client) -> None:
    for id_ in MEASURES:
        page = client.get(f"/measures/{id_}/").content.decode()

        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []
        assert (the_pack().hash in page, the_pack().hash[:12] in page) == (False, False)


@pytest.mark.parametrize(
    "address", ["/measures/?q=harbin-chief-technician-award", "/measures/", f"/measures/{SUBSIDY}/"]
)
def test_page_asks_the_database_for_the_version_and_nothing_else(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


def test_subsidy_says_sum_condition_relaxation_and_clause(client: Client, settings: Settings) -> None:
    page = text(client.get(f"/measures/{SUBSIDY}/").content)

    for said in (
        "1,000–2,000 元",
        "累计缴纳失业保险费月数 不少于 12个月",
        "阶段性放宽，至2025年12月31日",
        "其后为36个月",
        "黑龙江省失业保险技能提升补贴申领发放办法 · 第四条",
        "部分核实",
        "四级证书，缴费满一年",
        "不符合：累计缴纳失业保险费满规定月数",
        "与下列政策合并计算",
    ):
        assert said in page


def test_several_ways_are_said_to_be_enough_one_by_one(client: Client) -> None:
    page = text(client.get("/measures/application-2023-level-4/").content)

    assert "任一即可" in page
    assert "累计从事本职业或相关职业工作满5年" in page


def test_tables_say_what_their_keys_are(client: Client) -> None:
    prize = text(client.get("/measures/games-2023-prize/").content)
    title = text(client.get("/measures/national-games-title/").content)

    assert "第1名 20,000元" in prize
    assert "参赛队人数 3 第2名" in title
    assert "名次 不超过" not in title  # the rule names a table without a title: the words say it better


def test_conditions_of_earlier_days_stand_apart(client: Client) -> None:
    page = client.get(f"/measures/{SUBSIDY}/").content.decode()

    before, after = page.split("以前适用的条件")
    assert ("在职期间取得证书" in before, "在职期间取得证书" in after) == (False, True)


def test_unknown_measure_names_what_is_near(client: Client) -> None:
    response = client.get("/measures/skill-upgrade-subsidi/")

    assert response.status_code == 404
    assert f'href="/measures/{SUBSIDY}/"' in response.content.decode()


def test_unknown_measure_far_from_all_leads_to_the_catalogue(english: Client) -> None:
    response = english.get("/measures/zzzzzzzz/")

    assert (response.status_code, "See all measures" in text(response.content)) == (404, True)


def found_in(client: Client, asked: str) -> set[str]:
    """The measures that the catalogue lists."""
    return set(
        re.findall(r'<h3><a href="/measures/([^/]+)/"', client.get(f"/measures/?{asked}").content.decode())
    )


def test_catalogue_lists_every_measure(client: Client) -> None:
    assert found_in(client, "") == set(MEASURES)


@pytest.mark.parametrize("stage", ["training", "use", "evaluation", "incentives"])
def test_catalogue_by_stage(client: Client, stage: str) -> None:
    wanted = {id_ for id_, measure in the_pack().measures.items() if measure.stage == stage}

    assert found_in(client, f"stage={stage}") == wanted


def test_catalogue_by_subject_and_whether_it_pays(client: Client) -> None:
    measures = the_pack().measures
    pays = {id_ for id_ in measures if measures[id_].payable_on(ON, None) is Payable.PAYS}
    certificates = {id_ for id_ in measures if measures[id_].subject == "certificate"}

    assert found_in(client, "payable=yes") == pays
    assert found_in(client, "payable=no&subject=certificate") == certificates - pays


@pytest.mark.parametrize(
    "text",
    ["技能提升补贴", "SKILL-UPGRADE%20subsidy", "%20证书%20%20技能提升补贴%20", "skill-upgrade-subsidy"],
)
def test_catalogue_finds_words_in_both_languages(client: Client, text: str) -> None:
    assert SUBSIDY in found_in(client, f"q={text}")


@pytest.mark.parametrize("asked", ["stage=nothing", "subject=%00", "payable=perhaps", "q=%20%20", "page=9"])
def test_catalogue_takes_what_there_is_none_of_as_not_asked(client: Client, asked: str) -> None:
    assert found_in(client, asked) == set(MEASURES)


def test_catalogue_without_a_find_says_what_to_do(client: Client) -> None:
    page = text(client.get("/measures/?q=%3Cscript%3Ealert(1)%3C/script%3E").content)

    assert "没有找到这样的政策" in page
    assert "看全部政策" in page
    assert "<script>alert" not in client.get("/measures/?q=<script>alert(1)</script>").content.decode()


@pytest.mark.parametrize("on", [date(2016, 1, 1), date(2020, 5, 5), ON, date(2031, 1, 1)])
def test_reasons_stand_exactly_where_a_measure_does_not_pay(either: bool, on: date) -> None:
    for language in ("zh", "en"):
        teller = Teller(the_pack(), language)
        for measure in the_pack().measures.values():
            pays = measure.payable_on(on, None) is Payable.PAYS

            assert (why_not(teller, measure, on) == []) == pays, measure.id
            assert all(why_not(teller, measure, on))


def test_what_is_given() -> None:
    teller = Teller(the_pack(), "zh")
    measures = the_pack().measures

    subsidy = given_on(teller, measures[SUBSIDY], ON)
    level = given_on(teller, measures["contest-class1-level"], ON)
    unknown = given_on(teller, measures["evaluation-subsidy"], ON)
    apprentice = given_on(teller, measures["enterprise-apprenticeship"], ON)

    assert (subsidy.low_fen, subsidy.high_fen) == (100000, 200000)
    assert level.words == "一级/高级技师或二级/技师或三级/高级工"
    assert (unknown.low_fen, unknown.words) == (None, "数额未查到")
    assert apprentice.note == "每人每年标准：由各市（地）确定"


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_bars_people_from_the_pages(client: Client, width: int) -> None:
    addresses = ["/measures/", f"/measures/{SUBSIDY}/"]
    pages = {address: client.get(address) for address in addresses}

    with opened(pages, width) as page:
        found = {}
        for address in addresses:
            page.goto(HOUSE + address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[address] = (barriers(page), wide)

    assert found == {address: ([], width) for address in addresses}
