"""追回计划: proposed by who pays, agreed by who approves. What is owed stays owed; only its days are agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.actions.recovering import NotDecided, refuse_appealed
from jiyao.casework.models import (
    Case,
    CaseState,
    Consequence,
    OwedAdvance,
    PlanState,
    RecoveryInstalment,
    RecoveryPlan,
)
from jiyao.casework.queries.recoveries import Due, Recovery, instalments_of, recovery_of
from jiyao.casework.tables import CASES
from jiyao.foundation.actions.acting import append_act
from jiyao.funds.instalments import months_later
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account
from jiyao.registry.queries.listing import one_row

MOST = 120
"""A plan has at most so many instalments."""


class BadPlan(Invalid):
    """The instalments are none, in the past, twice on a day, or not what is left."""


class PlanWaits(Conflict):
    """Another plan waits for its second hand, or this one waits no more."""


def monthly_plan(left_fen: int, count: int, first_on: date) -> list[Due]:
    """So many equal instalments, one a month; what does not divide goes into the first. raises BadPlan"""
    if not 0 < count <= min(MOST, left_fen):
        raise BadPlan(
            f"write a number of instalments from 1 to {MOST}", zh=f"期数应为 1 至 {MOST}，且每期不少于 1 分"
        )
    each, rest = divmod(left_fen, count)
    return [
        Due(months_later(first_on, number), each + (rest if number == 0 else 0)) for number in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Owing:
    """What a plan is of, held until the transaction ends. `field`: the key of a plan that names it"""

    field: str
    of: Consequence | OwedAdvance
    account: Account
    recovery: Recovery

    @property
    def case(self) -> Case:
        """The case of which it is handled."""
        return self.of.case

    def plans(self) -> QuerySet[RecoveryPlan]:
        """Its plans."""
        return RecoveryPlan.objects.filter(**{self.field: self.of})


@transaction.atomic
def propose_plan(branch: int, instalments: Sequence[Due], hand: Hand) -> RecoveryPlan:
    """A plan for all that is left of a branch, which waits for a second hand.

    raises   NotYourDuty, NotDecided, AppealOpen, BadPlan, PlanWaits
    """
    return proposed(_branch(branch, hand, "pay"), instalments, hand)


@transaction.atomic
def agree_plan(branch: int, hand: Hand) -> RecoveryPlan:
    """The plan that waited, in force from now on instead of any before.

    raises   NotYourDuty, SameHand, AppealOpen, PlanWaits; BadPlan where money came back since it was proposed
    """
    return agreed(_branch(branch, hand, "approve"), hand)


@transaction.atomic
def return_plan(branch: int, hand: Hand, *, reason: str) -> RecoveryPlan:
    """The plan that waited, given back with a reason. raises NotYourDuty, SameHand, PlanWaits, BadReason"""
    return returned(_branch(branch, hand, "approve"), hand, reason)


def proposed(owing: Owing, instalments: Sequence[Due], hand: Hand) -> RecoveryPlan:
    """A plan for all that is left, which waits for a second hand. raises AppealOpen, BadPlan, PlanWaits"""
    refuse_appealed(owing.case)
    _check(instalments, owing.recovery.left_fen, hand.on)
    if owing.plans().filter(state=PlanState.PROPOSED).exists():
        raise PlanWaits("another plan waits to be agreed", zh="已有追回计划待同意，请先办理")
    plan = RecoveryPlan.objects.create(
        **{owing.field: owing.of},
        before_fen=owing.recovery.recovered_fen,
        proposed_by=owing.account,
        proposed_on=hand.on,
        act=_act("propose-recovery-plan", owing, hand, instalments),
    )
    rows = [RecoveryInstalment(plan=plan, due_on=one.on, amount_fen=one.amount_fen) for one in instalments]
    RecoveryInstalment.objects.bulk_create(rows)
    return plan


def agreed(owing: Owing, hand: Hand) -> RecoveryPlan:
    """The plan that waited, in force. raises SameHand, AppealOpen, PlanWaits, BadPlan"""
    plan = _waiting(owing)
    refuse_appealed(owing.case)
    planned = sum(one.amount_fen for one in instalments_of(plan))
    if (owing.recovery.recovered_fen, owing.recovery.left_fen) != (plan.before_fen, planned):
        raise BadPlan(
            "since this was proposed money came back or other sums are owed; give it back to be proposed anew",
            zh="提出后又有退款到账，或尚欠金额已有变化，请退回后重新提出",
        )
    owing.plans().filter(state=PlanState.AGREED).update(state=PlanState.REPLACED)
    return _decided(plan, PlanState.AGREED, owing.account, _act("agree-recovery-plan", owing, hand, ()), hand)


def returned(owing: Owing, hand: Hand, reason: str) -> RecoveryPlan:
    """The plan that waited, given back. raises SameHand, PlanWaits, BadReason"""
    plan = _waiting(owing)
    said = checked_reason(reason)
    act = _act("return-recovery-plan", owing, hand, (), said)
    return _decided(plan, PlanState.RETURNED, owing.account, act, hand)


def duty_of(case: Case, hand: Hand, verb: str) -> Account:
    """Whose hand it is, where what is owed for the case is their duty. raises NotYourDuty, SameHand"""
    account = hand.account
    if account is None or one_row(CASES, hand.reach(CASES.name, verb), str(case.pk), hand.on) is None:
        raise not_yours()
    if account.person_id is not None and account.person_id == case.person_id:
        raise SameHand("nobody handles what they owe themself", zh="不能办理本人的追回，请交由同事办理")
    return account


def not_yours() -> NotYourDuty:
    """What is said to whom a recovery is not given to handle."""
    return NotYourDuty("this recovery is not your duty here", zh="这项追回不由您办理")


def _branch(branch: int, hand: Hand, verb: str) -> Owing:
    rows = Consequence.objects.select_for_update(of=("self",)).select_related("case")
    found = rows.filter(pk=branch).first()
    if found is None:
        raise not_yours()
    account = duty_of(found.case, hand, verb)
    if found.case.state != CaseState.CLOSED:
        raise NotDecided("the case is not decided yet", zh="办件尚未决定，不能制定追回计划")
    return Owing("branch", found, account, recovery_of(found))


def _waiting(owing: Owing) -> RecoveryPlan:
    plan = owing.plans().select_for_update().filter(state=PlanState.PROPOSED).first()
    if plan is None:
        raise PlanWaits("no plan waits to be agreed", zh="没有待同意的追回计划")
    if plan.proposed_by_id == owing.account.pk:
        raise SameHand("who proposes does not agree; leave it to a colleague", zh="提出人不能自己同意")
    return plan


def _check(instalments: Sequence[Due], left_fen: int, today: date) -> None:
    days = [one.on for one in instalments]
    if not 0 < len(days) <= MOST or len(set(days)) < len(days) or min(days) < today:
        raise BadPlan(
            f"give 1 to {MOST} days, each once and none before {today}",
            zh=f"应还日期为 1 至 {MOST} 个，不得重复，不得早于 {today}",
        )
    if any(one.amount_fen <= 0 for one in instalments) or sum(o.amount_fen for o in instalments) != left_fen:
        raise BadPlan(
            f"the instalments must come to the {left_fen} fen that are left",
            zh=f"各期金额合计应等于尚欠的 {left_fen} 分",
        )


def _act(kind: str, owing: Owing, hand: Hand, instalments: Sequence[Due], said: str = "") -> int:
    codes = {
        owing.field: owing.of.pk,
        "instalments": len(instalments),
        "fen": sum(o.amount_fen for o in instalments),
    }
    return append_act(
        kind=kind,
        actor=hand.party,
        subject=owing.case.party,
        at=hand.at,
        codes=codes,
        payload={"plan": [[one.on.isoformat(), one.amount_fen] for one in instalments], "reason": said},
        owner=owing.case.person_id,
    ).number


def _decided(plan: RecoveryPlan, state: PlanState, account: Account, act: int, hand: Hand) -> RecoveryPlan:
    plan.state, plan.decided_by, plan.decided_on, plan.decided_act = state, account, hand.on, act
    plan.save(update_fields=["state", "decided_by", "decided_on", "decided_act"])
    return plan
