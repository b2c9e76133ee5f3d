"""Duties: an examiner or supervisor says whether they come, until the day of the sitting is over."""

from django.db import transaction
from django.utils.timezone import localdate

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.evaluation.models import Duty, DutyState
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand

ANSWERS = {"accept": DutyState.ACCEPTED, "decline": DutyState.DECLINED}


class NotYourDuty(NotAllowed):
    """Somebody else was asked."""


class AnsweredAlready(Conflict):
    """It was answered, signed, or the sitting is over."""


@transaction.atomic
def answer_duty(number: int, answer: DutyState, hand: Hand) -> Duty:
    """The duty, accepted or declined. What was accepted can be declined until the day of the sitting is over.

    raises   NotYourDuty, AnsweredAlready
    """
    rows = Duty.objects.select_for_update(of=("self",)).select_related("sitting")
    duty = rows.filter(pk=number).first()
    if duty is None or hand.account is None or duty.person_id != hand.account.person_id:
        raise NotYourDuty(f"duty {number} is not yours", zh=f"派遣 {number} 不是您的")
    if duty.state not in _before(answer) or hand.on > localdate(duty.sitting.starts_at):
        raise AnsweredAlready(
            "this was answered, or the sitting is over; call the body",
            zh="该派遣已答复，或考试已结束；如有变化请联系评价机构",
        )
    duty.state, duty.answered_at = answer, hand.at
    duty.save(update_fields=["state", "answered_at"])
    append_act(
        kind=f"{'accept' if answer is DutyState.ACCEPTED else 'decline'}-duty",
        actor=hand.party,
        subject=f"duty:{duty.pk}",
        at=hand.at,
        codes={"sitting": duty.sitting_id},
    )
    return duty


def _before(answer: DutyState) -> tuple[DutyState, ...]:
    return (DutyState.ASKED,) if answer is DutyState.ACCEPTED else (DutyState.ASKED, DutyState.ACCEPTED)
