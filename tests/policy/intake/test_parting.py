"""A line of a draft parted in two, or joined to the one before it."""

import pytest

from jiyao.policy.intake.outline import Piece, proposed, text_of
from jiyao.policy.intake.parting import NoSuchPlace, joined, parted, place_of, places_in
from jiyao.policy.intake.pieces import NoSuchPiece, merged

TOGETHER = ("第一条 甲。第二条 乙。", "丙。", "第三条 丁。")
TITLED = ("一、总体要求（一）坚持甲", "（二）坚持乙。")
BROKEN = ("第一条 甲应当，", "按期办理。", "丙。")


def read(pieces: tuple[Piece, ...], lines: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Path, title and text of each piece."""
    return [(one.path, one.title, text_of(one, lines)) for one in pieces]


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("第一条 甲。第二条 乙。", ["第二条 乙。"]),
        ("对象包括：（一）甲；（二）乙。", ["（一）甲；（二）乙。", "（二）乙。"]),
        ("按照第三条规定；第四条规定的除外。", []),
        ("1.甲 | 第二条 乙", []),
        ("第一条 甲。", []),
    ],
)
def test_places_where_another_clause_seems_to_begin(line: str, places: list[str]) -> None:
    assert [line[at:] for at in places_in(line)] == places


def test_parted_line_begins_a_clause_and_what_follows_is_read_under_it() -> None:
    pieces = proposed(TOGETHER)
    line, at = place_of("第二条", 0, pieces, TOGETHER)

    apart, lines = parted(pieces, TOGETHER, line, at)

    assert [path for path, _, _ in read(pieces, TOGETHER)] == ["第一条", "第一条第二款", "第三条"]
    assert lines == ("第一条 甲。", "第二条 乙。", "丙。", "第三条 丁。")
    assert read(apart, lines) == [
        ("第一条", "", "甲。"),
        ("第二条", "", "乙。"),
        ("第二条第二款", "", "丙。"),
        ("第三条", "", "丁。"),
    ]


def test_path_that_was_written_by_hand_is_left_alone() -> None:
    pieces = proposed(TOGETHER)
    by_hand = (pieces[0], Piece(1, 1, "第九条", "article"), pieces[2])

    apart, _ = parted(by_hand, TOGETHER, 0, 6)

    assert [one.path for one in apart] == ["第一条", "第二条", "第九条", "第三条"]


def test_title_that_was_the_whole_line_is_the_title_of_its_first_half() -> None:
    pieces = proposed(TITLED)

    apart, lines = parted(pieces, TITLED, 0, TITLED[0].index("（一）"))

    assert read(apart, lines) == [
        ("一、", "总体要求", ""),
        ("一（一）", "坚持甲", ""),
        ("一（二）", "", "坚持乙。"),
    ]


def test_line_that_was_broken_is_joined_and_what_follows_counts_on() -> None:
    pieces = merged(proposed(BROKEN), 1)

    together, lines = joined(pieces, BROKEN, 1)

    assert read(together, lines) == [("第一条", "", "甲应当，按期办理。"), ("第一条第二款", "", "丙。")]


def test_words_of_latin_letters_stay_apart_when_lines_are_joined() -> None:
    lines = ("第一条 use", "ISO 9001。")

    assert joined((Piece(0, 1, "第一条", "article"),), lines, 1)[1] == ("第一条 use ISO 9001。",)


def test_parting_and_joining_again_leave_the_lines_as_they_were() -> None:
    pieces = proposed(TOGETHER)

    apart, lines = parted(pieces, TOGETHER, 0, 6)
    together = joined(merged(apart, 1), lines, 1)

    assert together == (pieces, TOGETHER)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (" ", "请填写新的一条从哪几个字起"),
        ("第五条", "这一条里没有“第五条”，请从右边的原文复制"),
        ("。", "“。”在这一条里出现 2 次，请把后面的字多写几个"),
    ],
)
def test_words_that_name_no_place_are_refused(words: str, said: str) -> None:
    with pytest.raises(NoSuchPlace) as refused:
        place_of(words, 0, proposed(TOGETHER), TOGETHER)

    assert (refused.value.zh, refused.value.piece) == (said, 0)


@pytest.mark.parametrize(("line", "at"), [(9, 1), (-1, 1), (0, 0), (0, 99)])
def test_line_is_not_parted_where_nothing_stands_before_or_after(line: int, at: int) -> None:
    with pytest.raises(NoSuchPiece):
        parted(proposed(TOGETHER), TOGETHER, line, at)


@pytest.mark.parametrize("line", [0, 1, 9])
def test_line_that_begins_a_piece_is_not_joined(line: int) -> None:
    with pytest.raises(NoSuchPiece):
        joined(proposed(TOGETHER), TOGETHER, line)
