"""追回: money that came back from whoever was paid what is reversed now."""

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.models import Case, CaseState, Consequence
from jiyao.casework.queries.contests import is_appealed_against
from jiyao.casework.queries.recoveries import recovery_of
from jiyao.casework.tables import CASES
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.recovering import recover
from jiyao.funds.models import Commitment
from jiyao.registry.hand import Hand
from jiyao.registry.queries.listing import one_row


class NotDecided(Conflict):
    """The case is not carried out yet, so nothing is to come back."""


class TooMuch(Invalid):
    """More came back than is owed, or nothing."""


class AppealOpen(Conflict):
    """What is to come back is appealed against, and nobody has decided that."""


@transaction.atomic
def note_recovered(branch: int, amount_fen: int, hand: Hand) -> Consequence:
    """The branch, with so much of what is owed back at its line. raises NotYourDuty, AppealOpen, NotDecided, TooMuch"""
    found = Consequence.objects.select_for_update(of=("self",)).select_related("case").get(pk=branch)
    check_duty(found.case, hand)
    refuse_appealed(found.case)
    if found.case.state != CaseState.CLOSED:
        raise NotDecided("the case is not decided yet", zh="办件尚未决定，不能登记追回")
    owed = recovery_of(found)
    if not 0 < amount_fen <= owed.left_fen:
        raise TooMuch(
            f"{owed.left_fen} fen are still owed; write a sum up to that",
            zh="金额应大于 0，且不超过尚未追回的数额",
        )
    spread(Case.objects.get(grant__in=[found.grant_id, found.renewed_id]), amount_fen, hand)
    return found


def refuse_appealed(case: Case) -> None:
    """Nothing where what a case takes back is not appealed against. raises AppealOpen"""
    if is_appealed_against(case.pk):
        raise AppealOpen(
            f"case {case.number}: an appeal against it is open; nothing is recovered until that is over",
            zh=f"办件 {case.number}：有申诉正在审查，办结前不追回",
        )


def spread(claim: Case, amount_fen: int, hand: Hand) -> None:
    """Books that so much of what was paid for a claim came back, on its commitments one after the other."""
    left = amount_fen
    for one in Commitment.objects.filter(subject=claim.party).order_by("pk"):
        part = min(left, one.paid_fen - one.recovered_fen)
        if part > 0:
            recover(one.pk, amount_fen=part, when=When(hand.on, hand.at), by=hand.party)
            left -= part


def check_duty(case: Case, hand: Hand) -> None:
    """Nothing where this hand may book what came back for a case. raises NotYourDuty"""
    if one_row(CASES, hand.reach(CASES.name, "pay"), str(case.pk), hand.on) is None:
        raise NotYourDuty("to book what came back is not your duty here", zh="登记追回不由您办理")
