"""How sessions went, body by body: who sat, who passed, how far marks lie apart, how long a candidate took."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from jiyao.evaluation.intervals import Share
from jiyao.evaluation.models import DutyRole, DutyState, Part, PartResult, Session, SessionState, Sitting

KNOWN = (SessionState.PUBLISHED, SessionState.REPORTED, SessionState.CERTIFIED)
"""States in which it is known who passed."""
ONE_BY_ONE = (Part.PRACTICAL, Part.REVIEW)
"""Parts in which examiners look at candidates one by one."""
SERVING = (DutyState.ACCEPTED, DutyState.SIGNED)


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """What is compared: an occupation at a level."""

    occupation: str
    level: str


@dataclass(slots=True)
class Outcome:
    """Of a body in a group who sat and passed, the marks (tenths) by part, minutes a candidate, and the sessions."""

    sat: int = 0
    passed: int = 0
    tenths: dict[Part, list[int]] = field(default_factory=lambda: defaultdict(list))
    minutes: list[float] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    @property
    def share(self) -> Share:
        """The pass rate."""
        return Share(self.passed, self.sat)


Outcomes = Mapping[Group, Mapping[int, Outcome]]
"""By group and body."""


def known_sessions(since: date, until: date, groups: Collection[Group] | None = None) -> QuerySet[Session]:
    """The sessions that ended in a period and of which it is known who passed; of all groups, or of those alone."""
    found = Session.objects.filter(state__in=KNOWN, ends_on__gte=since, ends_on__lte=until, ability_item="")
    if groups is None:
        return found
    wanted = Q(pk__in=())
    for group in groups:
        wanted |= Q(occupation=group.occupation, level=group.level)
    return found.filter(wanted)


def outcomes(sessions: QuerySet[Session]) -> Outcomes:
    """How the sessions went."""
    found: dict[Group, dict[int, Outcome]] = defaultdict(lambda: defaultdict(Outcome))
    plans = {one["pk"]: one for one in sessions.values("pk", "organisation", "occupation", "level", "parts")}

    def outcome_of(session: int) -> Outcome:
        plan = plans[session]
        return found[Group(plan["occupation"], plan["level"])][plan["organisation"]]

    for session, results in _candidates(sessions):
        _count(outcome_of(session), session, results, plans[session]["parts"].split())
    for session, minutes in _minutes(sessions):
        outcome_of(session).minutes.append(minutes)
    return found


def _candidates(sessions: QuerySet[Session]) -> Iterator[tuple[int, Mapping[str, tuple[Any, ...]]]]:
    """Of each candidate the session, and by part the latest result."""
    rows = PartResult.objects.filter(candidate__session__in=sessions).order_by("candidate", "version")
    columns = ("candidate__session", "candidate", "part", "tenths", "absent", "passed")
    found: dict[tuple[int, int], dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for session, candidate, part, *result in rows.values_list(*columns):
        found[session, candidate][part] = tuple(result)
    yield from ((session, results) for (session, _), results in found.items())


def _count(
    outcome: Outcome, session: int, results: Mapping[str, tuple[Any, ...]], parts: Sequence[str]
) -> None:
    came = {part: tenths for part, (tenths, absent, _) in results.items() if not absent}
    if not came:
        return
    outcome.sessions.add(session)
    outcome.sat += 1
    outcome.passed += all(part in results and results[part][2] for part in parts)
    for part, tenths in came.items():
        outcome.tenths[Part(part)].append(tenths)


def _minutes(sessions: QuerySet[Session]) -> Iterator[tuple[int, float]]:
    """Of each sitting in which candidates are looked at one by one, the examiner's minutes a candidate."""
    examining = Q(duties__state__in=SERVING, duties__role__in=(DutyRole.LEAD, DutyRole.EXAMINER))
    rows = Sitting.objects.filter(session__in=sessions, part__in=ONE_BY_ONE).annotate(
        people=Count("seats", distinct=True), examiners=Count("duties", filter=examining, distinct=True)
    )
    for one in rows:
        if one.people:
            lasted = (one.ends_at - one.starts_at).total_seconds() / 60
            yield one.session_id, lasted * max(one.examiners, 1) / one.people
