"""The shape of the files that hold what documents say: their clauses, and what a feature in the press claims."""

from typing import Literal

from pydantic import Field

from jiyao.engine.packs.files import Confidence
from jiyao.engine.shapes import File, Id, Titled, Words

ClauseKind = Literal["chapter", "section", "article", "paragraph", "item"]


class ClauseFile(File):
    """A clause of a document: its words, or what is told of it where nobody has the words.

    path        as sources write it: 第四条, 第四条第二款, 一、, 一（二）1.
    text        the words as the document has them, line by line; left out where they are not at hand
    restated    what it says, told in other words; `source` is one of the document's
    counted_as  the keys of those claims about the document's clauses that this one confirms
    """

    path: str = Field(pattern=r"^\S(.*\S)?$")
    kind: ClauseKind
    title: str | None = None
    text: str | None = None
    restated: Words | None = None
    counted_as: list[Id] = []
    confidence: Confidence = "verified"
    source: str | None = None


class ClausesFile(File):
    """clauses/<document>.yaml: the clauses that are held, in the order of the document."""

    document: Id
    clauses: list[ClauseFile] = Field(min_length=1)


class RepealFile(File):
    """What a document repeals: another document, or one clause of it, by its path."""

    document: Id
    clause: str | None = None


class PageFile(Titled):
    """A page that carries a claim: the name of its address, and what stands in it."""

    page: Id
    given: dict[Id, str] = {}
    asked: dict[Id, str] = {}
    at: str | None = None


class ClaimFile(Titled):
    """What a feature claims, in our words; the pages that carry it, or the part of the product that will."""

    id: str
    pages: list[PageFile] = []
    due: int | None = None


class FigureFile(Titled):
    """A figure of the feature; `zh` and `en` say what it counts.

    counted       what of our records is counted beside it; `year` is the one that is counted
    not_counted   why nothing is
    """

    id: Id
    claims: list[str]
    value: int | None = None
    about: bool = False
    unit: Words | None = None
    as_of: Words
    counted: Id | None = None
    year: int | None = None
    not_counted: Words | None = None


class PartFile(Titled):
    """A part of the product."""

    number: int


class ClaimsFile(Titled):
    """claims.yaml: what a feature in the press claims of the region's policy. `zh` and `en` name the feature."""

    source: str
    published: Words
    parts: list[PartFile]
    claims: list[ClaimFile]
    figures: list[FigureFile] = []


LIBRARY_SCHEMAS: dict[str, type[File]] = {"clauses": ClausesFile, "claims": ClaimsFile}
