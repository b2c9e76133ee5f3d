"""Public pages as known on a past day: which version speaks, what the band says, and days of which nothing is told."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.policy.actions.changing import take_up_release
from jiyao.registry.models import Account
from tests.interfaces.story import NOTICE, VALUE, at_noon, begun, day, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def officials(settings: Settings, tmp_path: Path) -> tuple[Account, Account]:
    """An installation on the last day of the month: a value entered on the 10th, a document on the 20th."""
    two = begun(settings, tmp_path)
    entered(two, 10, VALUE)
    entered(two, 20, NOTICE)
    return two


@pytest.fixture
def english(client: Client) -> Client:
    """Somebody who reads English."""
    client.cookies["django_language"] = "en"
    return client


def text(page: bytes) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())).strip()


def band(page: bytes) -> str:
    """What the band says; empty where there is none."""
    found = re.search(r'<section class="past".*?</section>', page.decode(), re.DOTALL)
    return "" if found is None else text(found[0].encode())


def award(client: Client, asked: str) -> tuple[str, str]:
    """The band of the measure's page, and the value that it shows."""
    page = client.get(f"/measures/award/{asked}").content
    found = re.search(r'<td class="what">(.*?)</td>', page.decode(), re.DOTALL)
    return band(page), "" if found is None else text(found[1].encode())


@pytest.mark.usefixtures("officials")
@pytest.mark.parametrize(
    ("number", "version", "value"),
    [
        (5, "7", "未查到"),
        (10, "7", "未查到"),
        (11, "7+1", "2,000元"),
        (19, "7+1", "2,000元"),
        (25, "7+2", "2,000元"),
    ],
)
def test_value_as_known_on_a_past_day(client: Client, number: int, version: str, value: str) -> None:
    said, found = award(client, f"?known=2025-06-{number:02}")

    assert said == f"按 2025年6月{number}日 当时所知 （版本 {version} ） 回到今天"
    assert value in found


@pytest.mark.usefixtures("officials")
def test_both_clocks_are_asked_apart(client: Client) -> None:
    then, now = (
        client.get("/measures/award/?on=2024-05-01&known=2025-06-05"),
        client.get("/measures/award/?on=2024-05-01"),
    )

    assert band(then.content) == "按 2025年6月5日 当时所知 ，看 2024年5月1日 的规定（版本 7 ） 回到今天"
    assert band(now.content) == ""
    assert "以下是 2024年5月1日 的规定，按 2025年6月5日 当时所知。" in text(then.content)
    assert "以下是 2024年5月1日当日的规定，按今天已知的。" in text(now.content)
    assert ("2,000元" in text(then.content), "2,000元" in text(now.content)) == (False, True)


@pytest.mark.usefixtures("officials")
def test_library_holds_what_was_in_it_then(client: Client) -> None:
    def listed(asked: str) -> set[str]:
        return set(
            re.findall(r'<h3><a href="/library/([^/]+)/', client.get(f"/library/{asked}").content.decode())
        )

    assert [listed(f"?known=2025-06-{number}") for number in (19, 20, 21)] == [
        {"doc"},
        {"doc"},
        {"doc", "notice"},
    ]
    assert listed("") == {"doc", "notice"}
    assert [
        client.get(f"/library/notice/{asked}").status_code
        for asked in ("?known=2025-06-20", "?known=2025-06-21", "")
    ] == [
        404,
        200,
        200,
    ]


@pytest.mark.usefixtures("officials")
def test_document_that_was_not_there_yet_is_told(client: Client) -> None:
    page = client.get("/library/notice/?known=2025-06-20")

    assert "2025年6月20日 时文件库里没有这份文件；今天也许已有。" in text(page.content)


@pytest.mark.usefixtures("officials")
def test_links_stay_on_the_day_and_one_leads_back(client: Client) -> None:
    page = client.get("/library/doc/?known=2025-06-19").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]

    own = re.findall(r'href="(/(?:library|measures)/[^"]*)"', main)
    assert len(own) > 3
    assert [link for link in own if "known=2025-06-19" not in link] == []
    assert all(client.get(link.replace("&amp;", "&")).status_code == 200 for link in own)
    back = re.search(r'href="([^"]+)">回到今天', page)
    assert back is not None
    assert back[1] == "/library/doc/"


@pytest.mark.usefixtures("officials")
def test_way_back_keeps_what_else_is_asked(client: Client) -> None:
    page = client.get("/library/?q=%E5%8A%9E%E6%B3%95&known=2025-06-19&on=2025-01-01").content.decode()

    back = re.search(r'href="([^"]+)">回到今天', page)
    assert back is not None
    assert back[1] == "/library/?q=%E5%8A%9E%E6%B3%95"


@pytest.mark.usefixtures("officials")
@pytest.mark.parametrize(
    "address", ["/library/", "/library/doc/", "/library/lineage/", "/measures/", "/measures/award/"]
)
def test_every_page_of_a_past_day_says_so_in_english_too(english: Client, address: str) -> None:
    answer = english.get(f"{address}?known=2025-06-19")

    assert answer.status_code == 200
    assert band(answer.content) == "As known on 19 June 2025 (version 7+1 ) Back to today"


@pytest.mark.usefixtures("officials")
def test_today_asked_by_name_is_today(client: Client) -> None:
    answer = client.get("/measures/award/?known=2025-06-30")

    assert (answer.status_code, band(answer.content)) == (200, "")


@pytest.mark.usefixtures("officials")
@pytest.mark.parametrize(
    "address",
    [
        "/library/",
        "/library/doc/",
        "/library/doc/clauses/",
        "/library/lineage/",
        "/measures/",
        "/measures/award/",
    ],
)
@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        ("known=2025-07-01", 400, "2025-07-01 还没有到，当时知道什么无从得知；请选今天或以前的日期"),
        ("known=2025-6-1", 400, "“2025-6-1”不是可以查询的日期"),
        ("known=0001-01-01", 400, "“0001-01-01”不是可以查询的日期"),
        ("on=yesterday", 400, "“yesterday”不是可以查询的日期"),
        ("on=9999-12-31&known=2025-06-11", 400, "“9999-12-31”不是可以查询的日期"),
    ],
)
def test_day_of_which_nothing_can_be_told_is_answered_clearly(
    client: Client, address: str, asked: str, status: int, why: str
) -> None:
    answer = client.get(f"{address}?{asked}")

    assert answer.status_code == status
    assert why in text(answer.content)
    assert band(answer.content) == ""
    assert f'<a class="button" href="{address}">' in answer.content.decode()


def test_clock_of_the_world_knows_no_day_before_the_first_act(
    officials: tuple[Account, Account], settings: Settings, client: Client
) -> None:
    settings.DAY = None

    answer = client.get("/library/?known=2019-12-31")

    assert answer.status_code == 404
    assert re.search("2019-12-31 时本平台还没有任何记录；记录自 202[0-9-]+ 起", text(answer.content))


def test_release_taken_up_for_a_past_day_was_not_known_before(
    officials: tuple[Account, Account], settings: Settings, tmp_path: Path, client: Client
) -> None:
    newer = tmp_path / "newer"
    copytree(settings.PACK, newer)
    (newer / "pack.yaml").write_text((newer / "pack.yaml").read_text().replace("'7'", "'8'"))
    take_up_release(newer, by="cli:test", at=at_noon(28), on=day(14))
    settings.DAY = None

    said = [band(client.get(f"/measures/?known=2025-06-{number}").content) for number in (16, 28)]

    assert ["7+1 " in said[0], "8+2" in said[1]] == [True, True]


def test_release_that_nobody_kept_is_told(settings: Settings, tmp_path: Path, client: Client) -> None:
    begun(settings, tmp_path)
    take_up_release(settings.PACK, by="cli:test", at=at_noon(10), on=day(10))

    answer = client.get("/measures/?known=2025-06-10")

    assert answer.status_code == 404
    assert "2025-06-10 用的是哪个发行版没有留存；最早留存的是 7，自 2025-06-11 起" in text(answer.content)
    assert (
        band(client.get("/measures/?known=2025-06-11").content)
        == "按 2025年6月11日 当时所知 （版本 7 ） 回到今天"
    )
