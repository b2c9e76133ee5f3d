"""The door: a ticket is let in once, at its sitting, on its day."""

from django.db import transaction
from django.utils import timezone

from jiyao.base.errors import Conflict, Invalid
from jiyao.evaluation.actions.working_on import held
from jiyao.evaluation.models import Candidate, Seat, SessionState, Sitting
from jiyao.evaluation.queries.staffing import day_of
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand


class UnknownTicket(Invalid):
    """No candidate has a ticket of that number."""


class WrongDoor(Conflict):
    """The ticket is for another session, room or time."""


class WrongDay(Conflict):
    """The sitting is not on this day."""


class InAlready(Conflict):
    """The ticket was let in before."""


@transaction.atomic
def let_in(sitting: int, ticket: str, hand: Hand) -> Seat:
    """The seat of who came. raises NotYours, NotNow, UnknownTicket, WrongDay, WrongDoor, InAlready"""
    here = Sitting.objects.filter(pk=sitting).select_related("session", "room").first()
    held(0 if here is None else here.session_id, hand, SessionState.ARRANGED)
    assert here is not None  # noqa: S101 - or there was no session to hold
    candidate = Candidate.objects.filter(ticket=ticket.strip()).first()
    if candidate is None:
        raise UnknownTicket(
            "no ticket has this number; read the code again or type all its digits",
            zh="没有这个准考证号，请重新扫码或完整输入",
        )
    if day_of(here) != hand.on:
        raise WrongDay(
            f"this sitting is on {day_of(here)}, not today", zh=f"本场次在 {day_of(here)}，不是今天"
        )
    seat = Seat.objects.filter(candidate=candidate, sitting=here).select_related("candidate").first()
    if seat is None:
        raise _wrong_door(candidate)
    if not Seat.objects.filter(pk=seat.pk, came_at__isnull=True).update(came_at=hand.at):
        raise InAlready(
            f"this ticket was let in at {_time(seat)}; check who holds it",
            zh=f"这张准考证已于 {_time(seat)} 入场，请核对持证人身份",
        )
    seat.came_at = hand.at
    append_act(kind="let-in", actor=hand.party, subject=f"seat:{seat.pk}", at=hand.at)
    return seat


def _time(seat: Seat) -> str:
    assert seat.came_at is not None  # noqa: S101 - they came before
    return timezone.localtime(seat.came_at).strftime("%H:%M")


def _wrong_door(candidate: Candidate) -> WrongDoor:
    seats = (
        Seat.objects.filter(candidate=candidate)
        .select_related("sitting__room")
        .order_by("sitting__starts_at")
    )
    theirs = "; ".join(f"{one.sitting.room} {day_of(one.sitting)}, seat {one.number}" for one in seats)
    theirs_zh = "；".join(f"{one.sitting.room} {day_of(one.sitting)} {one.number} 号" for one in seats)
    return WrongDoor(
        f"this ticket is not for this sitting; it is for {theirs or 'no sitting'}",
        zh=f"不是本场次的准考证，应到：{theirs_zh or '无'}",
    )
