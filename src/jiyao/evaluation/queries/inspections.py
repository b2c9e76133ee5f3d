"""Findings of inspections: those of a body, who may make them, and whose are overdue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiyao.evaluation.models import Examiner, Inspection, Supervisor
from jiyao.evaluation.queries.bodies import runs
from jiyao.evaluation.queries.supervised import bodies_in_reach
from jiyao.foundation.actions.texts import text_left
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.places import divisions_below

EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class InspectionTold:
    """A finding with its texts. `is_overdue`: it was to be put right, and is not; `files`: number and kind of each."""

    inspection: Inspection
    looked_at: str
    finding: str
    answer: str
    is_overdue: bool
    files: Sequence[tuple[int, str]]


def inspections_of(bodies: Collection[int], on: date) -> Sequence[InspectionTold]:
    """The findings of some bodies, the latest first."""
    rows = Inspection.objects.filter(organisation__in=list(bodies)).select_related("by", "session")
    rows = rows.prefetch_related("files__file")
    return [_told(one, on) for one in rows.order_by("-inspected_on", "-pk")]


def _told(one: Inspection, on: date) -> InspectionTold:
    return InspectionTold(
        inspection=one,
        looked_at=text_left(None, "looked_at_sealed", one.looked_at_sealed),
        finding=text_left(None, "finding_sealed", one.finding_sealed),
        answer=text_left(None, "answer_sealed", one.answer_sealed),
        is_overdue=one.settled_at is None and one.put_right_by is not None and one.put_right_by < on,
        files=[(each.pk, each.file.kind) for each in one.files.all()],
    )


def unread_of(bodies: Collection[int]) -> QuerySet[Inspection]:
    """The findings of some bodies that nobody of theirs has seen."""
    return Inspection.objects.filter(organisation__in=list(bodies), read_at=None)


def unanswered(bodies: Collection[int]) -> int:
    """How many findings of some bodies are to be put right and were not answered."""
    rows = Inspection.objects.filter(organisation__in=list(bodies), answered_at=None, settled_at=None)
    return rows.filter(put_right_by__isnull=False).count()


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


def is_sent(person: int, on: date) -> bool:
    """Whether a department has sent somebody as external supervisor on a day."""
    return Supervisor.objects.filter(runs(on), person=person, side=EXTERNAL, division__isnull=False).exists()


def appointed_in(reach: Reach) -> QuerySet[Supervisor]:
    """The external supervisors of the divisions in reach, the last appointed first."""
    rows = Supervisor.objects.filter(superseded_at=FOREVER, side=EXTERNAL, division__isnull=False)
    rows = rows if reach.everything else rows.filter(division__in=reach.divisions)
    return rows.order_by("-starts_on", "-record")


def examining_among(people: Collection[int], on: date) -> frozenset[int]:
    """Those of these people who examine for some body on a day."""
    return frozenset(Examiner.objects.filter(runs(on), person__in=people).values_list("person", flat=True))


def may_inspect(organisation: int, hand: Hand) -> bool:
    """Whether who acts may inspect a body."""
    return organisation in bodies_to_inspect(hand)
