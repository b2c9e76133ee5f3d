"""certificate_numbers.yaml: how the numbers of certificates are made up, part by part, and what the parts mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from jiyao.engine.packs.located import Located
from jiyao.engine.packs.procedure_files import Evaluates, StepSource
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File, Id, Titled

FILE = "certificate_numbers.yaml"
PartName = Literal["category", "body", "province", "station", "year", "level", "serial", "rest"]
CENTRES = "special_ability"
"""The kind of certificate that the department's centre issues, whoever tested."""
TAIL = ("year", "level", "serial")
"""The parts that a body gives out itself, at the end of a number; what stands before them is its own part."""


class NumberCodeFile(Titled):
    """A code that may stand in a part. `value`: the level, division or kind of body that it is, in records."""

    value: str | None = None


class NumberPartFile(Titled):
    """A part of a number: letters or digits, and of what length; with codes, nothing else may stand there."""

    part: PartName
    length: int = Field(ge=1, le=22)
    letters: bool = False
    codes: dict[str, NumberCodeFile] = {}


class CentreFile(Titled):
    """A centre of the department. `credit_code`: by which the register of organisations knows it."""

    credit_code: str = Field(pattern="^[0-9A-Z]{18}$")


class NumberShapeFile(Titled):
    """A shape of numbers.

    issues    the kind of certificate that is numbered so here
    centre    who issues them, where that is not the body that evaluates
    century   of which its year is
    body_here what stands in the part `body` of who first files with the province
    """

    id: Id
    issues: Evaluates | None = None
    centre: CentreFile | None = None
    century: int | None = None
    body_here: str | None = None
    parts: list[NumberPartFile] = Field(min_length=1)
    source: StepSource | None = None
    confidence: Literal["demonstration"] | None = None
    note: str | None = None

    @property
    def length(self) -> int:
        """How many characters such a number has."""
        return sum(part.length for part in self.parts)

    def part(self, name: PartName) -> NumberPartFile | None:
        """The part of that name."""
        return next((one for one in self.parts if one.part == name), None)


class NumbersFile(File):
    """certificate_numbers.yaml, of a pack or of its overlay."""

    shapes: list[NumberShapeFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The shapes of numbers that a pack knows, in its order."""

    shapes: tuple[NumberShapeFile, ...] = ()
    by_kind: Mapping[str, NumberShapeFile] = field(default_factory=dict)


def read_numbering(
    folder: Folder, over: Folder | None, documents: Mapping[str, object], problems: Problems
) -> Numbering:
    """What the file says; shapes of a demonstration where the pack has none of that id."""
    own = _read(folder, documents, problems)
    laid = {} if over is None else _read(over, documents, problems)
    shapes = {**laid, **own}
    return Numbering(
        tuple(shapes.values()), {shape.issues: shape for shape in shapes.values() if shape.issues is not None}
    )


def _read(folder: Folder, documents: Mapping[str, object], problems: Problems) -> dict[str, NumberShapeFile]:
    located = folder.yaml(FILE)
    file = None if located.value is None else validated(NumbersFile, located, problems)
    found: dict[str, NumberShapeFile] = {}
    for index, shape in enumerate(() if file is None else file.shapes):
        place = located.at("shapes").at(index)
        if shape.id in found:
            problems.add(place.place(("id",)), f'shape "{shape.id}" stands twice')
        if shape.source is not None and shape.source.document not in documents:
            problems.add(place.place(("source",)), f'unknown document "{shape.source.document}"')
        if shape.source is None and shape.confidence is None:
            problems.add(place.place(()), f'shape "{shape.id}": say in which document it stands')
        _check_parts(shape, place, problems)
        found[shape.id] = shape
    return found


def _check_parts(shape: NumberShapeFile, located: Located, problems: Problems) -> None:
    for index, part in enumerate(shape.parts):
        place = located.at("parts").at(index).place(())
        for code in part.codes:
            if len(code) != part.length:
                problems.add(place, f'code "{code}" has not the length {part.length} of its part')
    names = tuple(part.part for part in shape.parts)
    body = shape.part("body")
    if shape.body_here is not None and (body is None or len(shape.body_here) != body.length):
        problems.add(
            located.place(("body_here",)), f'"{shape.body_here}" has not the length of the part "body"'
        )
    if len(set(names)) < len(names):
        problems.add(located.place(("parts",)), f'shape "{shape.id}" has a part twice')
    if shape.issues is not None and (names[-len(TAIL) :] != TAIL or shape.century is None):
        problems.add(
            located.place(("issues",)),
            f'shape "{shape.id}" is issued here: it ends with {", ".join(TAIL)}, and names its century',
        )
    if (shape.centre is None) == (shape.issues == CENTRES):
        problems.add(
            located.place(("issues",)),
            f'shape "{shape.id}": of {CENTRES}, and of nothing else, say which centre issues (`centre`)',
        )


NUMBERING_SCHEMAS: dict[str, type[File]] = {"certificate-numbers": NumbersFile}
