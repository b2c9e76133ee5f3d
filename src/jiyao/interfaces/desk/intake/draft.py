"""A draft as a page: its pieces beside the lines of the original."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.desk.intake.fields import SEVERAL, Given
from jiyao.interfaces.ui.forms import Choice
from jiyao.policy.intake.outline import Piece
from jiyao.policy.intake.pieces import amended, merged, split, turned, wrong_in
from jiyao.policy.models import DocumentIntake

KINDS = tuple(Choice(value=id_, words=pair) for id_, pair in w.KINDS.items())
NOT_OF_THE_FORM = ("csrfmiddlewaretoken", "do", "state")


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece with the lines of the original that it holds, each with its number from 0, and what is wrong with it."""

    index: int
    piece: Piece
    kind: Words
    lines: tuple[tuple[int, str], ...]
    wrong: tuple[str, ...]


def piece_views(pieces: Sequence[Piece], lines: Sequence[str], language: Language) -> list[PieceView]:
    """The pieces in order."""
    wrong: dict[int, list[str]] = {}
    for one in wrong_in(pieces, lines):
        wrong.setdefault(one.piece, []).append(one.zh if language == "zh" else one.en)
    return [
        PieceView(
            index,
            piece,
            w.KINDS[piece.kind],
            tuple((n, lines[n]) for n in range(piece.first, piece.last + 1)),
            tuple(wrong.get(index, ())),
        )
        for index, piece in enumerate(pieces)
    ]


def given_in(request: HttpRequest) -> Given:
    """What was filled in about the document."""
    return _form(request.POST)


def _form(posted: QueryDict) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {
        name: str(value)
        for name, value in posted.dict().items()
        if name not in (*NOT_OF_THE_FORM, *SEVERAL) and not name.startswith(("path-", "kind-", "title-"))
    }
    return {**found, **{name: posted.getlist(name) for name in SEVERAL}}


def worked_on(
    draft: DocumentIntake, pieces: Sequence[Piece], posted: Mapping[str, str]
) -> tuple[tuple[Piece, ...], int]:
    """The pieces as the form and its button leave them, and the one to look at next. raises NoSuchPiece"""
    now = amended(pieces, posted)
    verb, _, at = posted.get("do", "").partition("-")
    index = int(at) if at.isdecimal() else -1
    if verb == "merge":
        return merged(now, index), index - 1
    if verb == "split":
        parted = split(now, index, draft.lines)
        return parted, next(n for n, one in enumerate(parted) if one.first == index)
    return (turned(now, index), index) if verb == "turn" else (now, -1)
