"""Lines proposed as clauses: an invented outline comes back as it was, and no line is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from jiyao.policy.intake.numerals import chinese, numeral
from jiyao.policy.intake.outline import Piece, proposed, text_of
from jiyao.policy.intake.pieces import amended, clauses_of, merged, split, turned, wrong_in
from tests.policy.intake.files import NOTICE

WORDS = st.text(
    alphabet="补贴标准由市里规定职工参加保险满期取得证书领取核发公示材料", min_size=2, max_size=30
)
SENTENCE = WORDS.map(lambda words: f"{words}。")


@dataclass(frozen=True)
class Clause:
    """A clause that was invented: where it stands, and how it is written."""

    path: str
    kind: str
    title: str
    text: str
    line: str


@st.composite
def articles(draw: st.DrawFn) -> list[Clause]:
    """A measure in chapters and articles, with paragraphs and items."""
    made: list[Clause] = []
    number = 0
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        title = draw(WORDS)
        mark = f"第{chinese(chapter)}章"
        made.append(Clause(mark, "chapter", title, "", f"{mark}　{title}"))
        for _ in range(draw(st.integers(1, 4))):
            number += 1
            made += list(_article(draw, f"第{chinese(number)}条"))
    return made


def _article(draw: st.DrawFn, mark: str) -> Iterator[Clause]:
    text = draw(SENTENCE)
    yield Clause(mark, "article", "", text, f"{mark}　{text}")
    for paragraph in range(1, draw(st.integers(1, 3)) + 1):
        path = mark if paragraph == 1 else f"{mark}第{chinese(paragraph)}款"
        if paragraph > 1:
            more = draw(SENTENCE)
            yield Clause(path, "paragraph", "", more, more)
        for item in range(1, draw(st.integers(0, 3)) + 1):
            said = draw(SENTENCE)
            yield Clause(f"{path}（{chinese(item)}）", "item", "", said, f"（{chinese(item)}）{said}")


@st.composite
def points(draw: st.DrawFn) -> list[Clause]:
    """A notice in points 一、（一）1.（1）."""
    made: list[Clause] = []
    for point in range(1, draw(st.integers(1, 4)) + 1):
        one, text = chinese(point), draw(SENTENCE)
        made.append(Clause(f"{one}、", "section", "", text, f"{one}、{text}"))
        for bracketed in range(1, draw(st.integers(0, 3)) + 1):
            two, said = f"（{chinese(bracketed)}）", draw(SENTENCE)
            made.append(Clause(one + two, "article", "", said, two + said))
            for figure in range(1, draw(st.integers(0, 2)) + 1):
                three, told = f"{figure}.", draw(SENTENCE)
                made.append(Clause(one + two + three, "item", "", told, three + told))
    return made


@given(st.one_of(articles(), points()))
def test_invented_outline_comes_back(clauses: list[Clause]) -> None:
    lines = [clause.line for clause in clauses]

    found = proposed(lines)

    assert [(one.path, one.kind, one.title, text_of(one, lines)) for one in found] == [
        (clause.path, clause.kind, clause.title, clause.text) for clause in clauses
    ]


LINE = st.one_of(
    WORDS,
    SENTENCE,
    st.sampled_from(
        [*NOTICE, "一、", "（一）", "第九条", "附件2：", "2025年6月3日", "（此件公开发布）", "甲 | 乙", "1、"]
    ),
)


@given(st.lists(LINE, min_size=1, max_size=40))
def test_every_line_is_in_one_piece_whatever_stands_there(lines: list[str]) -> None:
    found = proposed(lines)

    assert [n for one in found for n in range(one.first, one.last + 1)] == list(range(len(lines)))
    assert all(one.left_out or one.path for one in found)


@given(st.integers(1, 9999))
def test_numeral_is_read_as_it_is_written(number: int) -> None:
    assert numeral(chinese(number)) == number


def test_notice_with_a_measure_attached() -> None:
    found = proposed(NOTICE)

    assert [(one.path or "-", one.kind, one.title, one.last - one.first + 1) for one in found] == [
        ("-", "paragraph", "", 4),
        ("引言", "paragraph", "", 1),
        ("-", "paragraph", "", 6),
        ("第一章", "chapter", "总则", 1),
        ("第一条", "article", "", 1),
        ("第一条第二款", "paragraph", "", 1),
        ("第二章", "chapter", "标准", 1),
        ("第二条", "article", "", 1),
        ("第二条（一）", "item", "", 1),
        ("第二条（一）1.", "item", "", 1),
        ("第二条（一）2.", "item", "", 1),
        ("第二条（二）", "item", "", 3),
        ("第三条", "article", "", 1),
        ("附件1", "section", "", 2),
    ]


def test_titles_stand_apart_from_what_follows() -> None:
    lines = [
        "一、目标任务",
        "到2025年，培训一百人。",
        "（一）加强领导。各地要重视。",
        "（二）落实资金",
        "从2023、2024年的资金中列支。",
        "1.5万元以下的不列。",
    ]

    assert [(one.path, one.title, text_of(one, lines)) for one in proposed(lines)] == [
        ("一、", "目标任务", "到2025年，培训一百人。"),
        ("一（一）", "", "加强领导。各地要重视。"),
        ("一（二）", "落实资金", "从2023、2024年的资金中列支。\n1.5万元以下的不列。"),
    ]


def test_points_that_begin_again_in_each_chapter_are_told_apart() -> None:
    lines = ["第一章 甲", "一、其一。", "第二章 乙", "一、又一。"]

    assert [one.path for one in proposed(lines)] == ["第一章", "一、", "第二章", "第二章一、"]


def test_text_without_any_mark_is_one_clause() -> None:
    assert [
        (one.path, one.left_out)
        for one in proposed(["关于甲的通知", "各单位：", "请执行。", "甲局", "2025年6月3日"])
    ] == [
        ("", True),
        ("正文", False),
        ("", True),
    ]


def test_row_of_a_table_before_the_signature_is_not_taken_for_a_name() -> None:
    lines = ["第一条 标准如下：", "等级 标准", "五级1000", "甲局", "乙局", "2025年6月3日"]

    assert [(one.path, one.last) for one in proposed(lines)] == [
        ("第一条", 0),
        ("第一条第二款", 1),
        ("第一条第三款", 2),
        ("", 5),
    ]


LINES = ("第一条 甲。", "乙。", "第二条 丙。")


def test_piece_is_merged_split_left_out_and_taken_back() -> None:
    pieces = proposed(LINES)

    together = merged(pieces, 1)
    apart = split(together, 1, LINES)
    without = turned(pieces, 2)

    assert [(one.path, text_of(one, LINES)) for one in together] == [
        ("第一条", "甲。\n乙。"),
        ("第二条", "丙。"),
    ]
    assert apart == (
        Piece(0, 0, "第一条", "article"),
        Piece(1, 1, "第一条第二款", "paragraph"),
        Piece(2, 2, "第二条", "article"),
    )
    assert [clause["path"] for clause in clauses_of(without, LINES)] == ["第一条", "第一条第二款"]
    assert turned(without, 2) == pieces


def test_what_keeps_pieces_from_being_clauses_is_said_with_its_place() -> None:
    pieces = amended(
        proposed(LINES), {"path-1": " ", "path-2": "第一条", "kind-2": "nothing", "title-2": " 丁 "}
    )

    assert pieces[2] == Piece(2, 2, "第一条", "article", "丁")
    assert [(one.piece, one.zh) for one in wrong_in(pieces, LINES)] == [
        (1, "没有条款编号，请写明如何引用，例如第四条"),
        (2, "“第一条”重复：原文第 1 行已用此编号，请改写或合并"),
    ]
    assert [one.zh for one in wrong_in([Piece(0, 2, left_out=True)], LINES)] == [
        "所有行都已略去，至少要保留一条"
    ]
