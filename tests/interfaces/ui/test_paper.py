"""Papers: PDF files that are the same everywhere, and take what they say for nothing but text."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from jiyao.interfaces.ui.paper import setting
from jiyao.interfaces.ui.paper.setting import Frame, paper
from tests.interfaces.papers import fonts, opened, pages, squeezed

FRAME = Frame("zh", "样张", "技耀", date(2025, 6, 30), "2025年6月30日", "依据2026年第1版规则")
ENGLISH = Frame("en", "A specimen", "Jiyao", date(2025, 6, 30), "30 June 2025", "On edition 1")
TEMPLATE = """
#import "/ui/paper/look.typ": *
#show: paper
= #frame.title
#for told in content.told { clause(told, "第四条") }
"""
MARKUP = [
    '#panic("no")',
    "*bold* _slanted_ = heading\n== heading",
    '#read("/ui/paper/look.typ")',
    "$ x^2 $ `raw` <label> @reference",
    '"] + panic("out of the string") + ["',
    r"\u{41} \ ~ --- ...",
    "// no comment /* nor this */",
]


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small template among a copy of the look."""
    look = (setting.TEMPLATES / "ui/paper/look.typ").read_text("utf-8")
    (tmp_path / "ui/paper").mkdir(parents=True)
    (tmp_path / "ui/paper/look.typ").write_text(look, "utf-8")
    (tmp_path / "specimen.typ").write_text(TEMPLATE, "utf-8")
    monkeypatch.setattr(setting, "TEMPLATES", tmp_path)
    return "specimen.typ"


def test_paper_says_what_it_is_given(template: str) -> None:
    made = paper(template, frame=FRAME, content={"told": ["累计缴费满十二个月", "证书可查"]})

    around = ("技耀样张", "依据2026年第1版规则·2025年6月30日第1页，共1页")
    assert pages(made) == [f"{around[0]}样张累计缴费满十二个月第四条证书可查第四条{around[1]}"]


def test_paper_in_english_counts_its_pages(template: str) -> None:
    made = paper(template, frame=ENGLISH, content={"told": [f"condition {n}" for n in range(60)]})

    found = pages(made)
    assert len(found) > 1
    assert [text.rpartition("30June2025")[2] for text in found] == [
        f"Page{number}of{len(found)}" for number in range(1, len(found) + 1)
    ]


def test_demonstration_wears_its_band_on_each_page(template: str) -> None:
    content = {"told": [str(number) for number in range(60)]}

    plain = pages(paper(template, frame=FRAME, content=content))
    marked = pages(paper(template, frame=replace(FRAME, demonstration=True), content=content))

    band = "演示数据·2025年6月30日"
    assert [band in text for text in plain] == [False] * len(plain)
    assert [text.startswith(band) for text in marked] == [True] * len(marked)


def test_file_has_title_day_language_and_its_own_fonts(template: str) -> None:
    made = paper(template, frame=FRAME, content={"told": ["条件"]})

    file = opened(made)
    assert file.metadata is not None
    assert (file.metadata.title, file.metadata.author) == ("样张", "技耀")
    assert file.metadata.creation_date is not None
    assert file.metadata.creation_date.date() == date(2025, 6, 30)
    assert file.trailer["/Root"]["/Lang"] == "zh-CN"
    assert fonts(made) == {"NotoSansSC-Regular": True, "NotoSerifSC-Regular": True}


def test_same_content_gives_the_same_bytes(template: str) -> None:
    first = paper(template, frame=FRAME, content={"told": ["条件"]})
    other = paper(template, frame=FRAME, content={"told": ["别的"]})

    assert paper(template, frame=FRAME, content={"told": ["条件"]}) == first != other


@pytest.mark.parametrize("text", MARKUP)
def test_content_is_never_read_as_markup(template: str, text: str) -> None:
    (said,) = pages(paper(template, frame=ENGLISH, content={"told": [text]}))

    assert said == squeezed(
        f"Jiyao A specimen A specimen {text} 第四条 On edition 1·30 June 2025 Page 1 of 1"
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=strategies.text(), text=strategies.text())
def test_any_text_can_be_set(template: str, title: str, text: str) -> None:
    made = paper(template, frame=replace(FRAME, title=title), content={"told": [text]})

    assert made.startswith(b"%PDF-")
