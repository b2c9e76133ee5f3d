"""The gallery: every part that an interface shows stands in it, in both languages, and bars nobody."""

import re
from collections import Counter

import pytest
from django.template.loader import get_template
from django.test import Client

from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.gallery import PARTS, Part, PartTwice, parts_by_page, show
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened

HAN = re.compile(r"[\u4e00-\u9fff]+")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")
INTERVIEW = {
    "headline",
    "counts",
    "question-buttons",
    "question-select",
    "question-day",
    "question-number",
    "question-text",
    "card",
    "line",
    "rows",
    "answers",
}


def page(client: Client, part: str, language: str) -> str:
    """The page of a part."""
    client.cookies["django_language"] = language
    response = client.get(f"/gallery/{part}/")
    assert response.status_code == 200
    return response.content.decode()


def test_parts_of_the_interview_are_shown() -> None:
    assert {part for part in PARTS if part.startswith("interview-")} == {
        f"interview-{one}" for one in INTERVIEW
    }


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_part_stands_in_its_page_with_every_state(client: Client, part: str, language: str) -> None:
    found = PARTS[part]

    shown = page(client, part, language)

    assert shown.count(f'<div class="{found.within}"><div class="part">') == len(found.examples()) > 0
    assert [style in shown for style in found.styles] == [True] * len(found.styles)
    assert INLINE.findall(shown) == []
    assert {id_: n for id_, n in Counter(re.findall(r'\sid="([^"]+)"', shown)).items() if n > 1} == {}


@pytest.mark.parametrize("part", PARTS)
def test_part_in_english_holds_no_chinese(client: Client, part: str) -> None:
    assert set(HAN.findall(page(client, part, "en"))) <= {"技耀", "中文"}


@pytest.mark.parametrize("part", PARTS)
def test_part_is_made_of_a_template_that_there_is(part: str) -> None:
    assert get_template(PARTS[part].template)


def test_gallery_leads_to_every_part(client: Client) -> None:
    shown = client.get("/gallery/").content.decode()

    assert re.findall(r'href="/gallery/([^"]+)/"', shown) == [
        p.id for _, found in parts_by_page() for p in found
    ]


def test_part_that_is_none_is_not_there(client: Client) -> None:
    assert client.get("/gallery/nothing/").status_code == 404


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(PartTwice):
        show(Part("interview-card", Words(zh="页", en="Page"), Words(zh="件", en="Part"), "x.html", list))


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_parts_bar_nobody(client: Client, width: int) -> None:
    pages = {f"/gallery/{part}/": client.get(f"/gallery/{part}/") for part in PARTS}

    with opened(pages, width) as browser:
        found = {}
        for address in pages:
            browser.goto(HOUSE + address)
            found[address] = barriers(browser)

    assert found == {address: [] for address in pages}
