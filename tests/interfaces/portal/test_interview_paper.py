"""The conclusions of an interview as a PDF file, read back by somebody else's code."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typst
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from jiyao.engine.determination.interviewing import standing
from jiyao.interfaces.portal.interview import form
from jiyao.interfaces.portal.interview.paper import TEMPLATE, content
from jiyao.interfaces.portal.interview.profiles import PROFILES
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.paper import setting
from jiyao.interfaces.ui.sentences import Teller
from tests.interfaces.papers import fonts, pages, squeezed
from tests.interfaces.portal.interviewing import Visitor

ON = date(2025, 6, 30)
PAPER = "/mine/paper/"
ROOT = Path(__file__).parents[3]
ANSWERS = ("2025-03-14", "skill_level", "none", "L3")
FURNITURE = {
    "zh-hans": (
        "演示数据·2025年6月30日技耀·黑龙江省技能人才服务我的政策清单",
        "依据2026年第1版规则·2025年6月30日第{0}页，共{1}页",
        "本清单按您的回答算出，不是决定；以经办机构审核为准。",
        ("哪一项问题回答", "我的回答"),
        ("材料", "在哪里、怎么办", "（{0}个工作日）"),
        "另有与您情况无关的政策{0}项，没有列出。",
    ),
    "en": (
        "Demonstrationdata·30June2025Jiyao·Heilongjiang·skilledtalentMymeasures",
        "Onedition1oftherulesof2026·30June2025Page{0}of{1}",
        "Thislistfollowsfromyouranswers.Itisnodecision;theofficehasthelastword.",
        ("OfQuestionAnswer", "Myanswers"),
        ("Bring", "Whereandhow", "({0}workingdays)"),
        "Measuresthatdonotconcernyou:{0};theyarenotlisted.",
    ),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    """The pack of Heilongjiang with demonstration values, on the day on which it was looked at."""
    settings.PACK, settings.DEMONSTRATION, settings.DAY = ROOT / "packs/heilongjiang", True, ON


def interviewed(client: Client, language: str, profile: str = "worker", **rows: str) -> Visitor:
    """A visitor who has answered the first questions."""
    client.cookies["django_language"] = language
    visitor = Visitor(client).begin(profile, **(rows or {"certificate": "1"}))
    for answer in ANSWERS:
        visitor.post(**({"value": answer} if answer in visitor.offered or "-" in answer else {"do": "skip"}))
    return visitor


def asked_for(visitor: Visitor) -> HttpResponse:
    """What the button brings."""
    return visitor.client.post(PAPER, {"form": visitor.hidden["form"]})


def told(visitor: Visitor, language: str) -> dict[str, Any]:
    """What the paper is to say."""
    pack = the_pack()
    carried = form.read(visitor.hidden["form"], pack)
    with translation.override(language):
        teller = Teller(pack, "en" if language == "en" else "zh")
        return content(carried, standing(carried.interview, assessor(), ON), teller, ON)


def expected(said: dict[str, Any], title: str, language: str) -> str:
    """The whole text, in the order in which it is read, without spaces."""
    _, _, note, (columns, answers), _, apart = FURNITURE[language]
    parts = [said["above"], title, note, *said["headline"].values()]
    parts[-1:] = parts[-1]
    for section in said["sections"]:
        parts.append(section["title"])
        parts += [part for one in section["told"] for part in _one(one, section["word"], language)]
    if said["apart"]:
        parts.append(apart.format(said["apart"]))
    if said["facts"]:
        parts += [answers, columns]
    parts += [part for one in said["facts"] for part in one.values()]
    return squeezed("".join(parts))


def _one(one: dict[str, Any], word: str, language: str) -> Iterator[str]:
    papers, steps, days = FURNITURE[language][4]
    yield from (word, one["title"], one["row"], one["before"], one["sum"], one["after"], *one["why"])
    if one["papers"]:
        yield papers
        yield from (f"·{paper}" for paper in one["papers"])
    if one["steps"]:
        yield steps
    for number, step in enumerate(one["steps"], start=1):
        yield f"{number}.{step['words']}"
        yield days.format(step["days"]) if step["days"] else ""
    yield from one["margin"]


@pytest.mark.parametrize("language", FURNITURE)
@pytest.mark.parametrize(
    ("profile", "rows"),
    [
        ("worker", {"certificate": "1"}),
        ("worker", {"certificate": "3", "contest_result": "2", "title_candidacy": "1"}),
        ("student", {"candidacy": "1"}),
        ("job-seeker", {"enrolment": "1"}),
    ],
)
def test_paper_says_all_that_the_interview_has_come_to(
    client: Client, language: str, profile: str, rows: dict[str, str]
) -> None:
    visitor = interviewed(client, language, profile, **rows)

    found = pages(asked_for(visitor).content)

    top, foot, *_ = FURNITURE[language]
    body = []
    for number, page in enumerate(found, start=1):
        assert page.startswith(top)
        body.append(page.removeprefix(top).removesuffix(foot.format(number, len(found))))
    title = "My measures" if language == "en" else "我的政策清单"
    assert "".join(body) == expected(told(visitor, language), title, language)


@pytest.mark.parametrize("profile", PROFILES)
def test_sum_of_the_page_stands_first_on_the_paper(client: Client, profile: str) -> None:
    visitor = interviewed(client, "zh-hans", profile, certificate="1", enrolment="1")

    first, *_ = pages(asked_for(visitor).content)

    assert squeezed(visitor.headline) in first.partition("我的政策清单")[2].partition("证书1")[0]


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", 'filename="my-measures-2025-06-30.pdf"'),
        (
            "zh-hans",
            "filename*=utf-8''%E6%88%91%E7%9A%84%E6%94%BF%E7%AD%96%E6%B8%85%E5%8D%95-2025-06-30.pdf",
        ),
    ],
)
def test_paper_is_a_named_file_that_nobody_keeps(client: Client, language: str, named: str) -> None:
    response = asked_for(interviewed(client, language))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f"attachment; {named}"
    assert "no-store" in response["Cache-Control"]


def test_same_form_gives_the_same_file_with_its_own_fonts(client: Client) -> None:
    visitor = interviewed(client, "zh-hans")

    made = asked_for(visitor).content

    assert made == asked_for(visitor).content
    assert fonts(made) == {"NotoSansSC-Regular": True, "NotoSerifSC-Regular": True}


def test_paper_can_be_read_aloud(client: Client) -> None:
    """It keeps the rules of PDF/UA, else it could not be written as such."""
    said = told(interviewed(client, "zh-hans"), "zh-hans")
    frame = setting.Frame("zh", "我的政策清单", "技耀", ON, "2025年6月30日", "依据2026年第1版规则")

    made, warnings = typst.compile_with_warnings(
        str(setting.TEMPLATES / TEMPLATE),
        root=str(setting.TEMPLATES),
        font_paths=setting.fonts(),
        ignore_system_fonts=True,
        sys_inputs=setting.inputs(frame, said),
        pdf_standards=["ua-1"],
    )

    assert (made[:5], warnings) == (b"%PDF-", [])


@pytest.mark.parametrize("text", ["", "nonsense", "a:b:c"])
def test_altered_form_brings_no_paper(client: Client, text: str) -> None:
    response = client.post(PAPER, {"form": text})

    assert (response.status_code, "这份表单无法读取" in response.content.decode()) == (400, True)


def test_paper_is_asked_for_by_its_form_alone(client: Client) -> None:
    assert client.get(PAPER).status_code == 405


def test_button_stands_beside_the_conclusions(client: Client) -> None:
    page = interviewed(client, "zh-hans").post(do="conclusions").page

    assert '<button class="button quiet" form="paper">下载 PDF</button>' in page
    assert '<form id="paper" method="post" action="/mine/paper/">' in page
    assert page.count('form="paper"') == 2


def test_before_an_answer_the_paper_says_what_could_come(client: Client) -> None:
    """Before anything is answered the paper says what could come of it."""
    client.cookies["django_language"] = "zh-hans"
    visitor = Visitor(client).begin("job-seeker", enrolment="1")

    first, *_ = pages(asked_for(visitor).content)

    assert "最多可领12,150元" in first
    assert "我的回答" not in "".join(pages(asked_for(visitor).content))
