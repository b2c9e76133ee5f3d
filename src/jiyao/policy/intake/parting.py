"""A line of a draft parted in two, or joined to the one before it: no word is written, none goes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jiyao.base.errors import Invalid
from jiyao.policy.intake.marks import mark_of
from jiyao.policy.intake.outline import CELLS, Piece, proposed
from jiyao.policy.intake.pieces import NoSuchPiece, Pieces, split

Lines = tuple[str, ...]
_BEFORE_A_MARK = re.compile(r"(?<=[。；：！？;:])|(?<=\s)")
"""What may stand in front of a clause that begins within a line: the end of a sentence, or a blank."""


class NoSuchPlace(Invalid):
    """A line cannot be parted there. `piece`: in which piece."""

    def __init__(self, piece: int, en: str, zh: str) -> None:
        super().__init__(en, zh=zh)
        self.piece = piece


def places_in(line: str) -> list[int]:
    """Where within a line another clause seems to begin; a row of a table has no such place."""
    if CELLS in line:
        return []
    ends = [found.start() for found in _BEFORE_A_MARK.finditer(line)]
    return [at for at in ends if 0 < at < len(line) and not line[at].isspace() and mark_of(line[at:])]


def place_of(words: str, piece: int, pieces: Pieces, lines: Sequence[str]) -> tuple[int, int]:
    """The line and the place in it where the words stand in a piece. raises NoSuchPlace, NoSuchPiece"""
    if not 0 <= piece < len(pieces):
        raise NoSuchPiece("there is no such clause; load the page again", zh="没有这一条，请刷新页面")
    sought = words.strip()
    if not sought:
        raise NoSuchPlace(
            piece, "write the words with which the new clause begins", "请填写新的一条从哪几个字起"
        )
    held = range(pieces[piece].first, pieces[piece].last + 1)
    found = [(n, one.start()) for n in held for one in re.finditer(re.escape(sought), lines[n])]
    if len(found) > 1:
        raise NoSuchPlace(
            piece,
            f'"{sought}" stands there {len(found)} times; write more of the words that follow',
            f"“{sought}”在这一条里出现 {len(found)} 次，请把后面的字多写几个",
        )
    if not found:
        raise NoSuchPlace(
            piece,
            f'"{sought}" does not stand in this clause; copy the words from the original beside it',
            f"这一条里没有“{sought}”，请从右边的原文复制",
        )
    return found[0]


def parted(pieces: Pieces, lines: Sequence[str], line: int, at: int) -> tuple[tuple[Piece, ...], Lines]:
    """The pieces and lines with one line parted, its second half the first line of a clause as it would be read.

    raises   NoSuchPiece: no such line, or nothing before or after that place
    """
    if not 0 <= line < len(lines) or not lines[line][:at].strip() or not lines[line][at:].strip():
        _refuse()
    begun, rest = lines[line][:at].rstrip(), lines[line][at:].lstrip()
    new = (*lines[:line], begun, rest, *lines[line + 1 :])
    moved = [
        replace(one, first=one.first + (one.first > line), last=one.last + (one.last >= line))
        for one in pieces
    ]
    apart = split(moved, line + 1, new)
    return _as_read_now(apart, _read_before(lines, line, 1), new), new


def joined(pieces: Pieces, lines: Sequence[str], line: int) -> tuple[tuple[Piece, ...], Lines]:
    """The pieces and lines with one line joined to the one before it in its piece. raises NoSuchPiece"""
    if not any(one.first < line <= one.last for one in pieces):
        _refuse()
    new = (*lines[: line - 1], _together(lines[line - 1], lines[line]), *lines[line + 1 :])
    moved = (
        replace(one, first=one.first - (one.first >= line), last=one.last - (one.last >= line))
        for one in pieces
    )
    return _as_read_now(tuple(moved), _read_before(lines, line, -1), new), new


def _together(before: str, after: str) -> str:
    """Two lines as one; words of Latin letters stay apart."""
    is_latin = before[-1:].isascii() and after[:1].isascii()
    return f"{before} {after}" if is_latin else before + after


def _read_before(lines: Sequence[str], line: int, moved: int) -> dict[int, Piece]:
    """What was read of the lines as they were, by the first line of each as it is counted now."""
    return {one.first + (moved if one.first > line else 0): one for one in proposed(lines)}


def _as_read_now(pieces: Pieces, before: dict[int, Piece], lines: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces; what nobody has touched is called as it is read now: 款 of the article above it."""
    now = {one.first: one for one in proposed(lines)}

    def named(piece: Piece) -> Piece:
        was, is_ = before.get(piece.first), now.get(piece.first)
        if was is None or is_ is None or is_.left_out:
            return piece
        if (piece.path, piece.kind) == (was.path, was.kind):
            piece = replace(piece, path=is_.path, kind=is_.kind)
        return replace(piece, title=is_.title) if piece.title == was.title else piece

    return tuple(named(piece) for piece in pieces)


def _refuse() -> None:
    raise NoSuchPiece("the line has no such place; load the page again", zh="这一行没有这个位置，请刷新页面")
