"""分期: what is due by now of a sum that is paid by and by, and what of it was paid.

Nothing of a plan is kept: it is made anew from the grant that stands and the facts as known at a moment.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from jiyao.casework.models import Case, CaseState
from jiyao.casework.models.case import CASE
from jiyao.engine.cases import Case as Row
from jiyao.engine.measures import Instalments, Measure, MonthsOfRecord
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value
from jiyao.foundation.facts import people_cases
from jiyao.funds.instalments import (
    WHOLE,
    Break,
    BreakDoes,
    Fact,
    History,
    Left,
    Price,
    Reached,
    Scheme,
    Step,
    due_fen,
    history,
    last_day,
    parts_due,
)
from jiyao.funds.queries.payments import standing_of, with_money_left
from jiyao.training.queries.breaks import breaks_of

EVER = date.max
Facts = Mapping[str, Value | None]
BREAKS: Mapping[str, Callable[..., Iterable[Any]]] = {"apprenticeship": breaks_of}
"""By subject, what tells the breaks of one of its records; each has a first day, and a last one if it is over."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One instalment as it stands.

    due_on   None while nobody knows the day; `is_due`: whether it is due by now
    amount   None of what somebody who left has no right to any more
    """

    step: Step
    due_on: date | None
    amount_fen: int | None
    is_due: bool
    is_ordered: bool
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How a grant is paid by and by, as known on a day.

    known       None where the first day or the length is not known: then nothing can be said
    given_fen   what was paid or is on its way, without what came back; `paid_fen`: of it what arrived
    breaks      the breaks that it takes account of
    """

    scheme: Scheme
    known: History | None
    on: date
    price_fen: int
    given_fen: int
    paid_fen: int
    breaks: Sequence[Break] = ()

    @property
    def due_fen(self) -> int:
        """What is due by the day altogether; where nothing can be said, what was given stays."""
        return self.given_fen if self.known is None else due_fen(self.scheme, self.known, self.on)

    @property
    def more_fen(self) -> int:
        """What is to be ordered."""
        return max(0, self.due_fen - self.given_fen)

    @property
    def excess_fen(self) -> int:
        """What was given, or is on its way, and is not due any more."""
        return max(0, self.given_fen - self.due_fen)

    @property
    def owed_fen(self) -> int:
        """What arrived and is to come back."""
        return max(0, self.paid_fen - self.due_fen)

    @property
    def has_ended_early(self) -> bool:
        """Whether the person left, or a break ended it, before it was finished, so that nothing more falls due."""
        last = None if self.known is None else last_day(self.scheme, self.known)
        if self.known is None or last is None or last > self.on:
            return False
        return self.scheme.completes not in self.known.reached

    @property
    def is_over(self) -> bool:
        """Whether nothing more falls due: it ended early, or every instalment is due by now."""
        if self.known is None:
            return False
        return self.has_ended_early or len(parts_due(self.scheme, self.known, self.on)) == len(
            self.scheme.steps
        )

    def steps(self) -> list[PlannedStep]:
        """Each instalment in the order of the scheme."""
        known = self.known
        due = [] if known is None else parts_due(self.scheme, known, EVER)
        by_step = {id(part.step): part for part in due}
        found, before, reached = [], 0, 0
        for step in self.scheme.steps:
            first, before = before, before + step.share
            part = by_step.get(id(step))
            is_due = part is not None and part.due_on <= self.on
            reached += part.amount_fen if part is not None and is_due else 0
            usual = self.price_fen * before // WHOLE - self.price_fen * first // WHOLE
            found.append(
                PlannedStep(
                    step=step,
                    due_on=None if part is None else part.due_on,
                    amount_fen=part.amount_fen if part else None if self.has_ended_early else usual,
                    is_due=is_due,
                    is_ordered=is_due and reached <= self.given_fen,
                    is_paid=is_due and reached <= self.paid_fen,
                )
            )
        return found


def plan_of(case: Case, pack: Pack, on: date, at: datetime) -> Plan | None:
    """The plan of a case, as known at a moment.

    None where its whole sum is paid at once, nothing stands of it, or it is over: then its grant is what was due.
    """
    measure = pack.measures.get(case.measure)
    grant = case.grant
    if measure is None or measure.instalments is None or grant is None or grant.reversed_on is not None:
        return None
    subject = case.party
    if case.state == CaseState.CLOSED and not with_money_left().filter(subject=subject).exists():
        return None
    money = standing_of(subject)
    facts = _facts_of(case, pack, on, at)
    months = months_of(measure.instalments, facts)
    breaks = _breaks(case, measure, on, at)
    known = None if months is None else _known(measure.instalments, facts, breaks)
    price = Price(date.min, grant.amount_fen or 0)
    return Plan(
        scheme=scheme_of(measure.instalments, months or 1),
        known=None if known is None else replace(known, prices=[price]),
        on=on,
        price_fen=price.amount_fen,
        given_fen=money.ordered_fen + money.paid_fen - money.recovered_fen,
        paid_fen=money.paid_fen - money.recovered_fen,
        breaks=breaks,
    )


def months_of(instalments: Instalments, facts: Facts) -> int | None:
    """How long a plan is to last; None where the record does not say."""
    months = instalments.months
    if not isinstance(months, MonthsOfRecord):
        return months
    told = facts.get(months.fact)
    return told * months.times if isinstance(told, int) and told > 0 else None


def scheme_of(instalments: Instalments, months: int) -> Scheme:
    """The scheme that a measure names, for a record that lasts so long."""
    steps = [
        Step(one.share, one.months, one.milestone, one.held_until, one.is_advance)
        for one in instalments.steps
    ]
    does = BreakDoes.PUSH_ON if instalments.breaks is None else BreakDoes(instalments.breaks.does)
    return Scheme(steps, months, instalments.completes, does)


def paid_by_and_by(pack: Pack) -> list[int]:
    """The cases of which something may fall due: decided, or closed while something is set apart for them."""
    measures = [one.id for one in pack.measures.values() if one.instalments is not None]
    cases = Case.objects.filter(measure__in=measures, grant__reversed_on__isnull=True, grant__isnull=False)
    if not measures:
        return []
    decided = cases.filter(state=CaseState.DECIDED).values_list("pk", flat=True)
    closed = cases.filter(state=CaseState.CLOSED).values_list("pk", flat=True)
    return sorted({*decided, *(_with_money_left() & set(closed))})


def _with_money_left() -> set[int]:
    found = with_money_left().filter(subject__startswith=CASE)
    return {int(one.removeprefix(CASE)) for one in found.values_list("subject", flat=True)}


def _facts_of(case: Case, pack: Pack, on: date, at: datetime) -> Facts:
    """What is known of the record that a case is about; nothing where it does not stand any more."""
    assert case.person_id is not None  # noqa: S101 - claims of persons
    people = people_cases([case.person_id], [case.subject], on=on, known_at=at, vocabulary=pack.vocabulary)
    rows: Sequence[Row] = people.get(case.person_id, {}).get(case.subject, ())
    return next((row.facts for row in rows if row.id == str(case.subject_record)), {})


def _breaks(case: Case, measure: Measure, on: date, at: datetime) -> list[Break]:
    """The breaks of the record that a case is about, where the measure says what they do."""
    instalments, told = measure.instalments, BREAKS.get(case.subject)
    if instalments is None or instalments.breaks is None or told is None:
        return []
    return [Break(one.starts_on, one.ends_on) for one in told(case.subject_record, on=on, known_at=at)]


def _known(instalments: Instalments, facts: Facts, breaks: Iterable[Fact]) -> History | None:
    """What the facts say of a plan; None where they do not say when it began."""
    start = facts.get(instalments.starts_on)
    return history(start, [*_told(instalments, facts), *breaks]) if isinstance(start, date) else None


def _told(instalments: Instalments, facts: Facts) -> Iterable[Fact]:
    left = facts.get(instalments.leaves_on or "")
    if isinstance(left, date):
        yield Left(left)
    for milestone, fact in instalments.milestones.items():
        day = facts.get(fact)
        if isinstance(day, date):
            yield Reached(milestone, day)
