"""聘任询问: an official of the place asks about an appointment, the employer answers, the official settles it.

A question changes nothing of the appointment: the post is the employer's to give. A wrong record is corrected, and
what an employer made wrongly it ends itself.
"""

from datetime import date

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.reasons import checked_reason
from jiyao.employment.models import AppointmentQuestion
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import table_named

APPOINTMENTS, QUESTIONS = "post-appointments", "appointment-questions"


class NotInReach(Invalid):
    """There is no such appointment or question within the reach of who acts."""


class SettledAlready(Conflict):
    """The question is settled."""


@transaction.atomic
def ask_about(record: int, question: str, hand: Hand) -> AppointmentQuestion:
    """The question. raises NotInReach, BadReason"""
    account = hand.account
    reach = hand.reach(QUESTIONS, "make")
    found = rows_in_reach(table_named(APPOINTMENTS), reach, hand.on).filter(record=record).first()
    if found is None or account is None:
        raise NotInReach(f"there is no appointment {record} here", zh=f"这里没有编号为 {record} 的聘任")
    asked = checked_reason(question)
    made = AppointmentQuestion.objects.create(
        appointment=record,
        person_id=found.person_id,
        employer_id=found.employer_id,
        division=found.division,
        question_sealed=seal_text(None, "question_sealed", asked),
        asked_by=account,
        asked_at=hand.at,
    )
    _told("ask-about-appointment", made, hand, {"question": asked})
    return made


@transaction.atomic
def answer_about(number: int, answer: str, hand: Hand) -> AppointmentQuestion:
    """The question with what the employer says; it may say more until it is settled.

    raises   NotInReach, SettledAlready, BadReason
    """
    employers = hand.reach(QUESTIONS, "answer").organisations
    made = AppointmentQuestion.objects.select_for_update().filter(pk=number, employer__in=employers).first()
    made = _open(made, number)
    said = checked_reason(answer)
    made.answer_sealed = seal_text(None, "answer_sealed", said)
    made.answered_by, made.answered_at = hand.account, hand.at
    made.save()
    _told("answer-about-appointment", made, hand, {"answer": said})
    return made


@transaction.atomic
def settle_about(number: int, hand: Hand) -> AppointmentQuestion:
    """The question, settled. raises NotInReach, SettledAlready"""
    reach = hand.reach(QUESTIONS, "make")
    within = rows_in_reach(table_named(QUESTIONS), reach, hand.on)
    made = _open(within.select_for_update().filter(pk=number).first(), number)
    made.settled_at = hand.at
    made.save()
    _told("settle-about-appointment", made, hand, {})
    return made


def _open(made: AppointmentQuestion | None, number: int) -> AppointmentQuestion:
    if made is None:
        raise NotInReach(f"there is no question {number} here", zh=f"这里没有编号为 {number} 的询问")
    if made.settled_at is not None:
        on: date = made.settled_at.date()
        raise SettledAlready(f"this was settled on {on}", zh=f"已于 {on} 了结")
    return made


def _told(kind: str, made: AppointmentQuestion, hand: Hand, payload: dict[str, str]) -> None:
    append_act(
        kind=kind,
        actor=hand.party,
        subject=f"appointment:{made.appointment}",
        at=hand.at,
        codes={"question": made.pk, "employer": made.employer_id},
        payload=payload,
    )
