"""Marks from a file: every row is right and all are entered, or nothing is."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from jiyao.base.errors import NotAllowed
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.marking import LONGEST_DEVICE, MARKS, Entry, take_marks
from jiyao.evaluation.mark_files import BadMarks, MarkFile, Wrong
from jiyao.evaluation.models import Mark, Part, Seat, Session
from jiyao.evaluation.queries.marks import marks_of
from jiyao.evaluation.scoring import scoring_of
from jiyao.registry.hand import Hand

SeatOf = Mapping[tuple[str, Part], Seat]


class NotYourMarks(NotAllowed):
    """The session is another body's."""


@transaction.atomic
def load_marks(session: int, file: MarkFile, hand: Hand, pack: Pack) -> int:
    """How many entries of the file are new; the same file read again has none.

    raises   NotYourMarks; BadMarks with every wrong row; NotMarkedNow, NotYourSitting, NotScored
    """
    found = Session.objects.filter(pk=session).first()
    reach = hand.reach(MARKS, "make")
    if found is None or not (reach.everything or found.organisation_id in reach.organisations):
        raise NotYourMarks(f"session {session} is not yours", zh=f"批次 {session} 不由您办理")
    seats = _seats(found)
    wrong = list(_wrong(file, seats, found, pack))
    if wrong:
        raise BadMarks(wrong)
    standing, device = _own(seats, hand, scoring_of(found, pack).entries), _device(file, hand)
    by_sitting: dict[int, list[Entry]] = {}
    for number, (seat, tenths) in enumerate(_said(file, seats), start=1):
        own = standing.get(seat.pk)
        if own is not None and own.tenths == tenths:
            continue
        saw = None if own is None else (own.device, own.sequence)
        entry = Entry(seat.pk, tenths, hand.at, device, number, saw)
        by_sitting.setdefault(seat.sitting_id, []).append(entry)
    return sum(take_marks(one, entries, hand, pack).new for one, entries in by_sitting.items())


def _device(file: MarkFile, hand: Hand) -> str:
    """The file as the one who loads it brings it: two people may bring files that say the same."""
    loader = "" if hand.account is None else f"-{hand.account.pk}"
    return file.device[: LONGEST_DEVICE - len(loader)] + loader


def _seats(session: Session) -> SeatOf:
    rows = Seat.objects.filter(sitting__session=session).select_related("candidate", "sitting")
    return {(one.candidate.ticket or "", Part(one.sitting.part)): one for one in rows}


def _said(file: MarkFile, seats: SeatOf) -> Iterator[tuple[Seat, int | None]]:
    for row in file.rows:
        for part, tenths in row.marks.items():
            yield seats[row.ticket, part], tenths


def _wrong(file: MarkFile, seats: SeatOf, session: Session, pack: Pack) -> Iterator[Wrong]:
    scoring, tickets = scoring_of(session, pack), {ticket for ticket, _ in seats}
    for row in file.rows:
        if row.ticket not in tickets:
            yield Wrong(
                row.line,
                f"准考证 {row.ticket} 不在批次 {session.number} 中",
                f"ticket {row.ticket} is not of session {session.number}",
            )
            continue
        for part, tenths in row.marks.items():
            if (row.ticket, part) not in seats:
                yield Wrong(
                    row.line, f"该考生不考“{part.label}”", f"the candidate is not examined in {part.value}"
                )
            elif tenths is not None and tenths > scoring.scale(part).full_tenths:
                full = scoring.scale(part).full_tenths / 10
                yield Wrong(
                    row.line,
                    f"“{part.label}”应在 0 至 {full:g} 之间",
                    f"{part.value} lies between 0 and {full:g}",
                )


def _own(seats: SeatOf, hand: Hand, entries: int) -> Mapping[int, Mark]:
    """By seat the last standing entry of who loads the file."""
    account = None if hand.account is None else hand.account.pk
    found = marks_of([seat.pk for seat in seats.values()], entries)
    return {
        seat: [one for one in marks.standing if one.by_id == account][-1]
        for seat, marks in found.items()
        if any(one.by_id == account for one in marks.standing)
    }
