"""What an official makes of the proposed pieces: merged, split, left out, taken back; and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NoReturn, get_args

from jiyao.base.errors import Invalid
from jiyao.engine.packs.library_files import ClauseKind
from jiyao.policy.intake.outline import Piece, proposed, text_of

Pieces = Sequence[Piece]
KINDS: tuple[ClauseKind, ...] = get_args(ClauseKind)


class NoSuchPiece(Invalid):
    """There is no such piece, or no such place in it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a piece, in both languages."""

    piece: int
    en: str
    zh: str


def merged(pieces: Pieces, index: int) -> tuple[Piece, ...]:
    """The pieces with one joined to the one before it, which keeps its path. raises NoSuchPiece"""
    if not 0 < index < len(pieces):
        _refuse()
    before = replace(pieces[index - 1], last=pieces[index].last)
    return (*pieces[: index - 1], before, *pieces[index + 1 :])


def split(pieces: Pieces, line: int, lines: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces with one parted so that a line begins the next, as it was read at first. raises NoSuchPiece"""
    index = next((n for n, one in enumerate(pieces) if one.first < line <= one.last), -1)
    if index < 0:
        _refuse()
    old = pieces[index]
    read_so = next((one for one in proposed(lines) if one.first == line), Piece(line, line))
    path = "" if old.left_out or read_so.path in {one.path for one in pieces} else read_so.path
    new = replace(read_so, last=old.last, path=path, left_out=old.left_out)
    return (*pieces[:index], replace(old, last=line - 1), new, *pieces[index + 1 :])


def turned(pieces: Pieces, index: int) -> tuple[Piece, ...]:
    """The pieces with one left out, or taken back where it was. raises NoSuchPiece"""
    if not 0 <= index < len(pieces):
        _refuse()
    return (
        *pieces[:index],
        replace(pieces[index], left_out=not pieces[index].left_out),
        *pieces[index + 1 :],
    )


def amended(pieces: Pieces, given: Mapping[str, str]) -> tuple[Piece, ...]:
    """The pieces with the paths, kinds and titles of a form: `path-3`, `kind-3`, `title-3` of the fourth."""
    return tuple(_amended(piece, index, given) for index, piece in enumerate(pieces))


def _amended(piece: Piece, index: int, given: Mapping[str, str]) -> Piece:
    kind = given.get(f"kind-{index}", piece.kind)
    return replace(
        piece,
        path=given.get(f"path-{index}", piece.path).strip()[:120],
        kind=kind if kind in KINDS else piece.kind,
        title=given.get(f"title-{index}", piece.title).strip()[:200],
    )


def wrong_in(pieces: Pieces, lines: Sequence[str]) -> Iterator[Wrong]:
    """What keeps the pieces from being clauses."""
    first: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if piece.left_out:
            continue
        if not piece.path:
            yield Wrong(
                index,
                "has no path: write how sources name it, such as 第四条",
                "没有条款编号，请写明如何引用，例如第四条",
            )
        elif piece.path in first:
            line = pieces[first[piece.path]].first + 1
            yield Wrong(
                index,
                f'"{piece.path}" stands twice: it is the path of line {line} too; write another, or merge the two',
                f"“{piece.path}”重复：原文第 {line} 行已用此编号，请改写或合并",
            )
        if not piece.title and not text_of(piece, lines):
            yield Wrong(index, "says nothing: give it a title, or merge it", "没有内容，请填标题或并入上一条")
        first.setdefault(piece.path, index)
    if all(piece.left_out for piece in pieces):
        yield Wrong(0, "every line is left out; a document has clauses", "所有行都已略去，至少要保留一条")


def clauses_of(pieces: Pieces, lines: Sequence[str]) -> list[dict[str, Any]]:
    """The clauses as a pack's file holds them, in the order of the document."""
    return [_clause(piece, lines) for piece in pieces if not piece.left_out]


def _clause(piece: Piece, lines: Sequence[str]) -> dict[str, Any]:
    text = text_of(piece, lines)
    clause: dict[str, Any] = {"path": piece.path, "kind": piece.kind}
    if piece.title:
        clause["title"] = piece.title
    return {**clause, "text": text} if text else clause


def kept(pieces: Pieces) -> list[dict[str, Any]]:
    """The pieces as JSON."""
    return [asdict(piece) for piece in pieces]


def read(stored: Sequence[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """The pieces out of JSON."""
    return tuple(Piece(**one) for one in stored)


def _refuse() -> NoReturn:
    raise NoSuchPiece(
        "there is no such place in the text; load the page again", zh="正文中没有这个位置，请刷新页面"
    )
