"""supervision.yaml: when the behaviour of a body is unusual, how bodies are graded, which tests government gave up.

What is looked at, and how it is counted, is the platform's; a pack sets how much is too much. Grades stand where a
document sets them: in a demonstration's overlay they are invented, and say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File, Id, Titled, Words

FILE = "supervision.yaml"
CriterionName = Literal[
    "burst", "two-places", "unlike-peers", "marks-unlike-peers", "open-finding", "suspended"
]


class BehaviourFile(File):
    """When behaviour is unusual. What versions of before do not say is not looked at.

    looked_back_days     how many days back sessions are counted
    first_weeks          the weeks after a body first filed that are looked at
    first_certificates   from how many certificates in those weeks on it is a burst
    times_peers          and how many times as many as the median of others in their own first weeks
    margin_percent       by how much more than chance a pass rate is unlike that of others, in percentage points
    spread_percent       below how many percent of the greater spread of marks the lesser one is unlike it
    fewest_marks         from how many marks on a spread is compared, since a few that are the same say nothing
    fewest_peers         with how many other bodies there is somebody to compare with
    """

    looked_back_days: int = Field(ge=1)
    first_weeks: int = Field(ge=1)
    first_certificates: int = Field(ge=1)
    times_peers: int = Field(ge=1)
    margin_percent: int = Field(ge=0, le=100)
    spread_percent: int | None = Field(default=None, ge=1, le=100)
    fewest_marks: int | None = Field(default=None, ge=2)
    fewest_peers: int = Field(ge=1)


class CriterionFile(Titled):
    """What is taken off, and how many points once it is found."""

    id: CriterionName
    points: int = Field(ge=1)


class GradeFile(Titled):
    """A grade, from how many points on."""

    id: Id
    at_least: int = Field(ge=0)


class CreditFile(File):
    """How bodies are graded: from `full` points the criteria take theirs off; the first grade that is reached holds."""

    full: int = Field(ge=1)
    criteria: list[CriterionFile] = Field(min_length=1)
    grades: list[GradeFile] = Field(min_length=1)
    document: Id | None = None
    note: str | None = None
    confidence: Literal["demonstration"] | None = None


class GivenUpFile(Titled):
    """A duty of testing that government gave up.

    on         since when, as the document writes it; None where nobody has found it
    document   where that is written; None where no document was found
    """

    on: Words | None
    document: Id | None
    confidence: Literal["verified", "partial", "unverified"]


class SupervisionFile(File):
    """supervision.yaml, of a pack or of its overlay."""

    behaviour: BehaviourFile | None = None
    credit: CreditFile | None = None
    given_up: list[GivenUpFile] = []


@dataclass(frozen=True, slots=True)
class Supervision:
    """What a pack says of these; None where it says nothing."""

    behaviour: BehaviourFile | None = None
    credit: CreditFile | None = None
    given_up: tuple[GivenUpFile, ...] = ()


def read_supervision(
    folder: Folder, over: Folder | None, documents: Mapping[str, object], problems: Problems
) -> Supervision:
    """What the file says; of a demonstration's what the pack does not say."""
    own = _read(folder, documents, problems)
    laid = SupervisionFile() if over is None else _read(over, documents, problems)
    return Supervision(own.behaviour or laid.behaviour, own.credit or laid.credit, tuple(own.given_up))


def _read(folder: Folder, documents: Mapping[str, object], problems: Problems) -> SupervisionFile:
    located = folder.yaml(FILE)
    file = None if located.value is None else validated(SupervisionFile, located, problems)
    for index, one in enumerate(() if file is None else file.given_up):
        if one.document is not None and one.document not in documents:
            problems.add(located.place(("given_up", index, "document")), f'unknown document "{one.document}"')
    if file is not None and file.credit is not None:
        _check_credit(file.credit, located.at("credit"), documents, problems)
    return file or SupervisionFile()


def _check_credit(
    credit: CreditFile, located: Located, documents: Mapping[str, object], problems: Problems
) -> None:
    if credit.document is None and credit.confidence is None:
        problems.add(located.place(()), "say in which document the grades stand")
    if credit.document is not None and credit.document not in documents:
        problems.add(located.place(("document",)), f'unknown document "{credit.document}"')
    named = [one.id for one in credit.criteria]
    for index, name in enumerate(named):
        if name in named[:index]:
            problems.add(located.place(("criteria", index)), f'criterion "{name}" stands twice')
    steps = [one.at_least for one in credit.grades]
    if steps != sorted(set(steps), reverse=True) or steps[-1] != 0:
        problems.add(
            located.place(("grades",)), "grades stand from the best to the worst, the last from 0 on"
        )


SUPERVISION_SCHEMAS: dict[str, type[File]] = {"supervision": SupervisionFile}
