"""The plan of a case that is paid by and by, in words: each instalment, when it is due, how much, paid or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.instalments import PlannedStep, plan_of
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.funds.instalments import Break, BreakDoes

PAID = Words(zh="已到账", en="arrived")
ORDERED = Words(zh="已安排拨付", en="on its way")
DUE = Words(zh="已到期，待拨付", en="due, not paid yet")
LATER = Words(zh="未到期", en="not due yet")
NOT_ANY_MORE = Words(zh="不再支付", en="not paid any more")
MARKS = {PAID: "yes", ORDERED: "later", DUE: "ask", LATER: "none", NOT_ANY_MORE: "none"}


BREAKS: Mapping[BreakDoes, Words] = {
    BreakDoes.PUSH_ON: Words(
        zh="中断期间，按月到期的各期顺延。", en="What falls due after months comes later."
    ),
    BreakDoes.UNPAID: Words(zh="中断的日子不计付。", en="The days of a break are not paid."),
    BreakDoes.END: Words(
        zh="中断之日起不再支付后续各期。", en="From the first day of a break nothing more falls due."
    ),
}
"""What breaks do, in words."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """An instalment in words. `waits`: for what, while its day is not known."""

    number: int
    due_on: date | None
    waits: Words | None
    amount_fen: int | None
    state: Words

    @property
    def mark(self) -> str:
        """The mark that it wears."""
        return MARKS[self.state]


@dataclass(frozen=True, slots=True)
class PlanTold:
    """All instalments of a case, what is to come back of them, the breaks that are in it, and what those do."""

    steps: Sequence[StepTold]
    owed_fen: int
    breaks: Sequence[Break]
    breaks_do: Words


def plan_told(case: Case, pack: Pack, on: date, at: datetime) -> PlanTold | None:
    """The plan of a case on its way to be paid; None of any other, and of one that is paid at once."""
    plan = plan_of(case, pack, on, at) if case.state == CaseState.DECIDED else None
    if plan is None:
        return None
    steps = [
        StepTold(
            number=number,
            due_on=one.due_on,
            waits=None if one.due_on else _waits(one, case, pack),
            amount_fen=one.amount_fen,
            state=_state(one),
        )
        for number, one in enumerate(plan.steps(), 1)
    ]
    return PlanTold(steps, plan.owed_fen, plan.breaks, BREAKS[plan.scheme.breaks])


def _state(step: PlannedStep) -> Words:
    if step.amount_fen is None:
        return NOT_ANY_MORE
    if step.is_paid:
        return PAID
    if step.is_ordered:
        return ORDERED
    return DUE if step.is_due else LATER


def _waits(one: PlannedStep, case: Case, pack: Pack) -> Words | None:
    """The fact for which an instalment waits."""
    instalments = pack.measure(case.measure).instalments
    assert instalments is not None  # noqa: S101 - the case has a plan
    milestone = one.step.milestone or one.step.held_until
    fact = instalments.starts_on if milestone is None else instalments.milestones[milestone]
    return pack.vocabulary.facts[fact].words
