"""Sessions as people look for them, and what is remarkable of those that were filed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from jiyao.evaluation.models import Candidate, CandidateState, DutyState, Session, SessionState
from jiyao.evaluation.queries.bodies import suspended

SOON = timedelta(days=7)
"""So long before it begins a session that is not arranged stands out."""


class Remark(StrEnum):
    """What stands out of a session."""

    SUSPENDED = "suspended"
    NOT_ARRANGED = "not_arranged"
    NOBODY = "nobody"
    DECLINED = "declined"
    NO_SUPERVISOR = "no_supervisor"


@dataclass(frozen=True, slots=True)
class Filed:
    """A session that was filed, with how many are in it and what stands out."""

    session: Session
    candidates: int
    admitted: int
    remarks: Collection[Remark]


def sessions_of(organisations: Collection[int]) -> QuerySet[Session]:
    """The sessions of these bodies, the latest first."""
    return Session.objects.filter(organisation__in=organisations).order_by("-starts_on", "-pk")


def open_sessions(
    on: date, *, occupation: str = "", level: str = "", division: str = ""
) -> QuerySet[Session]:
    """The sessions that can be enrolled for on a day, those that close first before others."""
    found = Session.objects.filter(state=SessionState.FILED, enrols_until__gte=on)
    if occupation:
        found = found.filter(occupation__startswith=occupation)
    if level:
        found = found.filter(level=level)
    if division:
        found = found.filter(division=division)
    shut = set(suspended(found.values_list("organisation_id", flat=True), on))
    return found.exclude(organisation__in=shut).order_by("enrols_until", "pk")


def candidacies_of(person: int) -> QuerySet[Candidate]:
    """What a person is or was a candidate for, the latest first."""
    return Candidate.objects.filter(person=person).select_related("session").order_by("-pk")


def filed_sessions(divisions: Collection[str] | None, on: date) -> list[Filed]:
    """The sessions to come or under way in these divisions, in all without any; the first to begin first."""
    states = (SessionState.FILED, SessionState.ARRANGED)
    found = Session.objects.filter(state__in=states)
    if divisions is not None:
        found = found.filter(division__in=divisions)
    outside = Q(sittings__duties__role="external") & ~Q(sittings__duties__state=DutyState.DECLINED)
    sessions = list(
        found.order_by("starts_on", "pk").annotate(
            all_=Count("candidates", filter=~Q(candidates__state=CandidateState.WITHDRAWN), distinct=True),
            in_=Count("candidates", filter=Q(candidates__state=CandidateState.ADMITTED), distinct=True),
            declined=Count(
                "sittings__duties", filter=Q(sittings__duties__state=DutyState.DECLINED), distinct=True
            ),
            outside=Count("sittings__duties", filter=outside, distinct=True),
        )
    )
    shut = suspended([one.organisation_id for one in sessions], on)
    return [Filed(one, one.all_, one.in_, _remarks(one, one.organisation_id in shut, on)) for one in sessions]


def _remarks(session: Session, is_suspended: bool, on: date) -> list[Remark]:
    counted = session.__dict__
    soon = session.starts_on - on <= SOON
    found = {
        Remark.SUSPENDED: is_suspended,
        Remark.NOT_ARRANGED: soon and session.state == SessionState.FILED,
        Remark.NOBODY: on > session.enrols_until and not counted["all_"],
        Remark.DECLINED: bool(counted["declined"]),
        Remark.NO_SUPERVISOR: soon and not counted["outside"],
    }
    return [remark for remark, holds in found.items() if holds]
