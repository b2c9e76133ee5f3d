"""What is owed back of grants that were reversed and of advances: how much came, by which plan, what is overdue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, Sum

from jiyao.casework.models import (
    Case,
    CaseState,
    Consequence,
    OwedAdvance,
    PlanState,
    RecoveryPlan,
    Reversal,
)
from jiyao.casework.models.case import CASE
from jiyao.casework.queries.contests import appealed_against
from jiyao.casework.tables import CASES
from jiyao.funds.models import Commitment
from jiyao.policy.models import Grant
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.reaching import rows_in_reach


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment: when, and how much."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Recovery:
    """Of a branch or an advance: what was paid and is to come back, and what came.

    plan     the instalments that were agreed; without any, all is owed at once and nothing has its day
    before   what had come back when the plan was proposed
    appealed whether an appeal against it is open, so that it does not go on
    """

    owed_fen: int
    recovered_fen: int
    plan: tuple[Due, ...] = ()
    before_fen: int = 0
    appealed: bool = False

    @property
    def left_fen(self) -> int:
        """What is still to come."""
        return max(0, self.owed_fen - self.recovered_fen)

    def overdue_fen(self, on: date) -> int:
        """What should have come before a day and did not."""
        due = self.before_fen + sum(one.amount_fen for one in self.plan if one.on < on)
        return min(self.left_fen, max(0, due - self.recovered_fen)) if self.plan and not self.appealed else 0

    def next_due(self) -> Due | None:
        """The first instalment that is not whole yet, with what is missing of it."""
        reached = self.before_fen
        for one in self.plan:
            reached += one.amount_fen
            if reached > self.recovered_fen:
                return Due(one.on, min(reached - self.recovered_fen, self.left_fen))
        return None


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed for a claim, by a branch or of its advance. `waiting`: a plan that waits for a second hand."""

    of: Consequence | OwedAdvance
    claim: Case
    recovery: Recovery
    waiting: RecoveryPlan | None

    @property
    def case(self) -> Case:
        """The case of which it is handled: that of the consequence, or the claim itself."""
        return self.of.case

    @property
    def is_advance(self) -> bool:
        """Whether it is owed of an advance."""
        return isinstance(self.of, OwedAdvance)


def recovery_of(branch: Consequence) -> Recovery:
    """How a branch stands. Nothing is owed of what was kept or never paid; grants without a case are not booked."""
    found = owed_of([branch])
    return found[0].recovery if found else Recovery(0, 0)


def owed_of(branches: Iterable[Consequence]) -> list[Owed]:
    """The branches of which something was paid and is to come back; with five queries, however many there are."""
    reversed_ = [one for one in branches if one.decided == Reversal.REVERSE]
    claims = {one.grant_id: one for one in Case.objects.filter(grant__in=[_kept(b) for b in reversed_])}
    money = _money(claims.values())
    plans, appealed = _plans("branch", reversed_), appealed_against({one.case_id for one in reversed_})
    found = []
    for branch in reversed_:
        claim = claims.get(_kept(branch))
        if claim is not None:
            recovery = _recovery(
                branch, money.get(claim.pk, (0, 0)), plans.get((branch.pk, PlanState.AGREED))
            )
            recovery = replace(recovery, appealed=branch.case_id in appealed)
            if recovery.owed_fen or recovery.recovered_fen:
                found.append(Owed(branch, claim, recovery, plans.get((branch.pk, PlanState.PROPOSED))))
    return found


def branches_in(reach: Reach, on: date) -> QuerySet[Consequence]:
    """The branches that were decided and carried out at places in reach."""
    cases = rows_in_reach(CASES, reach, on).filter(state=CaseState.CLOSED)
    found = Consequence.objects.filter(case__in=cases.values("pk"), decided=Reversal.REVERSE)
    return found.select_related("case", "grant", "renewed").order_by("case__division", "pk")


def owed_of_advances(advances: Iterable[OwedAdvance]) -> list[Owed]:
    """Those of these advances of which something was given beyond what was due; with four queries."""
    listed = list(advances)
    money = _money(one.case for one in listed)
    plans, appealed = _plans("advance", listed), appealed_against({one.case_id for one in listed})
    found = []
    for one in listed:
        paid, back = money.get(one.case_id, (0, 0))
        recovery = _planned(max(0, paid - one.due_fen), back, plans.get((one.pk, PlanState.AGREED)))
        if recovery.owed_fen:
            recovery = replace(recovery, appealed=one.case_id in appealed)
            found.append(Owed(one, one.case, recovery, plans.get((one.pk, PlanState.PROPOSED))))
    return found


def advances_in(reach: Reach, on: date) -> QuerySet[OwedAdvance]:
    """The advances of which more was paid than was due, of cases at places in reach whose grant stands."""
    found = _standing(OwedAdvance.objects.filter(case__in=rows_in_reach(CASES, reach, on).values("pk")))
    return found.order_by("case__division", "pk")


def owed_in(reach: Reach, on: date) -> list[Owed]:
    """All that is owed at places in reach: by branches and of advances."""
    return _each_once(owed_of(branches_in(reach, on)), owed_of_advances(advances_in(reach, on)))


def owed_by(case: Case) -> list[Owed]:
    """What is owed back by a case of consequences, or for a claim."""
    asked = Q(case=case)
    if case.grant_id is not None:
        asked |= Q(grant=case.grant_id) | Q(renewed=case.grant_id)
    found = Consequence.objects.filter(asked, case__state=CaseState.CLOSED)
    branches = found.select_related("case", "grant", "renewed").order_by("pk")
    advances = _standing(OwedAdvance.objects.filter(case=case))
    return _each_once(owed_of(branches), owed_of_advances(advances))


def left_by_claim(claims: Iterable[Case]) -> Mapping[int, int]:
    """By claim what is still to come back for it; those of which nothing is are not there."""
    listed = list(claims)
    grants = {one.grant_id for one in listed} - {None}
    found = Consequence.objects.filter(
        Q(grant__in=grants) | Q(renewed__in=grants), case__state=CaseState.CLOSED
    )
    branches = found.select_related("case", "grant", "renewed").order_by("pk")
    advances = _standing(OwedAdvance.objects.filter(case__in=[one.pk for one in listed]))
    owed = _each_once(owed_of(branches), owed_of_advances(advances))
    return {one.claim.pk: one.recovery.left_fen for one in owed if one.recovery.left_fen}


def _standing(advances: QuerySet[OwedAdvance]) -> QuerySet[OwedAdvance]:
    """What is reversed has a branch of its own."""
    return advances.filter(case__grant__reversed_on__isnull=True).select_related("case")


def _each_once(branches: Sequence[Owed], advances: Sequence[Owed]) -> list[Owed]:
    """All of these; where a claim owes of its advance, what a branch asks of the same payment is in that."""
    claims = {one.claim.pk for one in advances if one.recovery.left_fen}
    return [*(one for one in branches if one.claim.pk not in claims), *advances]


def _kept(branch: Consequence) -> int:
    """The grant that the claim names now: what stays of it, or what was reversed."""
    kept = _renewed(branch)
    return branch.grant_id if kept is None else kept.pk


def _renewed(branch: Consequence) -> Grant | None:
    """What stays of the grant, as a grant of its own that stands."""
    renewed = branch.renewed
    return renewed if renewed is not None and renewed.reversed_on is None else None


def _money(claims: Iterable[Case]) -> Mapping[int, tuple[int, int]]:
    """By case what was paid for it, and what came back."""
    subjects = [one.party for one in claims]
    sums = Commitment.objects.filter(subject__in=subjects).values("subject").order_by()
    totals = sums.annotate(paid=Sum("paid_fen"), back=Sum("recovered_fen"))
    return {int(one["subject"].removeprefix(CASE)): (one["paid"], one["back"]) for one in totals}


def _plans(field: str, owing: Sequence[Consequence | OwedAdvance]) -> Mapping[tuple[int, str], RecoveryPlan]:
    """By what they are of and by state the plans that count. `field`: which key names that"""
    states = (PlanState.AGREED, PlanState.PROPOSED)
    found = RecoveryPlan.objects.filter(**{f"{field}__in": [one.pk for one in owing]}, state__in=states)
    rows = found.select_related("proposed_by").prefetch_related("instalments")
    return {(getattr(one, f"{field}_id"), one.state): one for one in rows}


def _recovery(branch: Consequence, money: tuple[int, int], plan: RecoveryPlan | None) -> Recovery:
    paid, back = money
    kept = _renewed(branch)
    stays = 0 if kept is None else kept.amount_fen or 0
    return _planned(max(0, paid - stays), back, plan)


def _planned(owed_fen: int, back_fen: int, plan: RecoveryPlan | None) -> Recovery:
    if plan is None:
        return Recovery(owed_fen, back_fen)
    return Recovery(owed_fen, back_fen, instalments_of(plan), plan.before_fen)


def instalments_of(plan: RecoveryPlan) -> tuple[Due, ...]:
    """The instalments of a plan, in the order of their days."""
    listed = sorted(plan.instalments.all(), key=lambda one: one.due_on)
    return tuple(Due(one.due_on, one.amount_fen) for one in listed)
