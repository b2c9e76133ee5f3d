"""papers.yaml: which office writes official papers where, and what can be done against a decision, by which law.

An office that the pack does not name is called by its division. What a remedy says stands on papers word for word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from jiyao.engine.packs.files import Confidence
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File, Id, Titled, Words

BY_PLACE = Words(zh="{0}", en="{0}")
"""An office is called by its place alone where the pack says nothing."""


class OfficeFile(Titled):
    """An office. `mark`: how the numbers of its papers begin; `source`: where both were read."""

    mark: str = Field(min_length=1, max_length=12)
    confidence: Confidence
    source: str


class LawFile(File):
    """The law that a remedy rests on, with its edition and article."""

    title: Words
    edition: str
    article: str
    source: str
    confidence: Confidence


class RemedyFile(Titled):
    """What can be done against a paper, and within how long; in the words of the law."""

    id: Id
    law: LawFile


class ContestRemedyFile(RemedyFile):
    """What can still be done once an objection, an appeal or a complaint is answered. `forms`: to which it is told."""

    forms: list[Literal["objection", "appeal", "complaint"]] = Field(min_length=1)


class PapersFile(File):
    """papers.yaml. `default_office`: how an office is called that is not named; `{0}` stands for its division."""

    default_office: Words
    offices: dict[str, OfficeFile] = {}
    remedies: list[RemedyFile] = []
    remedies_of_contests: list[ContestRemedyFile] = []


class DemonstrationPapersFile(File):
    """papers.yaml of an overlay: offices that the pack does not name."""

    offices: dict[str, OfficeFile]


@dataclass(frozen=True, slots=True)
class Papers:
    """What papers are to say of the office that writes them, and of remedies."""

    default_office: Words = BY_PLACE
    offices: Mapping[str, OfficeFile] = field(default_factory=dict)
    remedies: tuple[RemedyFile, ...] = ()
    remedies_of_contests: tuple[ContestRemedyFile, ...] = ()


def read_papers(folder: Folder, over: Folder | None, problems: Problems) -> Papers:
    """What papers.yaml says, with the offices of a demonstration where the pack names none."""
    located = folder.yaml("papers.yaml")
    file = None if located.value is None else validated(PapersFile, located, problems)
    laid = None if over is None else over.yaml("papers.yaml")
    shown = None if laid is None or laid.value is None else validated(DemonstrationPapersFile, laid, problems)
    if file is None:
        return Papers()
    _check_once("remedies", file.remedies, located, problems)
    _check_once("remedies_of_contests", file.remedies_of_contests, located, problems)
    offices = {**({} if shown is None else shown.offices), **file.offices}
    return Papers(file.default_office, offices, tuple(file.remedies), tuple(file.remedies_of_contests))


def _check_once(part: str, remedies: Sequence[RemedyFile], located: Located, problems: Problems) -> None:
    ids = [remedy.id for remedy in remedies]
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            problems.add(located.place((part, index, "id")), f'remedy "{id_}" stands twice')


PAPER_SCHEMAS: dict[str, type[File]] = {
    "papers": PapersFile,
    "overlay-papers": DemonstrationPapersFile,
}
