"""What stands of the marks of a seat: whose entries, whether they agree, and what the mark is then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jiyao.evaluation.models import Mark

Said = tuple[int | None, bool]
"""What an entry says: tenths, and whether the candidate was absent."""


class Agreement(StrEnum):
    """How the entries of a seat stand to each other.

    MISSING    nobody entered a mark yet
    ALONE      fewer people than the procedure asks for did
    AGREED     enough did, and all say the same; or it was settled
    DIFFERENT  they say different things
    CONFLICT   one person says two things, from two devices that did not know of each other
    """

    MISSING = "missing"
    ALONE = "alone"
    AGREED = "agreed"
    DIFFERENT = "different"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class SeatMarks:
    """The entries of a seat that stand, in order, and what they come to. `mark`: one that says what was agreed."""

    standing: Sequence[Mark]
    agreement: Agreement
    mark: Mark | None


def said(mark: Mark) -> Said:
    """What an entry says."""
    return mark.tenths, mark.absent


def standing_of(entries: Iterable[Mark]) -> list[Mark]:
    """Of all entries of one seat those in whose place no other came, in order."""
    ordered = sorted(entries, key=lambda one: one.pk)
    settled = max((one.pk for one in ordered if one.settles), default=0)
    seen = {one.saw for one in ordered}
    return [one for one in ordered if one.pk >= settled and one.pk not in seen]


def compared(entries: Iterable[Mark], needed: int) -> SeatMarks:
    """What the entries of one seat come to. `needed`: how many people enter each mark."""
    standing = standing_of(entries)
    agreement = _agreement(standing, needed)
    return SeatMarks(standing, agreement, standing[-1] if agreement is Agreement.AGREED else None)


def _agreement(standing: Sequence[Mark], needed: int) -> Agreement:
    if not standing:
        return Agreement.MISSING
    by_person: dict[int, set[Said]] = defaultdict(set)
    for one in standing:
        by_person[one.by_id].add(said(one))
    if any(len(values) > 1 for values in by_person.values()):
        return Agreement.CONFLICT
    if len({said(one) for one in standing}) > 1:
        return Agreement.DIFFERENT
    enough = len(by_person) >= needed or standing[0].settles
    return Agreement.AGREED if enough else Agreement.ALONE


def marks_of(seats: Collection[int], needed: int) -> Mapping[int, SeatMarks]:
    """What the entries of each seat come to, with one look."""
    by_seat: dict[int, list[Mark]] = {seat: [] for seat in seats}
    for mark in Mark.objects.filter(seat__in=list(seats)).order_by("pk"):
        by_seat[mark.seat_id].append(mark)
    return {seat: compared(entries, needed) for seat, entries in by_seat.items()}
