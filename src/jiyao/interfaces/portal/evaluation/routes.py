"""The three routes of evaluation, and the catalogues behind two of them, in the page's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import Period
from jiyao.engine.packs.evaluating import EvaluationFile, QualificationGroupFile, RouteFile
from jiyao.engine.packs.procedure_files import StepSource
from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.figures import bodies_by_kind, certificates_by_kind
from jiyao.interfaces.ui.policy.telling import Margin, margin
from jiyao.interfaces.ui.sentences import Teller

ALWAYS = Period(None, None)


@dataclass(frozen=True, slots=True)
class Route:
    """A route with its figures. `bodies`: by kind, in words; none where no bodies are kept."""

    file: RouteFile
    certificates: int
    bodies: Sequence[tuple[Words, int]]
    margin: Margin


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the catalogue of qualifications. `unread`: how many have names that are not known here."""

    file: QualificationGroupFile
    margin: Margin

    @property
    def unread(self) -> int:
        """Those without a name."""
        return self.file.total - len(self.file.named)


def beside(teller: Teller, source: StepSource) -> Margin:
    """What stands beside something that a source says."""
    return margin(teller, source, ALWAYS, source.confidence)


def routes(teller: Teller, told: EvaluationFile, on: date) -> list[Route]:
    """Every route, with what is on record of it."""
    certificates, bodies = certificates_by_kind(on), bodies_by_kind(on)
    return [_route(teller, one, certificates, bodies) for one in told.routes]


def _route(
    teller: Teller, one: RouteFile, certificates: Mapping[str, int], bodies: Mapping[str, int]
) -> Route:
    kinds = teller.pack.vocabulary.codes["body_kind"].codes
    return Route(
        one,
        certificates.get(one.certificate_kind, 0),
        [(kinds[kind], bodies.get(kind, 0)) for kind in one.bodies],
        beside(teller, one.source),
    )


def groups(teller: Teller, told: EvaluationFile) -> list[Group]:
    """Every part of the catalogue of qualifications."""
    return [Group(one, beside(teller, one.source)) for one in told.qualifications.groups]
