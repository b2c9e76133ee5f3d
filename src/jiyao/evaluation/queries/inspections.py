"""Findings of inspections: those of a body, who may make them, and whose are overdue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.models import Inspection, Supervisor
from jiyao.evaluation.queries.bodies import runs
from jiyao.evaluation.queries.supervised import bodies_in_reach
from jiyao.foundation.actions.texts import text_left
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.places import divisions_below

EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class InspectionTold:
    """A finding with its texts. `is_overdue`: it was to be put right, and is not."""

    inspection: Inspection
    looked_at: str
    finding: str
    answer: str
    is_overdue: bool


def inspections_of(bodies: Collection[int], on: date) -> Sequence[InspectionTold]:
    """The findings of some bodies, the latest first."""
    rows = Inspection.objects.filter(organisation__in=list(bodies)).select_related("by")
    return [_told(one, on) for one in rows.order_by("-inspected_on", "-pk")]


def _told(one: Inspection, on: date) -> InspectionTold:
    return InspectionTold(
        inspection=one,
        looked_at=text_left(None, "looked_at_sealed", one.looked_at_sealed),
        finding=text_left(None, "finding_sealed", one.finding_sealed),
        answer=text_left(None, "answer_sealed", one.answer_sealed),
        is_overdue=one.settled_at is None and one.put_right_by is not None and one.put_right_by < on,
    )


def overdue(on: date) -> frozenset[int]:
    """The bodies with a finding that was not put right in time."""
    rows = Inspection.objects.filter(settled_at=None, put_right_by__lt=on)
    return frozenset(rows.values_list("organisation", flat=True))


def bodies_to_inspect(hand: Hand) -> Collection[int]:
    """The bodies that who acts may inspect: of their office's place, or where they were sent as external supervisor."""
    found = set(bodies_in_reach(hand.reach("inspections", "make")))
    person = None if hand.account is None else hand.account.person_id
    if person is None:
        return found
    sent = Supervisor.objects.filter(runs(hand.on), person=person, side=EXTERNAL, division__isnull=False)
    places = frozenset(one for one in sent.values_list("division", flat=True) if one is not None)
    return found | set(bodies_in_reach(Reach(divisions=divisions_below(places))))


def may_inspect(organisation: int, hand: Hand) -> bool:
    """Whether who acts may inspect a body."""
    return organisation in bodies_to_inspect(hand)
