"""A draft as a page: its pieces beside the lines of the original."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict

from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.desk.intake.fields import SEVERAL, Given
from jiyao.interfaces.ui.forms import Choice
from jiyao.policy.intake.outline import Piece
from jiyao.policy.intake.parting import joined, parted, place_of, places_in
from jiyao.policy.intake.pieces import merged, split, turned, wrong_in
from jiyao.policy.models import DocumentIntake

KINDS = tuple(Choice(value=id_, words=pair) for id_, pair in w.KINDS.items())
NOT_OF_THE_FORM = ("csrfmiddlewaretoken", "do", "state")
OF_PIECES = ("path-", "kind-", "title-", "words-")
SHOWN = 8
"""How many letters name a place within a line."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the original with its number from 0, and where within it another clause seems to begin."""

    number: int
    text: str
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece with the lines of the original that it holds, and what is wrong with it."""

    index: int
    piece: Piece
    kind: Words
    lines: tuple[LineView, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """What a form and its button make of a draft. `at`: the piece to look at next, -1 where it is any."""

    pieces: tuple[Piece, ...]
    lines: tuple[str, ...]
    at: int = -1


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
            tuple(_line_view(n, lines[n]) for n in range(piece.first, piece.last + 1)),
            tuple(wrong.get(index, ())),
        )
        for index, piece in enumerate(pieces)
    ]


def _line_view(number: int, text: str) -> LineView:
    return LineView(number, text, tuple((at, text[at : at + SHOWN]) for at in places_in(text)))


def given_in(request: HttpRequest) -> Given:
    """What was filled in about the document."""
    return _form(request.POST)


def _form(posted: QueryDict) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {
        name: str(value)
        for name, value in posted.dict().items()
        if name not in (*NOT_OF_THE_FORM, *SEVERAL) and not name.startswith(OF_PIECES)
    }
    return {**found, **{name: posted.getlist(name) for name in SEVERAL}}


def worked_on(draft: DocumentIntake, pieces: Sequence[Piece], posted: Mapping[str, str]) -> Worked:
    """What the form's button makes of the pieces and lines. raises NoSuchPiece, NoSuchPlace"""
    lines, now = tuple(draft.lines), tuple(pieces)
    verb, _, place = posted.get("do", "").partition("-")
    index, _, at = (int(one) if one.isdecimal() else -1 for one in place.partition("-"))
    match verb:
        case "merge":
            return Worked(merged(now, index), lines, index - 1)
        case "split":
            return _looking_at(Worked(split(now, index, lines), lines), index)
        case "turn":
            return Worked(turned(now, index), lines, index)
        case "join":
            found = Worked(*joined(now, lines, index))
            return _looking_at(found, index - 1)
        case "part":
            return _looking_at(Worked(*parted(now, lines, index, at)), index + 1)
        case "find":
            line, at = place_of(posted.get(f"words-{index}", ""), index, now, lines)
            return _looking_at(Worked(*parted(now, lines, line, at)), line + 1)
        case _:
            return Worked(now, lines)


def _looking_at(worked: Worked, line: int) -> Worked:
    """With the piece that holds a line as the one to look at."""
    return replace(worked, at=next(n for n, one in enumerate(worked.pieces) if one.first <= line <= one.last))
