"""Words found inside the library: every kind of passage and what is marked."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.interfaces.ui.library.searching import Index, Passage
from tests.interfaces.portal.test_library import ON, SUBSIDY, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_a_day(settings: Settings) -> None:
    """The day of the pages."""
    settings.DAY = ON


def found(client: Client, asked: str) -> dict[str, list[str]]:
    """By kind, the addresses of what was found."""
    page = client.get("/library/", {"q": asked}).content.decode()
    kinds = re.split(r'<section class="shelf" aria-labelledby="finds-', page)[1:]
    return {kind.partition('"')[0]: re.findall(r'<h3><a href="([^"]+)"', kind) for kind in kinds}


def test_words_are_found_in_clauses_measures_values_and_steps(client: Client) -> None:
    finds = found(client, "技能提升补贴")

    assert f"/library/{SUBSIDY}/" in finds["document"]
    assert "/measures/skill-upgrade-subsidy/" in finds["measure"]
    assert "/measures/skill-upgrade-subsidy/#values" in finds["value"]
    assert found(client, "转出地 缴费证明")["clause"] == [f"/library/{SUBSIDY}/#第六条"]
    assert found(client, "联网核验证书")["procedure"] == ["/measures/skill-upgrade-subsidy/#steps"]
    assert "/library/hlj-2022-skills-longjiang/" in found(client, "引留政策")["task"]


def test_numbers_latin_words_and_single_characters_are_found(client: Client) -> None:
    assert "/library/hlj-2025-shine/" in found(client, "黑政办发〔2025〕21号")["document"]
    assert "/library/hlj-2022-talent-60/" in found(client, "TALENT revitalisation")["document"]
    assert found(client, "焰") == {}
    assert found(client, "匠")["document"]
    assert "/measures/enterprise-apprenticeship/" in found(client, "apprentice")["measure"]


def test_every_word_must_be_there_and_the_found_ones_are_marked(client: Client) -> None:
    page = client.get("/library/", {"q": "学徒 补贴"}).content.decode()

    assert "<mark>学徒</mark>" in page
    assert found(client, "学徒 冰雕") == {}
    assert "换一个说法" in text(client.get("/library/", {"q": "学徒 冰雕"}).content)


def test_what_is_asked_narrows_what_is_found(client: Client) -> None:
    page = client.get("/library/", {"q": "技能提升补贴", "level": "prefecture"}).content.decode()

    assert f"/library/{SUBSIDY}/" not in page
    assert "/library/hrb-2022-skill-upgrade-guide/" in page


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "（）", "\0", "补" * 500, "%%__", "' OR 1=1"])
def test_any_question_is_answered(client: Client, asked: str) -> None:
    response = client.get("/library/", {"q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_index_marks_the_longest_words_and_ranks_titles_first() -> None:
    index = Index(
        [
            Passage("document", "无关", ("这里说到职业技能等级认定一次",), "/a", "", frozenset()),
            Passage("document", "职业技能等级认定办法", ("<b>正文</b>",), "/b", "", frozenset()),
        ]
    )

    hits = index.find("技能等级认定")

    assert [hit.passage.link for hit in hits] == ["/b", "/a"]
    assert hits[0].title == "职业<mark>技能等级认定</mark>办法"
    assert index.find("") == []


def test_single_character_of_a_longer_question_is_marked_beside_its_words_only() -> None:
    passages = [Passage("value", "缴费月数", ("2017年1月1日起满36个月",), "/", "", frozenset())]

    (hit,) = Index(passages).find("满36个月")

    assert (hit.title, hit.excerpt) == ("缴费月数", "2017年1月1日起<mark>满36个月</mark>")
