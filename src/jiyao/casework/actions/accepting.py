"""受理: a case is accepted, rejected, or told once of everything that is missing."""

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.casework.actions.moving import held, move
from jiyao.casework.models import Case
from jiyao.registry.hand import Hand


class ToldAlready(Conflict):
    """What is missing is told once; it was told."""


@transaction.atomic
def accept(number: int, hand: Hand) -> Case:
    """The case, accepted. raises NotNow, NotYourDuty, SameHand"""
    case = held(number, hand, "accept")
    move(case, "accept", hand)
    return case


@transaction.atomic
def reject(number: int, hand: Hand, *, reason: str) -> Case:
    """The case, not accepted, and why. raises NotNow, NotYourDuty, SameHand, BadReason"""
    case = held(number, hand, "accept")
    move(case, "reject", hand, reason=reason)
    return case


@transaction.atomic
def ask_supplement(number: int, hand: Hand, *, missing: str) -> Case:
    """The case, waiting for everything that is missing. raises ToldAlready; NotNow, NotYourDuty, SameHand, BadReason"""
    case = held(number, hand, "accept")
    if case.was_supplemented:
        raise ToldAlready(
            f"case {case.number}: what is missing was told already, all at once; accept or reject it",
            zh=f"办件 {case.number}：补正事项已一次性告知，不能再次要求补正；请受理或不予受理",
        )
    case.was_supplemented = True
    move(case, "ask-supplement", hand, reason=missing)
    return case


@transaction.atomic
def supplement(number: int, hand: Hand, *, said: str = "") -> Case:
    """The case, with what was missing. raises NotNow, NotYourDuty"""
    case = held(number, hand, "make")
    move(case, "supplement", hand, reason=said)
    return case


@transaction.atomic
def withdraw(number: int, hand: Hand) -> Case:
    """The case, taken back by who claimed. raises NotNow, NotYourDuty"""
    case = held(number, hand, "make")
    move(case, "withdraw", hand)
    return case
