"""预拨的追回: a plan for what is owed of an advance, by two hands. What is owed is worked out anew before each step."""

from collections.abc import Sequence

from django.db import transaction

from jiyao.casework.actions.instalments import keep_owed
from jiyao.casework.actions.moving import locked
from jiyao.casework.actions.planning import Owing, agreed, duty_of, not_yours, proposed, returned
from jiyao.casework.models import OwedAdvance, RecoveryPlan
from jiyao.casework.queries.instalments import plan_of
from jiyao.casework.queries.recoveries import Due, Recovery, owed_of_advances
from jiyao.engine.packs.loading import Pack
from jiyao.registry.hand import Hand


@transaction.atomic
def propose_plan_of_advance(number: int, instalments: Sequence[Due], hand: Hand, pack: Pack) -> RecoveryPlan:
    """A plan for all that a case owes of its advance, which waits for a second hand.

    raises   NotYourDuty, AppealOpen, BadPlan, PlanWaits
    """
    return proposed(_advance(number, hand, "pay", pack), instalments, hand)


@transaction.atomic
def agree_plan_of_advance(number: int, hand: Hand, pack: Pack) -> RecoveryPlan:
    """The plan that waited, in force from now on instead of any before.

    raises   NotYourDuty, SameHand, AppealOpen, PlanWaits; BadPlan where something else is owed since then
    """
    return agreed(_advance(number, hand, "approve", pack), hand)


@transaction.atomic
def return_plan_of_advance(number: int, hand: Hand, *, reason: str, pack: Pack) -> RecoveryPlan:
    """The plan that waited, given back with a reason. raises NotYourDuty, SameHand, PlanWaits, BadReason"""
    return returned(_advance(number, hand, "approve", pack), hand, reason)


def _advance(number: int, hand: Hand, verb: str, pack: Pack) -> Owing:
    """What is owed of the advance of a case by now."""
    case = locked(number)
    if case is None:
        raise not_yours()
    account = duty_of(case, hand, verb)
    keep_owed(case, plan_of(case, pack, hand.on, hand.at), hand)
    found = (
        OwedAdvance.objects.select_for_update(of=("self",)).select_related("case").filter(case=case).first()
    )
    if found is None:
        raise not_yours()
    owed = owed_of_advances([found])
    return Owing("advance", found, account, owed[0].recovery if owed else Recovery(0, 0))
