"""督导: a finding is recorded by an official or an external supervisor, answered by the body, and settled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.evaluation.models import Inspection, InspectionFile, Session
from jiyao.evaluation.queries.inspections import may_inspect, unread_of
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand

THING = "inspections"
KINDS = ("png", "jpeg", "pdf")
"""What a file of a finding may be."""
MOST_FILES = 12


class NotToInspect(NotAllowed):
    """Who acts does not supervise that body."""


class BadDay(Invalid):
    """The day of the inspection is yet to come, or things are to be put right before it."""


class NoSuchSession(Invalid):
    """The body has no session of that number."""


class TooManyFiles(Invalid):
    """More files than a finding may have."""


class NoSuchInspection(Invalid):
    """There is no such finding of a body that who acts answers for."""


class SettledAlready(Conflict):
    """It is put right, or nothing was to be."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked at in a body, what was found, and until when it is to be put right.

    session   the number of the body's own plan, where it was found during one
    files     photographs and papers, each with its name
    """

    organisation: int
    inspected_on: date
    looked_at: str
    finding: str
    put_right_by: date | None = None
    session: str = ""
    files: Sequence[tuple[BinaryIO, str]] = ()


@transaction.atomic
def record_inspection(found: Found, hand: Hand) -> Inspection:
    """The finding, with its files.

    raises   NotToInspect, BadDay, BadReason, NoSuchSession, TooManyFiles; TooLarge, EmptyFile, WrongContent, NoRoom
    """
    account = hand.account
    if account is None or not may_inspect(found.organisation, hand):
        raise _not_yours()
    _check_days(found, hand.on)
    looked_at, finding = checked_reason(found.looked_at), checked_reason(found.finding)
    made = Inspection.objects.create(
        organisation_id=found.organisation,
        session=_session(found),
        inspected_on=found.inspected_on,
        looked_at_sealed=seal_text(None, "looked_at_sealed", looked_at),
        finding_sealed=seal_text(None, "finding_sealed", finding),
        put_right_by=found.put_right_by,
        by=account,
        recorded_at=hand.at,
    )
    names = _kept(made, found.files, hand)
    _told("record-inspection", made, hand, {"looked_at": looked_at, "finding": finding, **names})
    return made


@transaction.atomic
def note_read(bodies: Collection[int], hand: Hand) -> int:
    """How many findings somebody of these bodies has seen now and nobody had before."""
    return unread_of(bodies).update(read_at=hand.at)


@transaction.atomic
def take_inspection_file(number: int, hand: Hand) -> InspectionFile:
    """A file of a finding, for who supervises there or answers for the body. raises NoSuchInspection"""
    found = InspectionFile.objects.select_related("inspection", "file").filter(pk=number).first()
    if found is None:
        raise _not_there(number)
    body = found.inspection.organisation_id
    if not may_inspect(body, hand) and body not in hand.reach(THING, "answer").organisations:
        raise _not_there(number)
    append_act(
        kind="take-inspection-file",
        actor=hand.party,
        subject=f"inspection:{found.inspection_id}",
        at=hand.at,
        codes={"file": found.pk},
    )
    return found


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


def _session(found: Found) -> Session | None:
    number = found.session.strip()
    if not number:
        return None
    session = Session.objects.filter(organisation=found.organisation, number=number[:40]).first()
    if session is None:
        raise NoSuchSession(
            f"this body has no session “{number[:40]}”; write the number of its plan, or leave it empty",
            zh=f"该机构没有编号为“{number[:40]}”的批次，请填计划编号，或留空",
        )
    return session


def _kept(made: Inspection, files: Sequence[tuple[BinaryIO, str]], hand: Hand) -> dict[str, str]:
    """The names of the files by their hash; they belong to the finding now."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(
            f"{len(files)} files; a finding has {MOST_FILES} at most",
            zh=f"文件 {len(files)} 个，一条发现最多 {MOST_FILES} 个",
        )
    names = {}
    for file, name in files:
        kept = keep_file(file, name=name, kinds=KINDS, at=hand.at)
        InspectionFile.objects.get_or_create(inspection=made, file=kept)
        names[kept.hash] = name
    return names


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
