"""The bodies that a supervisor answers for, each with what is unusual and with its grade."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.packs.supervision import Supervision
from jiyao.evaluation.grading import Graded, graded
from jiyao.evaluation.models import EvaluationBody
from jiyao.evaluation.queries.behaviour import Behaviour, behaviours
from jiyao.evaluation.queries.bodies import suspended
from jiyao.registry.models import FOREVER
from jiyao.registry.permitting import Reach

SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Supervised:
    """A body under supervision. `signs`: what is unusual; `grade`: None where the pack grades nobody."""

    body: int
    division: str
    behaviour: Behaviour
    signs: Sequence[str]
    grade: Graded | None


def bodies_in_reach(reach: Reach) -> Mapping[int, str]:
    """By body, ever filed, where it is: what was filed last says so."""
    rows = EvaluationBody.objects.filter(superseded_at=FOREVER)
    if not reach.everything:
        rows = rows.filter(division__in=reach.divisions) | rows.filter(organisation__in=reach.organisations)
    return dict(rows.order_by("starts_on", "record").values_list("organisation", "division"))


def supervised(
    bodies: Mapping[int, str], on: date, supervision: Supervision, more: Mapping[str, Collection[int]]
) -> Sequence[Supervised]:
    """The bodies with what is unusual, those with most of it first.

    more   of further criteria the bodies of which they are found
    """
    if supervision.behaviour is None:
        return []
    stopped = suspended(list(bodies), on)
    marked = {**more, SUSPENDED: stopped.keys()}
    found = []
    for body, behaviour in behaviours(list(bodies), on, supervision.behaviour).items():
        signs = [*behaviour.signs, *(name for name, those in marked.items() if body in those)]
        grade = graded(signs, supervision.credit)
        found.append(Supervised(body, bodies[body], behaviour, signs, grade))
    return sorted(found, key=lambda one: (-len(one.signs), one.body))
