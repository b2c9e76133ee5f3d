"""兑现: of what the rules give, how much was reached, accepted and paid, in how many days, and where the rest stays.

What is counted is a measure for a record: who is given something for two certificates counts twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from jiyao.casework.models import Case, CaseStep
from jiyao.casework.queries.stopping import AT, OF_RUN, Cause, Stage, last_cases, paying_kinds
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.due import Due
from jiyao.engine.population.entitled import entitled_count, entitled_rows
from jiyao.policy.models import Grant
from jiyao.policy.queries.waiting import RunFolder

Days = dict[int, int]
"""How often something took so many days."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of what somebody asks: one measure, some places, days on which it was offered or claimed. None is every one.

    places   the codes of divisions; those without a place are the province's and only in None
    """

    measure: str | None = None
    places: frozenset[str] | None = None
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is among them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def cases(self) -> QuerySet[Case]:
        """The cases that are asked for."""
        rows = Case.objects.all()
        if self.measure is not None:
            rows = rows.filter(measure=self.measure)
        if self.places is not None:
            rows = rows.filter(division__in=self.places)
        if self.first is not None:
            rows = rows.filter(opened_on__gte=self.first)
        return rows if self.last is None else rows.filter(opened_on__lte=self.last)


@dataclass(slots=True)
class TakeUp:
    """What became of what a measure gives in a place: counts and sums by cause, and days between.

    days   from reached to accepted, and from accepted to paid
    """

    counts: dict[Cause, tuple[int, int]] = field(default_factory=dict)
    days: tuple[Days, Days] = field(default_factory=lambda: ({}, {}))

    def came_to(self, stage: Stage) -> tuple[int, int]:
        """How many came so far or further, and their fen."""
        found = [some for cause, some in self.counts.items() if AT[cause] >= stage]
        return sum(count for count, _ in found), sum(fen for _, fen in found)

    def add(self, cause: Cause, count: int, fen: int) -> None:
        """Counts some more."""
        before = self.counts.get(cause, (0, 0))
        self.counts[cause] = (before[0] + count, before[1] + fen)

    def median_days(self, which: int) -> int | None:
        """The median of reached to accepted (0) or accepted to paid (1); None where nothing came so far."""
        days = self.days[which]
        middle, seen = (sum(days.values()) + 1) // 2, 0
        for length in sorted(days):
            seen += days[length]
            if seen >= middle:
                return length
        return None


Places = Mapping[tuple[str, str | None], TakeUp]
"""By measure and place."""


Figure = tuple[str, str | None, date, str, int, int, int]
"""Of a measure, a place and a day on which it was opened: a cause, or a step and its days; how many, and their fen."""
LENGTHS = ("accepted", "paid")
"""The steps that are timed, as a figure names them."""


def take_up(asked: Narrowed, pack: Pack, last: RunFolder | None) -> Places:
    """What became of what is asked for. Without a run nobody is counted for whom no case was begun."""
    return added(
        (measure, place, what, days, count, fen)
        for measure, place, _, what, days, count, fen in figures(asked, pack, last)
    )


def added(rows: Iterable[tuple[str, str | None, str, int, int, int]]) -> Places:
    """Figures without their days of opening, added up."""
    found: dict[tuple[str, str | None], TakeUp] = defaultdict(TakeUp)
    for measure, place, what, days, count, fen in rows:
        one = found[measure, place]
        if what in LENGTHS:
            so_far = one.days[LENGTHS.index(what)]
            so_far[days] = so_far.get(days, 0) + count
        else:
            one.add(Cause(what), count, fen)
    return dict(found)


def figures(asked: Narrowed, pack: Pack, last: RunFolder | None) -> Iterator[Figure]:
    """What is counted of what is asked for, day by day."""
    rows = last_cases(asked.cases()).values_list("measure", "division", "opened_on", "cause")
    for measure, place, opened, cause, count, fen in rows.annotate(Count("pk"), Sum("fen")).iterator():
        yield measure, place, opened, cause, 0, count, fen
    for which, steps in zip(LENGTHS, _lengths(asked), strict=True):
        for measure, place, opened, days, count in steps:
            yield measure, place, opened, which, days, count, 0
    if last is not None and asked.holds(last.run.determined_on):
        yield from _unreached(asked, pack, last)


def together(found: Iterable[TakeUp]) -> TakeUp:
    """All of them in one."""
    whole = TakeUp()
    for one in found:
        for cause, (count, fen) in one.counts.items():
            whole.add(cause, count, fen)
        for mine, its in zip(whole.days, one.days, strict=True):
            for length, count in its.items():
                mine[length] = mine.get(length, 0) + count
    return whole


def cases_held(asked: Narrowed, cause: Cause) -> QuerySet[Any]:
    """The cases that are held by a cause, those that have waited longest first."""
    return last_cases(asked.cases()).filter(cause=cause).order_by("state_since", "pk")


def unreached(
    asked: Narrowed, cause: Cause, pack: Pack, last: RunFolder | None, at_most: int
) -> Sequence[tuple[str, Due]]:
    """What the run found and no case was begun for, the first of it, with its measure."""
    if last is None or cause not in OF_RUN or not asked.holds(last.run.determined_on):
        return ()
    found: list[tuple[str, Due]] = []
    for measure in _asked_of(pack, asked):
        found += [
            (measure.id, one)
            for one in entitled_rows(
                pack,
                measure,
                last.facts,
                last.outcomes,
                _begun(measure),
                pays=cause is Cause.NOT_OFFERED,
                places=asked.places,
                at_most=at_most - len(found),
            )
        ]
    return found


def _unreached(asked: Narrowed, pack: Pack, last: RunFolder) -> Iterator[Figure]:
    for measure in _asked_of(pack, asked):
        for one in entitled_count(pack, measure, last.facts, last.outcomes, _begun(measure)):
            if asked.places is None or one.place in asked.places:
                cause = Cause.NOT_OFFERED if one.pays else Cause.NOT_CONFIRMED
                yield measure.id, one.place, last.run.determined_on, cause, 0, one.records, one.fen


def _asked_of(pack: Pack, asked: Narrowed) -> Iterator[Measure]:
    return (one for one in pack.measures.values() if asked.measure in (None, one.id))


def _begun(measure: Measure) -> list[int]:
    """The records for which a measure was given or a case begun."""
    about = {"measure": measure.id, "subject": measure.subject}
    cases = Case.objects.filter(kind__in=paying_kinds(), **about)
    given = Grant.objects.filter(reversed_on__isnull=True, **about)
    rows: Collection[QuerySet[Case] | QuerySet[Grant]] = (cases, given)
    return list(chain.from_iterable(one.values_list("subject_record", flat=True) for one in rows))


Length = tuple[str, str | None, date, int, int]


def _lengths(asked: Narrowed) -> Iterator[Iterator[Length]]:
    """Of each step that is timed: by measure, place and day of opening, how often it took so many days."""
    cases = asked.cases().filter(kind__in=paying_kinds())
    accepted = CaseStep.objects.filter(case=OuterRef("case"), step="accept").values("on")[:1]
    steps = CaseStep.objects.filter(case__in=cases).order_by()
    yield _timed(steps.filter(step="accept").annotate(begun=F("case__opened_on")))
    yield _timed(steps.filter(step="pay").annotate(begun=Subquery(accepted)))


def _timed(steps: QuerySet[Any]) -> Iterator[Length]:
    named = ("case__measure", "case__division", "case__opened_on", "begun", "on")
    rows = steps.values_list(*named).annotate(Count("pk"))
    for measure, place, opened, first, last, count in rows.iterator():
        if first is not None:
            yield measure, place, opened, (last - first).days, count
