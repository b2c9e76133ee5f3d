"""One row of one measure, before and while its limits are taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from jiyao.base.periods import ONE_DAY, Period, add_months
from jiyao.engine.cases import Case
from jiyao.engine.measures import ALWAYS, Measure
from jiyao.engine.reference.values import Setting, Truth, conjunction, evaluate, negation, truth_of
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.tree import (
    Expr,
)
from jiyao.engine.vocabulary import Vocabulary


@dataclass(slots=True)
class Standing:
    """One row of one measure while its limits are being taken.

    own_next   the next day on which time could change it, or a rival of its
    dead       a condition fails for good; spent: grants used a pool up for good
    """

    case: Case
    at: Setting
    truths: dict[str, Truth]
    own_next: date | None
    dead: bool
    spent: bool = False

    @property
    def holds(self) -> Truth:
        """Whether everything taken so far holds."""
        return conjunction(self.truths.values())


def in_force(period: Period, counted: date | None) -> Truth:
    """Whether a wording stands on the counted day; unknown while the day is."""
    if period == ALWAYS:
        return True
    return None if counted is None else period.holds(counted)


def dated(period: Period, counted: date | None, truth: Truth) -> Truth:
    """A wording that is not in force asks nothing."""
    return negation(conjunction([in_force(period, counted), negation(truth)]))


def clock_days(expr: Expr, at: Setting) -> Iterator[date]:
    """The days on which time flips something in the rule."""
    for clock in clocks_in(expr):
        if isinstance(clock, Crossing):
            start, bound = evaluate(clock.start, at), evaluate(clock.bound, at)
            if start is not None and bound is not None:
                for step in clock.steps:
                    yield add_months(start, (bound + step) * clock.months_a_step)  # type: ignore[arg-type,operator]
        else:
            first, last = evaluate(clock.first, at), evaluate(clock.last, at)
            if isinstance(first, date):
                yield first
            if isinstance(last, date):
                yield last + ONE_DAY


def later(days: Iterable[date], on: date) -> list[date]:
    """The days that are still to come."""
    return [day for day in days if day > on]


def days_of(rule: Expr, period: Period, at: Setting) -> list[date]:
    """The days to come on which time flips something in a rule; none where its wording is not in force."""
    if in_force(period, at.counted) is False:
        return []
    return later(clock_days(rule, at), at.on)


def standing(measure: Measure, case: Case, on: date, vocabulary: Vocabulary) -> Standing:
    """A row with the truth of its conditions, before limits are taken."""
    counted = on if measure.counted_on is None else case.facts.get(measure.counted_on)
    at = Setting(case.facts, on, counted, measure, vocabulary)  # type: ignore[arg-type]
    edges = later(measure.edges(), on) if measure.counted_on is None else []
    days = list(edges)
    dead = False
    truths: dict[str, Truth] = {}
    for condition in measure.all_conditions:
        truths[condition.id] = dated(condition.period, at.counted, truth_of(condition.rule, at))
        flips = days_of(condition.rule, condition.period, at)
        dead = dead or (truths[condition.id] is False and not flips and not edges)
        days += flips
    if measure.applies and days_of(measure.applies.rule, ALWAYS, at):
        dead = False  # it may stop applying, which is another answer than not being eligible
    for rule, period in _given_and_limits(measure):
        days += days_of(rule, period, at)
    return Standing(case, at, truths, None if dead else min(days, default=None), dead)


def _given_and_limits(measure: Measure) -> Iterator[tuple[Expr, Period]]:
    return islice(measure.rules(), len(measure.all_conditions), None)
