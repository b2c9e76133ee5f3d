"""Duties: who was asked accepts, or declines with a reason, also after having accepted."""

from django.db import transaction

from jiyao.base.errors import NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.evaluation.actions.working_on import check_state
from jiyao.evaluation.models import Duty, DutyState, SessionState
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand

ANSWERED_WHILE = (SessionState.FILED, SessionState.ARRANGED)


class NotAsked(NotAllowed):
    """The duty is somebody else's, or answered."""


@transaction.atomic
def accept_duty(number: int, hand: Hand) -> Duty:
    """The duty, accepted. raises NotAsked, NotNow"""
    return _answered(_asked(number, hand, DutyState.ASKED), DutyState.ACCEPTED, hand, "")


@transaction.atomic
def decline_duty(number: int, hand: Hand, *, reason: str) -> Duty:
    """The duty, declined. raises NotAsked, NotNow, BadReason"""
    duty = _asked(number, hand, DutyState.ASKED, DutyState.ACCEPTED)
    return _answered(duty, DutyState.DECLINED, hand, checked_reason(reason))


def _asked(number: int, hand: Hand, *states: DutyState) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related("sitting__session")
    duty = rows.filter(pk=number).first()
    if duty is None or hand.account is None or hand.account.person_id != duty.person_id:
        raise NotAsked(f"duty {number} is not yours", zh="这不是对您的派遣")
    if duty.state not in states:
        raise NotAsked("this duty is answered already", zh="这项派遣已答复")
    check_state(duty.sitting.session, ANSWERED_WHILE)
    return duty


def _answered(duty: Duty, state: DutyState, hand: Hand, reason: str) -> Duty:
    duty.state, duty.answered_at = state, hand.at
    duty.save(update_fields=["state", "answered_at"])
    append_act(
        kind="answer-duty",
        actor=hand.party,
        subject=f"sitting:{duty.sitting_id}",
        at=hand.at,
        codes={"state": duty.state},
        payload={"reason": reason},
    )
    return duty
