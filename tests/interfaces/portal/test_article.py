"""The feature claim by claim: every claim that is due has live pages, and every figure a count or a reason."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.located import read_yaml
from jiyao.interfaces.ui.library.counting import COUNTED
from jiyao.interfaces.ui.library.feature import address
from jiyao.interfaces.ui.pack import the_pack
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.small import small_pack

CLAIMS = read_yaml(Path("packs/heilongjiang/claims.yaml"), "claims.yaml").value
DONE = 6
"""The part of the product that is being built: what was due before it, or with it, must be live."""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_day(settings: Settings) -> None:
    """The day of the pages."""
    settings.DAY = date(2025, 6, 30)


def text(page: bytes) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_no_claim_waits_for_a_part_that_is_done() -> None:
    claims = the_pack().claims

    assert claims is not None
    assert [claim.id for claim in claims.claims if claim.due is not None and claim.due <= DONE] == []


@pytest.mark.parametrize("id_", [str(claim["id"]) for claim in CLAIMS["claims"] if "pages" in claim])
def test_claim_opens_live_pages(client: Client, id_: str) -> None:
    claims = the_pack().claims
    claim = next(one for one in claims.claims if one.id == id_) if claims else None
    assert claim is not None
    for page in claim.pages:
        response = client.get(address(page))
        place = f'id="{page.at}"'

        assert response.status_code == 200, address(page)
        assert page.at is None or place in response.content.decode(), address(page)


def test_claims_that_are_asked_of_the_library_find_something(client: Client) -> None:
    claims = the_pack().claims
    for claim in claims.claims if claims else ():
        for page in claim.pages:
            if page.asked:
                assert 'class="empty"' not in client.get(address(page)).content.decode(), address(page)


def test_every_sentence_of_the_feature_has_its_claims() -> None:
    sentences = {int(found[0]) for one in CLAIMS["claims"] if (found := re.match(r"\d+", str(one["id"])))}

    assert sentences == set(range(32))


def test_page_shows_every_claim_once(client: Client) -> None:
    page = client.get("/article/").content.decode()

    assert sorted(re.findall(r'id="claim-([^"]+)"', page)) == sorted(
        str(one["id"]) for one in CLAIMS["claims"]
    )


def test_figures_are_counted_or_say_why_not(client: Client) -> None:
    page = text(client.get("/article/").content)

    assert "36项 “技能龙江行动”的重点任务及措施 报道 2023年6月 · 11a 0 库里有编号的任务" in page
    assert (
        "2届 第十五、十六届中华技能大奖获奖人数居全国首位 报道 2023年6月 · 27 没有可对照的数 无法在此计算"
        in page
    )
    assert re.search(r"10余项 《实施意见》出台时同时制定的配套政策 报道 2023年6月 · 10b \d+ 库里2022年", page)
    assert "1,000,000人" in page


def test_every_count_that_is_asked_for_is_there() -> None:
    asked = {figure["counted"] for figure in CLAIMS["figures"] if "counted" in figure}

    assert asked == set(COUNTED)


def test_page_in_english_has_no_chinese_words_of_ours(client: Client) -> None:
    client.cookies["django_language"] = "en"

    page = text(client.get("/article/").content)

    assert set(re.findall(r"[\u4e00-\u9fff]+", page)) == {"技耀", "中文"}


def test_pack_without_claims_has_no_such_page(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.PACK = small_pack(tmp_path)

    assert client.get("/article/").status_code == 404


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_bars_people_from_the_page(client: Client, width: int) -> None:
    with opened({"/article/": client.get("/article/")}, width) as page:
        page.goto(f"{HOUSE}/article/")

        assert (barriers(page), page.evaluate("document.documentElement.scrollWidth")) == ([], width)
