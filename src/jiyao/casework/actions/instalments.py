"""分期拨付: the plan of a case is worked out as a whole again; only the difference is ordered, or is owed back."""

from django.db import transaction

from jiyao.casework.actions.granting import renew, reverse
from jiyao.casework.actions.moving import held, move
from jiyao.casework.actions.paying import last_act, order_for, release_for, take_back_orders
from jiyao.casework.actions.recovering import TooMuch, check_duty, refuse_appealed, spread
from jiyao.casework.models import Case, CaseState, OwedAdvance
from jiyao.casework.queries.instalments import Plan, plan_of
from jiyao.engine.packs.loading import Pack
from jiyao.funds.queries.payments import came_back, standing_of
from jiyao.registry.hand import Hand


@transaction.atomic
def pay_due(number: int, hand: Hand, pack: Pack) -> bool:
    """Whether something was done: what is due of a case ordered, what is not due taken back, or the case ended.

    It ends once nothing more falls due and all is settled. Called again, it does nothing twice. What the bank gave back
    waits for another account.
    """
    case = held(number, hand, None)
    plan = plan_of(case, pack, hand.on, hand.at)
    if plan is None:
        return False
    before = standing_of(case.party)
    if plan.excess_fen and before.ordered_fen:
        take_back_orders(case, hand)
    if not came_back([case.party]):
        order_for(case, pack, hand, last_act(case))
    after = plan_of(case, pack, hand.on, hand.at)
    keep_owed(case, after, hand)
    ended = _end(case, after, hand)
    return ended or standing_of(case.party) != before


@transaction.atomic
def note_given_back(number: int, amount_fen: int, hand: Hand, pack: Pack) -> Case:
    """The case, with so much of what is owed at its line again. raises NotYourDuty, AppealOpen, TooMuch"""
    case = held(number, hand, None)
    check_duty(case, hand)
    refuse_appealed(case)
    plan = plan_of(case, pack, hand.on, hand.at)
    owed = 0 if plan is None else plan.owed_fen
    if not 0 < amount_fen <= owed:
        raise TooMuch(
            f"{owed} fen are still owed; write a sum up to that",
            zh="金额应大于 0，且不超过尚未追回的数额",
        )
    keep_owed(case, plan, hand)
    spread(case, amount_fen, hand)
    _end(case, plan_of(case, pack, hand.on, hand.at), hand.by_itself)
    return case


def keep_owed(case: Case, plan: Plan | None, hand: Hand) -> None:
    """Writes down what was due once more arrived than that, so that it is listed, and what is due since then."""
    if plan is None:
        return
    if plan.owed_fen:
        due = {"due_fen": plan.due_fen}
        OwedAdvance.objects.update_or_create(
            case=case, defaults=due, create_defaults={**due, "seen_on": hand.on}
        )
    else:
        OwedAdvance.objects.filter(case=case).update(due_fen=plan.due_fen)


def _end(case: Case, plan: Plan | None, hand: Hand) -> bool:
    """Whether a case of which nothing more falls due is settled: it is closed, and what is not due goes to its line."""
    money = standing_of(case.party)
    if plan is None or not plan.is_over or plan.given_fen != plan.due_fen or money.ordered_fen:
        return False
    release_for(case, hand, last_act(case))
    _give_only(case, plan, hand)
    if case.state == CaseState.DECIDED:
        if plan.paid_fen:
            move(case, "pay", hand, codes={"fen": plan.paid_fen})
        move(case, "close", hand)
    return True


def _give_only(case: Case, plan: Plan, hand: Hand) -> None:
    """Lets stand of the grant what was due of it."""
    assert case.grant is not None  # noqa: S101 - a plan is of a grant
    if plan.due_fen == plan.price_fen:
        return
    because = last_act(case)
    reverse(case.grant, hand, because=because)
    if plan.due_fen:
        case.grant = renew(case.grant, plan.due_fen, hand, because=because)
        case.save(update_fields=["grant"])
