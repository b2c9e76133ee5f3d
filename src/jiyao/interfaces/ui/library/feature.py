"""A feature in the press, claim by claim: the pages that carry each claim, and its figures beside what is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from jiyao.engine.packs.library_files import ClaimFile, ClaimsFile, FigureFile, PageFile
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.library.counting import COUNTED
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, the pages that carry it, and the part that brings what is still missing."""

    id: str
    words: str
    pages: tuple[tuple[str, str], ...]
    due: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the product, and the claims that wait for it."""

    number: int
    title: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is claimed, and what is counted here: a number with what it counts, or why there is none."""

    words: str
    claimed: str
    as_of: str
    claims: tuple[str, ...]
    count: int | None
    counted: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Feature:
    """The whole of it. `live` are the claims with pages, `later` those that wait for a part, by part."""

    title: str
    published: str
    live: tuple[Claim, ...]
    later: tuple[Part, ...]
    figures: tuple[Figure, ...]
    of: int


def feature_of(library: Library, on: date) -> Feature | None:
    """What a feature claims of the pack's policy, if the pack tells of one."""
    teller, claims = library.teller, library.teller.pack.claims
    if claims is None:
        return None
    told = [_claim(teller, claim) for claim in claims.claims]
    return Feature(
        title=teller.words(claims.words),
        published=teller.words(claims.published),
        live=tuple(claim for claim in told if claim.pages),
        later=_later(teller, claims, told),
        figures=tuple(_figure(library, figure, on) for figure in claims.figures),
        of=len(told),
    )


def claims_about(library: Library, document: str) -> tuple[Claim, ...]:
    """The claims of the feature that a document carries."""
    teller, claims = library.teller, library.teller.pack.claims
    found = claims.claims if claims else []
    about = [one for one in found if any(document in page.given.values() for page in one.pages)]
    return tuple(_claim(teller, claim) for claim in about)


def _claim(teller: Teller, claim: ClaimFile) -> Claim:
    pages = tuple((teller.words(page.words), address(page)) for page in claim.pages)
    return Claim(claim.id, teller.words(claim.words), pages, claim.due)


def address(page: PageFile) -> str:
    """The address of a page. raises NoReverseMatch where there is no such page."""
    asked = f"?{urlencode(page.asked)}" if page.asked else ""
    return reverse(page.page, kwargs=page.given) + asked + (f"#{page.at}" if page.at else "")


def _later(teller: Teller, claims: ClaimsFile, told: Sequence[Claim]) -> tuple[Part, ...]:
    parts = [
        Part(part.number, teller.words(part.words), tuple(c for c in told if c.due == part.number))
        for part in claims.parts
    ]
    return tuple(part for part in parts if part.claims)


def _figure(library: Library, figure: FigureFile, on: date) -> Figure:
    teller = library.teller
    count = COUNTED[figure.counted](library, figure, on) if figure.counted else None
    return Figure(
        words=teller.words(figure.words),
        claimed=_claimed(teller, figure),
        as_of=teller.words(figure.as_of),
        claims=tuple(figure.claims),
        count=count.value if count else None,
        counted=teller.say(count.of) if count else "",
        why_not=teller.words(figure.not_counted) if figure.not_counted else "",
    )


def _claimed(teller: Teller, figure: FigureFile) -> str:
    """The figure as it is claimed, such as 36项; empty where no number is."""
    if figure.value is None:
        return ""
    said = teller.say(w.MORE_THAN, f"{figure.value:,}") if figure.about else f"{figure.value:,}"
    unit = teller.words(figure.unit) if figure.unit else ""
    return f"{said}{unit}" if teller.language == "zh" else f"{said} {unit}".strip()
