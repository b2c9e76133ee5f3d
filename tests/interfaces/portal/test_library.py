"""The policy library: lists, words found inside, a document with its margin, slots and lineage."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.interfaces.ui.library.documents import Dating, dating_of
from jiyao.interfaces.ui.library.lineage import families, links_of
from jiyao.interfaces.ui.library.shelves import library_of
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.sentences import Teller
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.small import DOCUMENT_YAML, small_pack

pytestmark = pytest.mark.django_db

ON = date(2025, 6, 30)
HAN = re.compile(r"[\u4e00-\u9fff]+")
DOCUMENTS = sorted(path.stem for path in Path("packs/heilongjiang/documents").glob("*.yaml"))
SUBSIDY = "hlj-2017-skill-upgrade-subsidy"
PAGES = (
    "/library/",
    "/library/?q=%E8%A1%A5%E8%B4%B4",
    f"/library/{SUBSIDY}/",
    "/library/lineage/",
    "/library/hlj-2022-talent-60/clauses/",
)


@pytest.fixture(autouse=True)
def at_a_day(settings: Settings) -> None:
    """The day of the pages."""
    settings.DAY = ON


@pytest.fixture
def english(client: Client) -> Client:
    """Somebody who reads English."""
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def small(settings: Settings, tmp_path: Path) -> Callable[..., None]:
    """Makes the pages speak of a small pack."""

    def made(**files: str) -> None:
        settings.PACK = small_pack(tmp_path, **files)

    return made


def text(page: bytes) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def listed(client: Client, asked: str) -> set[str]:
    """The documents that the list shows."""
    page = client.get(f"/library/?{asked}").content.decode()
    return set(re.findall(r'<h3><a href="/library/([^/]+)/"', page))


def of_documents(keep: Callable[[dict], bool]) -> set[str]:
    """The documents of the pack for which it is true."""
    return {id_ for id_, document in the_pack().documents.items() if keep(dict(document))}


def test_library_lists_every_document(client: Client) -> None:
    assert listed(client, "") == set(DOCUMENTS)


@pytest.mark.parametrize("stage", ["training", "use", "evaluation", "incentives"])
def test_library_by_stage(client: Client, stage: str) -> None:
    assert listed(client, f"stage={stage}") == of_documents(lambda one: stage in one["stages"])


def test_library_by_level_issuer_and_what_is_held(client: Client) -> None:
    issuer = "黑龙江省财政厅"

    assert listed(client, "level=prefecture") == of_documents(lambda one: one["level"] == "prefecture")
    assert listed(client, f"issuer={issuer}") == of_documents(lambda one: issuer in one["issuers"])
    assert listed(client, "held=none&level=national") == of_documents(
        lambda one: one["text_held"] == "none" and one["level"] == "national"
    )


def test_library_by_plan_period_and_year(client: Client) -> None:
    thirteenth = listed(client, "plan=13")

    assert {"hlj-98113", "hlj-2018-lifelong-training", "hlj-apprenticeship-measure"} <= thirteenth
    assert not thirteenth & {"hlj-2022-talent-60", "hlj-2025-shine"}
    assert listed(client, "year=2025&level=province") == {"hlj-2025-shine", "hlj-competition-2025"}


@pytest.mark.parametrize(
    "asked", ["plan=99", "stage=x", "year=", "level=%00", "issuer=nobody", "on=", "held=all"]
)
def test_library_takes_what_there_is_none_of_as_not_asked(client: Client, asked: str) -> None:
    assert listed(client, asked) == set(DOCUMENTS)


def test_library_of_a_past_day_shows_what_was_there_by_then(client: Client) -> None:
    page = text(client.get("/library/?on=2022-11-20").content)
    before, after = listed(client, "on=2022-11-20"), listed(client, "on=2022-11-21")

    assert after - before == {"hlj-2022-high-skilled-opinions"}
    assert "hlj-2018-lifelong-training" in before
    assert "hlj-2025-shine" not in after
    assert re.search(r"截至 2022年11月20日；另有 \d+ 份日期不明，未计入", page)


@pytest.mark.parametrize(
    ("document", "dating"),
    [
        ({"issued_on": date(2022, 11, 21)}, Dating(date(2022, 11, 21), 2022, 14, "issued")),
        ({"number": "黑政规〔2018〕22号"}, Dating(None, 2018, 13, "number")),
        ({"effective_from": date(2026, 1, 1)}, Dating(None, 2026, 15, "effective")),
        ({"year": {"value": 2020, "from": "title"}}, Dating(None, 2020, 13, "title")),
        ({"year": {"period": 13, "from": "feature"}}, Dating(None, None, 13, "feature")),
        ({"number": None}, Dating()),
    ],
)
def test_documents_are_dated_by_the_best_that_is_known(document: dict, dating: Dating) -> None:
    assert dating_of(document) == dating


@pytest.mark.parametrize(
    ("dating", "by"),
    [
        (Dating(date(2023, 5, 1), 2023, 14, "issued"), True),
        (Dating(date(2023, 5, 2), 2023, 14, "issued"), False),
        (Dating(None, 2022, 14, "number"), True),
        (Dating(None, 2023, 14, "number"), None),
        (Dating(None, 2024, 14, "number"), False),
        (Dating(None, None, 13, "press"), True),
        (Dating(None, None, 14, "press"), None),
        (Dating(None, None, 15, "press"), False),
        (Dating(), None),
    ],
)
def test_whether_a_document_was_there_by_a_day(dating: Dating, by: bool | None) -> None:
    assert dating.by(date(2023, 5, 1)) == by


def test_document_shows_what_hangs_on_each_clause(client: Client) -> None:
    page = client.get(f"/library/{SUBSIDY}/").content.decode()
    fourth = text(page[page.index('id="第四条"') : page.index('id="第五条"')].encode())
    sixth = text(page[page.index('id="第六条"') : page.index('id="第七条"')].encode())

    assert "累计缴纳失业保险费满规定月数 36个月（2017年1月1日起）" in fourth
    assert "转述，非原文" in fourth
    assert "没有规定挂在这一条上" in sixth


def test_source_that_names_a_clause_that_is_not_held_is_listed(
    client: Client, small: Callable[..., None]
) -> None:
    clauses = (
        "document: doc\nclauses:\n"
        "  - {path: 第四条, kind: article, text: '第一款<b>。'}\n"
        "  - {path: 第七条, kind: article, text: 数额}\n"
    )
    small(
        **{
            "clauses/doc.yaml": clauses,
            "documents/doc.yaml": DOCUMENT_YAML.replace("}\n", ", text_held: whole}\n"),
        }
    )

    page = client.get("/library/doc/").content.decode()
    loose = text(page[page.index('id="loose"') :].encode())

    assert "第一款&lt;b&gt;。" in page
    assert [path for path in ("第五条", "第六条", "第八条", "第九条") if path in loose] == [
        "第五条",
        "第六条",
        "第八条",
        "第九条",
    ]
    assert "全文" in text(page.encode())


def test_document_of_which_nothing_is_known_has_a_page(client: Client, small: Callable[..., None]) -> None:
    small(**{"documents/bare.yaml": "id: bare\n"})

    page = text(client.get("/library/bare/").content)

    assert "文本未获取" in page
    assert "没有可查的文本" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_has_a_page(client: Client, document: str, language: str) -> None:
    client.cookies["django_language"] = language

    assert client.get(f"/library/{document}/").status_code == 200


def test_unknown_document_names_what_is_near(client: Client) -> None:
    response = client.get("/library/hlj-2022-talent-6/")
    far, slots = client.get("/library/zzzz/"), client.get("/library/hlj-98113/clauses/")

    assert (response.status_code, far.status_code, slots.status_code) == (404, 404, 404)
    assert 'href="/library/hlj-2022-talent-60/"' in response.content.decode()


def test_sixty_slots_are_filled_where_something_is_held(client: Client) -> None:
    page = client.get("/library/hlj-2022-talent-60/clauses/").content.decode()

    assert (page.count('<li class="slot'), page.count("slot-held"), page.count("文本未获取")) == (60, 2, 58)
    assert "文章称 5条，库里已确认 0 · 未核实" in text(page.encode())


def test_slots_confirm_claims_by_the_clauses_that_count(client: Client, small: Callable[..., None]) -> None:
    document = (
        "id: doc\ntitle: {zh: 三条, en: Three}\n"
        "slots: {count: 3, path: '第{}条', claims: [{key: own, zh: 专属, en: own, count: 2, confidence: unverified}]}\n"
    )
    clauses = (
        "document: doc\nclauses: [{path: 第2条, kind: article, title: 题, text: 文, counted_as: [own]}]\n"
    )
    small(**{"documents/doc.yaml": document, "clauses/doc.yaml": clauses})

    page = text(client.get("/library/doc/clauses/").content)

    assert "文章称 2条，库里已确认 1" in page
    assert "已知大意 1 · 有原文 1" in page


def test_lineage_counts_the_days_between(client: Client) -> None:
    library = library_of(Teller(the_pack(), "zh"))
    days = {(link.above.id, link.below.id): link.days for link in links_of(library)}

    assert days["hlj-2018-employment-fund", "hlj-2023-subsidised-training"] is None
    assert (
        days["cn-2025-skills-light-the-way", "hlj-2025-shine"] == (date(2025, 6, 18) - date(2025, 3, 7)).days
    )
    assert "103天" in client.get("/library/hlj-2025-shine/").content.decode()


def test_lineage_puts_every_linked_document_into_one_family() -> None:
    library = library_of(Teller(the_pack(), "zh"))
    members = [entry.id for family in families(library) for entry in family.entries]
    linked = {
        id_
        for link in links_of(library)
        if link.kind == "implements"
        for id_ in (link.above.id, link.below.id)
    }

    assert sorted(members) == sorted(linked)


def test_lineage_bears_a_circle(client: Client, small: Callable[..., None]) -> None:
    small(
        **{
            "documents/one.yaml": "{id: one, title: {zh: 甲, en: A}, level: national, implements: [two, none-such]}\n",
            "documents/two.yaml": "{id: two, title: {zh: 乙, en: B}, level: province, implements: [one, two]}\n",
        }
    )

    assert client.get("/library/lineage/").status_code == 200
    assert client.get("/library/one/").content.decode().count("<rect") == 2


def test_titles_in_margins_open_the_document(client: Client) -> None:
    page = client.get("/measures/skill-upgrade-subsidy/").content.decode()

    assert f'<div class="margin"><a href="/library/{SUBSIDY}/">' in page


def test_measure_of_a_past_day(client: Client) -> None:
    page = text(client.get("/measures/skill-upgrade-subsidy/?on=2020-05-01").content)

    assert "以下是 2020年5月1日当日的规定，按今天已知的" in page
    assert "以后适用的条件" in page
    assert ("当日适用" in page, "今天适用" in page) == (True, False)
    assert "以下是" not in text(client.get("/measures/skill-upgrade-subsidy/?on=soon").content)


@pytest.mark.parametrize("address", PAGES)
def test_words_of_pages_are_english_where_the_text_is_ours(english: Client, address: str) -> None:
    page = english.get(address).content.decode()
    page = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    page = re.sub(r"<(title|h1|h2|h3|svg|mark)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r'(?:value|href|id|aria-label)="[^"]*"', " ", page)

    data = [entry.title for entry in library_of(Teller(the_pack(), "en")).entries.values()]
    known = set(HAN.findall(" ".join(map(str, the_pack().documents.values())))) | {"技耀", "中文"}

    assert [word for word in HAN.findall(page) if word not in known and word not in " ".join(data)] == []


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_bars_people_from_the_pages(client: Client, width: int) -> None:
    addresses = (
        "/library/",
        f"/library/{SUBSIDY}/",
        "/library/lineage/",
        "/library/hlj-2022-talent-60/clauses/",
    )
    pages = {address: client.get(address) for address in addresses}

    with opened(pages, width) as page:
        seen = {}
        for address in addresses:
            page.goto(HOUSE + address)
            seen[address] = (barriers(page), page.evaluate("document.documentElement.scrollWidth"))

    assert seen == {address: ([], width) for address in addresses}
