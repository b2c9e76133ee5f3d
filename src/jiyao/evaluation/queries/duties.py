"""What somebody examines or supervises, and how far the marks of a sitting are."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.evaluation.models import Duty, DutyRole, DutyState, Mark, Seat, Sitting
from jiyao.evaluation.queries.marks import Agreement, SeatMarks, marks_of
from jiyao.evaluation.scoring import Scoring

MARKING = (DutyRole.LEAD, DutyRole.EXAMINER)


@dataclass(frozen=True, slots=True)
class Line:
    """A seat on the sheet of an examiner: their own entries that stand, and how all entries of the seat stand."""

    seat: Seat
    own: Sequence[Mark]
    marks: SeatMarks

    @property
    def tenths(self) -> int | None:
        """The mark that they entered last."""
        return self.own[-1].tenths if self.own else None

    @property
    def absent(self) -> bool:
        """Whether they entered that the candidate did not come."""
        return bool(self.own) and self.own[-1].absent

    @property
    def is_torn(self) -> bool:
        """Whether two devices of theirs say different things."""
        return len({(one.tenths, one.absent) for one in self.own}) > 1


def duties_of(person: int) -> Sequence[Duty]:
    """Everything that somebody was asked for, the next first and what is over last."""
    rows = Duty.objects.filter(person=person).select_related("sitting__session", "sitting__room")
    return list(rows.order_by("-sitting__starts_at"))


def duty_to_mark(person: int, sitting: int) -> Duty | None:
    """The duty by which somebody marks a sitting, once accepted."""
    rows = Duty.objects.filter(
        person=person,
        sitting=sitting,
        role__in=MARKING,
        state__in=(DutyState.ACCEPTED, DutyState.SIGNED),
    )
    return rows.select_related("sitting__session", "sitting__room").first()


def sheet_of(sitting: Sitting, account: int, scoring: Scoring) -> Sequence[Line]:
    """The seats of a sitting with an examiner's own entries."""
    seats = list(sitting.seats.select_related("candidate").order_by("number"))
    marks = marks_of([seat.pk for seat in seats], scoring.entries)
    return [
        Line(seat, [one for one in marks[seat.pk].standing if one.by_id == account], marks[seat.pk])
        for seat in seats
    ]


def disagreeing(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines whose entries disagree, for who settles them."""
    return [one for one in lines if one.marks.agreement in (Agreement.DIFFERENT, Agreement.CONFLICT)]
