"""Rooms of a body, and the sittings of a session in them: none overlaps another in the same room."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.evaluation.actions.working_on import BEFORE, NotYours, held, is_own
from jiyao.evaluation.models import Part, Room, Session, Sitting
from jiyao.evaluation.scoring import parts_of
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.hand import Hand

MOST_SEATS = 500


class BadRoom(Invalid):
    """A room cannot be so."""


class RoomTaken(Conflict):
    """In that room something else sits at that time."""


class BadSitting(Invalid):
    """A sitting does not fit its session or its room."""


class SittingInUse(Conflict):
    """Somebody has a seat or a duty there."""


@transaction.atomic
def add_room(organisation: int, venue: str, name: str, division: str, seats: int, hand: Hand) -> Room:
    """The room. raises NotYours, BadRoom"""
    if not is_own(organisation, hand):
        raise NotYours("this organisation is not yours", zh="您不能为该单位添加考场")
    if not venue.strip() or not name.strip() or not 0 < seats <= MOST_SEATS:
        raise BadRoom(
            f"a room has a venue, a name and 1 to {MOST_SEATS} seats",
            zh=f"请填写考点、考场名称和 1 至 {MOST_SEATS} 的座位数",
        )
    try:
        with transaction.atomic():
            room = Room.objects.create(
                organisation_id=organisation,
                venue=venue.strip(),
                name=name.strip(),
                division=division,
                seats=seats,
            )
    except IntegrityError:
        raise BadRoom(
            f"{venue} has a room {name} already; name this one otherwise",
            zh=f"{venue} 已有考场“{name}”，请换一个名称",
        ) from None
    append_act(
        kind="add-room", actor=hand.party, subject=f"room:{room.pk}", at=hand.at, codes={"seats": seats}
    )
    return room


@transaction.atomic
def close_room(number: int, hand: Hand) -> Room:
    """The room, closed from this day on. raises NotYours; RoomTaken: something sits there later"""
    room = _held_room(number, hand)
    later = Sitting.objects.filter(room=room, ends_at__gt=hand.at).exclude(session__state="cancelled")
    if later.exists():
        raise RoomTaken(
            f"{room} has sittings to come; take them out first", zh=f"{room} 还有后续场次，请先取消"
        )
    room.closed_on = hand.on
    room.save(update_fields=["closed_on"])
    append_act(kind="close-room", actor=hand.party, subject=f"room:{room.pk}", at=hand.at)
    return room


@transaction.atomic
def add_sitting(
    session: int, part: Part, room: int, starts_at: datetime, ends_at: datetime, hand: Hand, *, on: date
) -> Sitting:
    """The sitting. `on`: the day on which it is, where the room is. raises NotYours, NotNow, BadSitting, RoomTaken"""
    found = held(session, hand, *BEFORE)
    place = _held_room(room, hand)
    _check_fits(found, part, place, starts_at, ends_at, on)
    others = Sitting.objects.filter(room=place, starts_at__lt=ends_at, ends_at__gt=starts_at)
    other = others.exclude(session__state="cancelled").select_related("session").first()
    if other is not None:
        raise RoomTaken(
            f"{place} is taken by {other.session} at that time; choose another time or room",
            zh=f"{place} 该时段已被 {other.session} 占用，请换时间或考场",
        )
    sitting = Sitting.objects.create(
        session=found, part=part, room=place, starts_at=starts_at, ends_at=ends_at
    )
    append_act(
        kind="add-sitting",
        actor=hand.party,
        subject=f"session:{found.pk}",
        at=hand.at,
        codes={"sitting": sitting.pk, "room": place.pk},
    )
    return sitting


@transaction.atomic
def remove_sitting(number: int, hand: Hand) -> Session:
    """The session without the sitting, in which nobody sits yet. raises NotYours, NotNow, SittingInUse"""
    sitting = Sitting.objects.filter(pk=number).first()
    session = held(0 if sitting is None else sitting.session_id, hand, *BEFORE)
    assert sitting is not None  # noqa: S101 - or there was no session to hold
    if sitting.seats.exists() or sitting.duties.exists():
        raise SittingInUse(
            "seats or examiners are drawn for this sitting; draw them anew without it",
            zh="该场次已抽签排座或派遣考评员，不能取消",
        )
    sitting.delete()
    append_act(
        kind="remove-sitting",
        actor=hand.party,
        subject=f"session:{session.pk}",
        at=hand.at,
        codes={"sitting": number},
    )
    return session


def _held_room(number: int, hand: Hand) -> Room:
    room = Room.objects.select_for_update().filter(pk=number).first()
    if room is None or not is_own(room.organisation_id, hand):
        raise NotYours(f"room {number} is not of your organisation", zh=f"考场 {number} 不属于本机构")
    return room


def _check_fits(
    session: Session, part: Part, room: Room, starts_at: datetime, ends_at: datetime, on: date
) -> None:
    if part not in parts_of(session):
        raise BadSitting(
            f"session {session} does not examine {part.value}", zh=f"批次 {session} 不考“{part.label}”"
        )
    if ends_at <= starts_at or not session.starts_on <= on <= session.ends_on:
        raise BadSitting(
            f"a sitting ends after it begins, and lies between {session.starts_on} and {session.ends_on}",
            zh=f"场次的结束时间应晚于开始时间，且在 {session.starts_on} 至 {session.ends_on} 之间",
        )
    if room.organisation_id != session.organisation_id or (room.closed_on and room.closed_on <= on):
        raise BadSitting(f"{room} is closed or another body's", zh=f"{room} 已停用或不属于本机构")
