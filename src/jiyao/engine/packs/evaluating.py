"""evaluation.yaml: the routes of evaluation, the ladder of levels and posts, and the catalogue of qualifications."""

from collections.abc import Collection, Iterator, Mapping

from pydantic import Field

from jiyao.engine.packs.located import Located, Step
from jiyao.engine.packs.procedure_files import StepSource
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems, nearest
from jiyao.engine.shapes import File, Id, Titled, Words
from jiyao.engine.vocabulary import Vocabulary

FILE = "evaluation.yaml"
KIND, LEVEL, POST, BODY = "certificate_kind", "level", "technical_post", "body_kind"


class RouteFile(Titled):
    """A way to be evaluated: what it is, who does it, and to which kind of certificate it leads.

    bodies   the kinds of body that evaluate; none where the platform keeps no such bodies
    """

    id: Id
    certificate_kind: Id
    bodies: list[Id] = []
    about: Words
    who: Words
    source: StepSource
    open: list[Words] = []


class RungFile(Titled):
    """A rung of the ladder, from the lowest on.

    level      the level that is evaluated; none of what stands below them, and of posts
    post       the post that an employer appoints to
    reached    how it is reached, where no measure says so
    measures   the measures that say what leads here
    """

    id: Id
    level: str | None = None
    post: Id | None = None
    reached: Words | None = None
    measures: list[Id] = []
    source: StepSource
    open: list[Words] = []


class ClashFile(Titled):
    """Something with nearly the same name that is not the same: a title that a measure gives."""

    measure: Id


class LadderFile(File):
    """The levels and posts in order; measures from levels to titles and back; what is mixed up with the posts."""

    title: Words
    alias: Words
    rungs: list[RungFile] = Field(min_length=1)
    bridges: list[Id] = []
    clashes: list[ClashFile] = []


class QualificationFile(Titled):
    """A qualification of the catalogue whose name has been read."""

    source: StepSource


class QualificationGroupFile(Titled):
    """A part of the catalogue: how many it has, of which type, and those whose names have been read."""

    id: Id
    total: int = Field(ge=0)
    access: int | None = Field(default=None, ge=0)
    named: list[QualificationFile] = []
    source: StepSource
    open: list[Words] = []


class CatalogueFile(File):
    """The national catalogue of qualifications."""

    document: Id
    total: int = Field(ge=1)
    groups: list[QualificationGroupFile] = Field(min_length=1)


class EvaluationFile(File):
    """evaluation.yaml"""

    routes: list[RouteFile] = Field(min_length=1)
    ladder: LadderFile
    qualifications: CatalogueFile


def read_evaluation(
    folder: Folder,
    documents: Collection[str],
    measures: Collection[str],
    vocabulary: Vocabulary,
    problems: Problems,
) -> EvaluationFile | None:
    """What the file says; None where the pack has none."""
    located = folder.yaml(FILE)
    file = None if located.value is None else validated(EvaluationFile, located, problems)
    if file is None:
        return None
    known: Mapping[str, Collection[str]] = {"document": documents, "measure": measures}
    for steps, what, id_ in _named(file):
        codes = vocabulary.codes.get(what)
        there = known.get(what, () if codes is None else codes.codes)
        if id_ not in there:
            problems.add(located.place(steps), f'unknown {what} "{id_}"{nearest(id_, there)}')
    _check_rungs(file.ladder, located, problems)
    _check_counts(file.qualifications, located, problems)
    return file


Named = tuple[tuple[Step, ...], str, str]


def _named(file: EvaluationFile) -> Iterator[Named]:
    """Everything that is named elsewhere: where, of what kind, and its id."""
    for number, route in enumerate(file.routes):
        here: tuple[Step, ...] = ("routes", number)
        yield (*here, "source"), "document", route.source.document
        yield (*here, "certificate_kind"), KIND, route.certificate_kind
        yield from (((*here, "bodies"), BODY, body) for body in route.bodies)
    for number, rung in enumerate(file.ladder.rungs):
        here = ("ladder", "rungs", number)
        yield (*here, "source"), "document", rung.source.document
        yield from (((*here, "measures"), "measure", one) for one in rung.measures)
        if rung.level is not None:
            yield (*here, "level"), LEVEL, rung.level
        if rung.post is not None:
            yield (*here, "post"), POST, rung.post
    yield from ((("ladder", "bridges"), "measure", one) for one in file.ladder.bridges)
    yield from ((("ladder", "clashes"), "measure", one.measure) for one in file.ladder.clashes)
    yield ("qualifications", "document"), "document", file.qualifications.document
    for number, group in enumerate(file.qualifications.groups):
        here = ("qualifications", "groups", number)
        yield (*here, "source"), "document", group.source.document
        yield from (((*here, "named"), "document", one.source.document) for one in group.named)


def _check_rungs(ladder: LadderFile, located: Located, problems: Problems) -> None:
    for number, rung in enumerate(ladder.rungs):
        place = located.place(("ladder", "rungs", number))
        if rung.level is not None and rung.post is not None:
            problems.add(place, f'"{rung.id}" is either a level that is evaluated or a post; keep one')
        if rung.reached is None and not rung.measures:
            problems.add(place, f'"{rung.id}": say how it is reached (`reached`), or name its `measures`')


def _check_counts(catalogue: CatalogueFile, located: Located, problems: Problems) -> None:
    total = sum(group.total for group in catalogue.groups)
    if total != catalogue.total:
        place = located.place(("qualifications", "total"))
        problems.add(place, f"the groups have {total} qualifications, the catalogue {catalogue.total}")
    for number, group in enumerate(catalogue.groups):
        if max(len(group.named), group.access or 0) > group.total:
            place = located.place(("qualifications", "groups", number, "total"))
            problems.add(place, f'"{group.id}" has {group.total} qualifications, and more stand below it')


EVALUATION_SCHEMAS: dict[str, type[File]] = {"evaluation": EvaluationFile}
