"""督导: a finding is recorded by an official or an external supervisor, answered by the body, and settled."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.evaluation.models import Inspection
from jiyao.evaluation.queries.inspections import may_inspect
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand

THING = "inspections"


class NotToInspect(NotAllowed):
    """Who acts does not supervise that body."""


class BadDay(Invalid):
    """The day of the inspection is yet to come, or things are to be put right before it."""


class NoSuchInspection(Invalid):
    """There is no such finding of a body that who acts answers for."""


class SettledAlready(Conflict):
    """It is put right, or nothing was to be."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked at in a body, what was found, and until when it is to be put right."""

    organisation: int
    inspected_on: date
    looked_at: str
    finding: str
    put_right_by: date | None = None


@transaction.atomic
def record_inspection(found: Found, hand: Hand) -> Inspection:
    """The finding. raises NotToInspect, BadDay, BadReason"""
    account = hand.account
    if account is None or not may_inspect(found.organisation, hand):
        raise _not_yours()
    _check_days(found, hand.on)
    looked_at, finding = checked_reason(found.looked_at), checked_reason(found.finding)
    made = Inspection.objects.create(
        organisation_id=found.organisation,
        inspected_on=found.inspected_on,
        looked_at_sealed=seal_text(None, "looked_at_sealed", looked_at),
        finding_sealed=seal_text(None, "finding_sealed", finding),
        put_right_by=found.put_right_by,
        by=account,
        recorded_at=hand.at,
    )
    _told("record-inspection", made, hand, {"looked_at": looked_at, "finding": finding})
    return made


@transaction.atomic
def answer_inspection(number: int, answer: str, hand: Hand) -> Inspection:
    """The finding with what the body says to it; it may say more until it is settled.

    raises NoSuchInspection, SettledAlready, BadReason
    """
    reach = hand.reach(THING, "answer")
    made = (
        Inspection.objects.select_for_update().filter(pk=number, organisation__in=reach.organisations).first()
    )
    if made is None:
        raise _not_there(number)
    _check_open(made)
    said = checked_reason(answer)
    made.answer_sealed = seal_text(None, "answer_sealed", said)
    made.answered_by, made.answered_at = hand.account, hand.at
    made.save()
    _told("answer-inspection", made, hand, {"answer": said})
    return made


@transaction.atomic
def settle_inspection(number: int, hand: Hand) -> Inspection:
    """The finding, put right. raises NoSuchInspection, SettledAlready"""
    made = Inspection.objects.select_for_update().filter(pk=number).first()
    if made is None or not may_inspect(made.organisation_id, hand):
        raise _not_there(number)
    _check_open(made)
    made.settled_at = hand.at
    made.save()
    _told("settle-inspection", made, hand, {})
    return made


def _check_days(found: Found, on: date) -> None:
    if found.inspected_on > on:
        raise BadDay(
            f"{found.inspected_on} is yet to come; give the day of the inspection",
            zh=f"{found.inspected_on} 还没有到，请填写实际督导日期",
        )
    if found.put_right_by is not None and found.put_right_by < found.inspected_on:
        raise BadDay(
            f"{found.put_right_by} is before the inspection; give a later day, or none",
            zh=f"整改期限 {found.put_right_by} 早于督导日期，请改为以后的日期或留空",
        )


def _check_open(made: Inspection) -> None:
    if made.settled_at is not None:
        raise SettledAlready(
            f"this was settled on {made.settled_at:%Y-%m-%d}", zh=f"已于 {made.settled_at:%Y-%m-%d} 销号"
        )


def _told(kind: str, made: Inspection, hand: Hand, payload: dict[str, str]) -> None:
    append_act(
        kind=kind,
        actor=hand.party,
        subject=f"inspection:{made.pk}",
        at=hand.at,
        codes={"organisation": made.organisation_id},
        payload=payload,
    )


def _not_yours() -> NotToInspect:
    return NotToInspect(
        "you do not supervise this body: an official of its place does, or an external supervisor sent there",
        zh="您不负责督导这家机构：由所在地主管部门或其委派的外部督导员督导",
    )


def _not_there(number: int) -> NoSuchInspection:
    return NoSuchInspection(f"there is no finding {number} here", zh=f"这里没有编号为 {number} 的督导记录")
