"""How evaluation bodies behave, each beside others of the same occupation and level. What is unusual asks a question;
it proves nothing, and nothing follows from it by itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count

from jiyao.engine.packs.supervision import BehaviourFile
from jiyao.evaluation.intervals import Share, Spread, Sums, spread_of
from jiyao.evaluation.models import Part
from jiyao.evaluation.queries.bursts import Start, starts
from jiyao.evaluation.queries.clashes import Clash, clashes
from jiyao.evaluation.queries.outcomes import Group, Outcome, Outcomes, known_sessions, outcomes, together
from jiyao.registry.models import FOREVER, HeldCertificate

PERCENT = 100
TENTHS = 10
"""Marks are kept in tenths."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Of a part, how far marks lie apart, here and at others; and whether that is more than chance explains."""

    part: Part
    own: Spread | None
    others: Spread | None
    is_unlike: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A body in one group beside the others.

    own, others        pass rates
    peers              how many other bodies there are
    is_unlike          whether the pass rate is further from theirs than chance and margin explain
    spreads            by part
    minutes, usual_minutes   of an examiner a candidate, the median of sittings, here and at others
    sessions           their numbers
    """

    group: Group
    own: Share
    others: Share
    peers: int
    is_unlike: bool
    spreads: Sequence[Beside]
    minutes: float | None
    usual_minutes: float | None
    sessions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a body behaves, by what stands on record as of a day, of sessions since a day.

    start        its first weeks; None where no filing of it is on record
    first_time   how many of its certificates were got at the first attempt, and of the others'
    """

    body: int
    on: date
    since: date
    start: Start | None
    lines: Sequence[Line]
    clashes: Sequence[Clash]
    first_time: Share
    first_time_of_others: Share

    @property
    def unlike(self) -> Sequence[Line]:
        """The lines whose pass rate is unlike that of others."""
        return [line for line in self.lines if line.is_unlike]

    @property
    def oddly_marked(self) -> Sequence[Line]:
        """The lines in a part of which marks lie unlike those of others."""
        return [line for line in self.lines if any(one.is_unlike for one in line.spreads)]

    @property
    def signs(self) -> Sequence[str]:
        """The names of what is unusual, as criteria of a grade call it."""
        found = {
            "burst": self.start is not None and self.start.is_burst,
            "two-places": bool(self.clashes),
            "unlike-peers": bool(self.unlike),
            "marks-unlike-peers": bool(self.oddly_marked),
        }
        return [name for name, is_found in found.items() if is_found]


def behaviours(bodies: Collection[int], on: date, behaviour: BehaviourFile) -> Mapping[int, Behaviour]:
    """By body how it behaves as of a day."""
    since = on - timedelta(days=behaviour.looked_back_days - 1)
    groups = {
        Group(occupation, level)
        for occupation, level in known_sessions(since, on)
        .filter(organisation__in=list(bodies))
        .values_list("occupation", "level")
    }
    found = outcomes(known_sessions(since, on, groups))
    wholes = {group: together(by_body.values()) for group, by_body in found.items()}
    begun, twice = starts(on, behaviour), clashes(bodies, since, on)
    first = _first_times(since, on)
    everybody = Share(sum(one.good for one in first.values()), sum(one.of for one in first.values()))
    return {
        body: Behaviour(
            body=body,
            on=on,
            since=since,
            start=begun.get(body),
            lines=_lines(body, found, wholes, behaviour),
            clashes=twice.get(body, ()),
            first_time=(own := first.get(body, Share(0, 0))),
            first_time_of_others=Share(everybody.good - own.good, everybody.of - own.of),
        )
        for body in bodies
    }


def behaviour_of(body: int, on: date, behaviour: BehaviourFile) -> Behaviour:
    """How one body behaves as of a day."""
    return behaviours([body], on, behaviour)[body]


def _lines(
    body: int, found: Outcomes, wholes: Mapping[Group, Outcome], behaviour: BehaviourFile
) -> Sequence[Line]:
    return [
        _line(group, body, by_body, wholes[group], behaviour)
        for group, by_body in sorted(found.items())
        if body in by_body
    ]


def _line(
    group: Group, body: int, by_body: Mapping[int, Outcome], whole: Outcome, behaviour: BehaviourFile
) -> Line:
    """`whole`: all bodies together; what others did is what is left of it."""
    own, peers = by_body[body], len(by_body) - 1
    others = Share(whole.passed - own.passed, whole.sat - own.sat)
    compared = peers >= behaviour.fewest_peers
    return Line(
        group=group,
        own=own.share,
        others=others,
        peers=peers,
        is_unlike=compared and own.share.is_apart_from(others, behaviour.margin_percent / PERCENT),
        spreads=[
            _beside(part, sums, whole.tenths[part] - sums, behaviour if compared else None)
            for part in Part
            if (sums := own.tenths.get(part)) is not None
        ],
        minutes=_median([own]),
        usual_minutes=_median(other for number, other in by_body.items() if number != body),
        sessions=sorted(own.sessions),
    )


def _beside(part: Part, own: Sums, others: Sums, behaviour: BehaviourFile | None) -> Beside:
    """`behaviour`: None where there are too few others to compare with."""
    here, there = spread_of(own, TENTHS), spread_of(others, TENTHS)
    if behaviour is None or here is None or there is None:
        return Beside(part, here, there, is_unlike=False)
    fewest, spread = behaviour.fewest_marks, behaviour.spread_percent
    is_unlike = (
        fewest is not None and spread is not None and here.of >= fewest and here.is_unlike(there, spread)
    )
    return Beside(part, here, there, is_unlike=is_unlike)


def _median(some: Iterable[Outcome]) -> float | None:
    minutes = [each for one in some for each in one.minutes]
    return median(minutes) if minutes else None


def _first_times(since: date, on: date) -> Mapping[int, Share]:
    """By issuer, of certificates of which it is known whether they were got at the first attempt."""
    rows = HeldCertificate.objects.filter(
        superseded_at=FOREVER,
        certificate_kind="skill_level",
        issued_on__gte=since,
        issued_on__lte=on,
        issuer__isnull=False,
        first_time__isnull=False,
    ).values_list("issuer", "first_time")
    counted: dict[int, list[int]] = {}
    for issuer, at_once, number in rows.annotate(number=Count("pk")):
        pair = counted.setdefault(issuer, [0, 0])
        pair[0] += number if at_once else 0
        pair[1] += number
    return {issuer: Share(*pair) for issuer, pair in counted.items()}
