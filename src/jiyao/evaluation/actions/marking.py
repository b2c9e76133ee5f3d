"""Marks: entered at the sitting, on devices that may be without network; settled by who leads; signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, JiyaoError, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.models import (
    Duty,
    DutyRole,
    DutyState,
    Mark,
    Seat,
    SessionState,
    Sitting,
)
from jiyao.evaluation.queries.marks import Agreement, marks_of
from jiyao.evaluation.scoring import Scale, Scoring, scoring_of
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account

MARKS = "marks"
LONGEST_DEVICE = 36
EXAMINING = (DutyRole.LEAD, DutyRole.EXAMINER)


class BadMark(Invalid):
    """An entry cannot be: out of range, of no seat, of a device without a name."""


class NotYourSitting(NotAllowed):
    """Who enters was not drawn for the sitting, did not accept, or has signed already."""


class NotMarkedNow(Conflict):
    """The session is not under way, or the marks are signed."""


class NotComplete(Conflict):
    """Marks are missing, or disagree."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark as a device sends it.

    tenths     tenths of a mark; None where the candidate was absent
    entered_at by the clock of the device; one that is fast does not stop a mark
    sequence   the device's own number of the entry, rising
    saw        device and number of the entry of the same person that stood before it, as the device knew; None for none
    """

    seat: int
    tenths: int | None
    entered_at: datetime
    device: str
    sequence: int
    saw: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of entries: how many are new, how many had come before, and why others were refused, by number."""

    new: int
    again: int
    refused: Mapping[int, JiyaoError]


@transaction.atomic
def take_marks(sitting: int, entries: Sequence[Entry], hand: Hand, pack: Pack) -> Taken:
    """What became of the entries of one device. Each is taken or refused by itself; none is lost or taken twice.

    raises   NotYourSitting, NotMarkedNow, NotScored
    """
    found, scoring = _open_sitting(sitting, pack)
    account = _marker(found, hand)
    seats = {seat.pk: seat for seat in found.seats.all()}
    came = _came_before(entries)
    refused: dict[int, JiyaoError] = {}
    rows: list[Mark] = []
    for number, entry in enumerate(entries):
        if (entry.device, entry.sequence) in came:
            continue
        try:
            rows.append(_taken(entry, seats, scoring.scale(found.part), account, came, hand))
            came[entry.device, entry.sequence] = rows[-1].pk
        except (BadMark, NotMarkedNow) as error:
            refused[number] = error
    if rows:
        append_bulk_act(
            kind="enter-marks",
            actor=hand.party,
            subject=f"sitting:{found.pk}",
            at=hand.at,
            lines=[(row.pk, 1, "") for row in rows],
        )
    return Taken(len(rows), len(entries) - len(rows) - len(refused), refused)


@transaction.atomic
def settle_mark(seat: int, tenths: int | None, hand: Hand, pack: Pack, *, reason: str, device: str) -> Mark:
    """The mark that who leads the sitting settles, in the place of all entries of the seat.

    raises   BadMark, BadReason, NotYourSitting, NotMarkedNow, NotScored
    """
    found = Seat.objects.filter(pk=seat).select_related("candidate").first()
    if found is None:
        raise _no_seat(seat)
    sitting, scoring = _open_sitting(found.sitting_id, pack)
    account = _marker(sitting, hand)
    if not _duty(sitting, account, (DutyRole.LEAD,)):
        raise NotYourSitting(
            "only who leads the examiners of this sitting settles a mark",
            zh="只有本场次的考评组长可以裁定成绩",
        )
    said = checked_reason(reason)
    last = Mark.objects.filter(device=device).order_by("-sequence").values_list("sequence", flat=True)
    sequence = (last.first() or 0) + 1
    entry = Entry(seat, tenths, hand.at, device, sequence)
    row = _taken(entry, {found.pk: found}, scoring.scale(sitting.part), account, {}, hand)
    Mark.objects.filter(pk=row.pk).update(settles=True)
    append_act(
        kind="settle-mark",
        actor=hand.party,
        subject=f"seat:{seat}",
        at=hand.at,
        codes={"mark": row.pk},
        payload={"reason": said},
        owner=found.candidate.person_id,
    )
    row.settles = True
    return row


@transaction.atomic
def sign_sitting(sitting: int, hand: Hand, pack: Pack) -> Duty:
    """The duty of an examiner, signed: the marks of the sitting are complete and agree, and they stand to them.

    raises   NotYourSitting, NotMarkedNow; NotComplete: it says how many seats miss what
    """
    found, scoring = _open_sitting(sitting, pack)
    account = _marker(found, hand)
    check_complete([found], scoring)
    duty = _duty(found, account, EXAMINING)
    assert duty is not None  # noqa: S101 - `_marker` has found it
    duty.state, duty.signed_at = DutyState.SIGNED, hand.at
    duty.save(update_fields=["state", "signed_at"])
    append_act(
        kind="sign-marks",
        actor=hand.party,
        subject=f"sitting:{found.pk}",
        at=hand.at,
        codes={"role": duty.role},
    )
    return duty


def check_complete(sittings: Iterable[Sitting], scoring: Scoring) -> None:
    """Nothing where every seat has its mark. raises NotComplete"""
    seats = Seat.objects.filter(sitting__in=[one.pk for one in sittings]).values_list("pk", flat=True)
    open_ = [
        one.agreement
        for one in marks_of(list(seats), scoring.entries).values()
        if one.agreement is not Agreement.AGREED
    ]
    if open_:
        differ = sum(one in (Agreement.DIFFERENT, Agreement.CONFLICT) for one in open_)
        raise NotComplete(
            f"{len(open_) - differ} seats have too few entries and {differ} disagree; enter or settle them first",
            zh=f"{len(open_) - differ} 个座位录入不足，{differ} 个座位录入不一致，请先补录或裁定",
        )


def _open_sitting(number: int, pack: Pack) -> tuple[Sitting, Scoring]:
    """The sitting, held until the transaction ends, and how it is scored."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("session")
    found = rows.filter(pk=number).first()
    if found is None:
        raise BadMark(
            f"no sitting {number}; open it from your list", zh=f"没有场次 {number}，请从派遣列表打开"
        )
    if found.session.state != SessionState.ARRANGED:
        state = SessionState(found.session.state)
        raise NotMarkedNow(
            f"session {found.session} is {state.value}: marks are entered once it is arranged and until it is examined",
            zh=f"批次 {found.session} 现为“{state.label}”，只有编排后、考完前可以录入成绩",
        )
    return found, scoring_of(found.session, pack)


def _marker(sitting: Sitting, hand: Hand) -> Account:
    """Who enters: an examiner of the sitting, or somebody of the body's office who may enter marks."""
    account = hand.account
    if account is not None and _duty(sitting, account, EXAMINING, (DutyState.ACCEPTED,)):
        return account
    if account is not None and _duty(sitting, account, EXAMINING, (DutyState.SIGNED,)):
        raise NotMarkedNow(
            "you signed the marks of this sitting; nothing is entered after that",
            zh="您已对本场次成绩签字，不能再录入",
        )
    reach = hand.reach(MARKS, "make")
    if account is not None and (reach.everything or sitting.session.organisation_id in reach.organisations):
        return account
    raise NotYourSitting(
        "you were not drawn for this sitting, or have not accepted; accept it on your page first",
        zh="您未被派遣到本场次，或尚未接受派遣，请先在考评员页面接受",
    )


def _duty(
    sitting: Sitting,
    account: Account,
    roles: Sequence[DutyRole],
    states: Sequence[DutyState] = (DutyState.ACCEPTED, DutyState.SIGNED),
) -> Duty | None:
    if account.person_id is None:
        return None
    return Duty.objects.filter(
        sitting=sitting, person=account.person_id, role__in=roles, state__in=states
    ).first()


def _came_before(entries: Sequence[Entry]) -> dict[tuple[str, int], int]:
    """Entries that are here already, and those that these saw, by device and number."""
    devices = {entry.device for entry in entries} | {entry.saw[0] for entry in entries if entry.saw}
    rows = Mark.objects.filter(device__in=devices).values_list("device", "sequence", "pk")
    return {(device, sequence): number for device, sequence, number in rows}


def _taken(
    entry: Entry,
    seats: Mapping[int, Seat],
    scale: Scale,
    account: Account,
    came: Mapping[tuple[str, int], int],
    hand: Hand,
) -> Mark:
    _check_entry(entry, seats, scale)
    saw = None if entry.saw is None else came.get(entry.saw)
    if entry.saw is not None and saw is None:
        raise BadMark(
            f"entry {entry.sequence} says that it follows an entry that never came; load the sheet again",
            zh=f"第 {entry.sequence} 条所依据的前次录入不存在，请重新打开评分表",
        )
    return Mark.objects.create(
        seat_id=entry.seat,
        tenths=entry.tenths,
        absent=entry.tenths is None,
        by=account,
        saw=saw,
        entered_at=min(entry.entered_at, hand.at),
        received_at=hand.at,
        device=entry.device,
        sequence=entry.sequence,
    )


def _check_entry(entry: Entry, seats: Mapping[int, Seat], scale: Scale) -> None:
    if entry.seat not in seats:
        raise _no_seat(entry.seat)
    if not 0 < len(entry.device) <= LONGEST_DEVICE or entry.sequence < 1:
        raise BadMark(
            "the device or its number is missing; load the sheet again", zh="缺少设备编号，请重新打开评分表"
        )
    if entry.tenths is not None and not 0 <= entry.tenths <= scale.full_tenths:
        full = scale.full_tenths / 10
        raise BadMark(
            f"seat {seats[entry.seat].number}: a mark lies between 0 and {full:g}",
            zh=f"座位 {seats[entry.seat].number}：得分应在 0 至 {full:g} 之间",
        )


def _no_seat(number: int) -> BadMark:
    return BadMark(
        f"seat {number} is not of this sitting; open the sheet of the right one",
        zh=f"座位 {number} 不属于本场次，请打开对应场次的评分表",
    )
