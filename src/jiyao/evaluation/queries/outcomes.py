"""How sessions went, body by body: who sat, who passed, how far marks lie apart, how long a candidate took."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from jiyao.evaluation.intervals import Share, Sums
from jiyao.evaluation.models import Part, Session, SessionState
from jiyao.evaluation.queries.session_sums import SessionSums, session_sums

KNOWN = (SessionState.PUBLISHED, SessionState.REPORTED, SessionState.CERTIFIED)
"""States in which it is known who passed."""


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
    tenths: dict[Part, Sums] = field(default_factory=lambda: defaultdict(Sums))
    minutes: list[float] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)

    @property
    def share(self) -> Share:
        """The pass rate."""
        return Share(self.passed, self.sat)

    def take_in(self, session: int, sums: SessionSums) -> None:
        """Counts a session in."""
        self.sat += sums.sat
        self.passed += sums.passed
        for part, tenths in sums.tenths.items():
            self.tenths[part] += tenths
        self.minutes += sums.minutes
        if sums.sat:
            self.sessions.add(session)

    def add(self, other: "Outcome") -> None:
        """Counts another body in; its sessions stay its own."""
        self.sat += other.sat
        self.passed += other.passed
        for part, tenths in other.tenths.items():
            self.tenths[part] += tenths


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
    plans = list(sessions.values_list("pk", "organisation", "occupation", "level"))
    sums = session_sums([session for session, *_ in plans])
    found: dict[Group, dict[int, Outcome]] = defaultdict(lambda: defaultdict(Outcome))
    for session, organisation, occupation, level in plans:
        if sums[session].sat or sums[session].minutes:
            found[Group(occupation, level)][organisation].take_in(session, sums[session])
    return found


def together(some: Iterable[Outcome]) -> Outcome:
    """All of them as one."""
    found = Outcome()
    for one in some:
        found.add(one)
    return found
