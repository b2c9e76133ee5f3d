"""Marks: entered by those who examine, on devices that know nothing of each other; compared, settled and signed."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.base.reasons import BadReason
from jiyao.evaluation.actions.marking import (
    BadMark,
    Entry,
    NotComplete,
    NotMarkedNow,
    NotYourSitting,
    Taken,
    settle_mark,
    sign_sitting,
    take_marks,
)
from jiyao.evaluation.models import Duty, DutyState, Mark, Seat, Session, SessionState, Sitting
from jiyao.evaluation.queries.marks import Agreement, SeatMarks, compared, marks_of
from jiyao.registry.models import Account
from tests.evaluation.examined import AT, LEAD, OFFICE, SECOND, account_of, arranged, hand, office, pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return arranged()


@pytest.fixture
def lead(session: Session) -> Account:
    return account_of(LEAD)


@pytest.fixture
def second(session: Session) -> Account:
    return account_of(SECOND)


def the_sitting() -> Sitting:
    return Sitting.objects.get()


def seats() -> list[int]:
    return list(Seat.objects.order_by("number").values_list("pk", flat=True))


def entry(seat: int, tenths: int | None, sequence: int = 1, **other: Any) -> Entry:
    return Entry(
        **{"seat": seat, "tenths": tenths, "entered_at": AT, "device": "phone", "sequence": sequence, **other}
    )


def taken(account: Account, *entries: Entry) -> Taken:
    return take_marks(the_sitting().pk, entries, hand(account), pack())


def all_marked(account: Account, tenths: int = 700, **other: Any) -> None:
    device = f"of-{account.pk}"
    taken(account, *(entry(one, tenths, n, device=device, **other) for n, one in enumerate(seats(), start=1)))


def of_seat(seat: int) -> SeatMarks:
    return marks_of([seat], 2)[seat]


def test_mark_of_one_waits_for_the_other_and_two_of_the_same_agree(lead: Account, second: Account) -> None:
    seat = seats()[0]
    taken(lead, entry(seat, 705))
    assert of_seat(seat).agreement is Agreement.ALONE

    taken(second, entry(seat, 705, device="tablet"))

    found = of_seat(seat)
    assert (found.agreement, found.mark and found.mark.tenths) == (Agreement.AGREED, 705)


def test_different_marks_are_shown_until_somebody_changes_theirs(lead: Account, second: Account) -> None:
    seat = seats()[0]
    taken(lead, entry(seat, 705))
    taken(second, entry(seat, 600, device="tablet"))
    assert of_seat(seat).agreement is Agreement.DIFFERENT

    taken(second, entry(seat, 705, 2, device="tablet", saw=("tablet", 1)))

    assert of_seat(seat).agreement is Agreement.AGREED
    assert Mark.objects.count() == 3


def test_two_devices_of_one_examiner_that_changed_one_mark_are_in_conflict(lead: Account) -> None:
    seat = seats()[0]
    taken(lead, entry(seat, 600))
    taken(lead, entry(seat, 650, 2, saw=("phone", 1)))
    taken(lead, entry(seat, 640, 1, device="tablet", saw=("phone", 1)))

    found = of_seat(seat)

    assert found.agreement is Agreement.CONFLICT
    assert [one.tenths for one in found.standing] == [650, 640]


def test_absent_candidate_has_no_mark_and_the_entry_agrees(lead: Account, second: Account) -> None:
    seat = seats()[0]
    taken(lead, entry(seat, None))
    taken(second, entry(seat, None, device="tablet"))

    found = of_seat(seat).mark

    assert found is not None
    assert (found.absent, found.tenths) == (True, None)


def test_entries_that_come_again_are_taken_once(lead: Account) -> None:
    first, other = seats()[:2]
    one, another = entry(first, 600), entry(other, 700, 2)
    assert taken(lead, one) == Taken(1, 0, {})

    assert taken(lead, one, another, another) == Taken(1, 2, {})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tenths": 1001}, "between 0 and 100"),
        ({"tenths": -1}, "between 0 and 100"),
        ({"seat": 999_999}, "not of this sitting"),
        ({"device": ""}, "device or its number is missing"),
        ({"device": "x" * 37}, "device or its number is missing"),
        ({"sequence": 0}, "device or its number is missing"),
        ({"saw": ("phone", 77)}, "load the sheet again"),
    ],
)
def test_bad_entry_is_refused_and_the_others_are_taken(
    lead: Account, change: dict[str, Any], said: str
) -> None:
    bad, good = entry(seats()[0], 600), entry(seats()[1], 700, 2)
    values = {name: getattr(bad, name) for name in bad.__slots__}

    found = taken(lead, Entry(**{**values, **change}), good)

    [(number, error)] = found.refused.items()
    assert (found.new, number) == (1, 0)
    assert isinstance(error, BadMark)
    assert said in str(error)


def test_clock_that_is_fast_stops_no_mark(lead: Account) -> None:
    assert taken(lead, entry(seats()[0], 600, entered_at=AT + timedelta(days=400))).new == 1
    assert Mark.objects.get().entered_at == AT


def test_nobody_else_enters_marks(session: Session) -> None:
    with pytest.raises(NotYourSitting, match="accept it on your page first"):
        taken(account_of(OFFICE), entry(seats()[0], 600))


def test_examiner_who_has_not_accepted_enters_none(lead: Account) -> None:
    Duty.objects.update(state=DutyState.ASKED)

    with pytest.raises(NotYourSitting):
        taken(lead, entry(seats()[0], 600))


def test_office_of_the_body_may_be_the_second_to_enter(lead: Account) -> None:
    taken(lead, entry(seats()[0], 600))
    taken(office(), entry(seats()[0], 600, device="desk"))

    assert of_seat(seats()[0]).agreement is Agreement.AGREED


@pytest.mark.parametrize("state", [SessionState.FILED, SessionState.EXAMINED, SessionState.CANCELLED])
def test_session_that_is_not_under_way_takes_none(
    session: Session, lead: Account, state: SessionState
) -> None:
    Session.objects.update(state=state)

    with pytest.raises(NotMarkedNow, match=f"is {state.value}"):
        taken(lead, entry(seats()[0], 600))


def test_who_leads_settles_a_mark_with_a_reason(lead: Account, second: Account) -> None:
    seat = seats()[0]
    taken(lead, entry(seat, 705))
    taken(second, entry(seat, 600, device="tablet"))

    settle_mark(seat, 650, hand(lead), pack(), reason="按评分细则第三项复核", device="settling")

    found = of_seat(seat)
    assert (found.agreement, found.mark and found.mark.tenths) == (Agreement.AGREED, 650)


def test_others_do_not_settle_and_nobody_without_a_reason(lead: Account, second: Account) -> None:
    with pytest.raises(NotYourSitting, match="who leads"):
        settle_mark(seats()[0], 650, hand(second), pack(), reason="复核", device="settling")
    with pytest.raises(BadReason):
        settle_mark(seats()[0], 650, hand(lead), pack(), reason=" ", device="settling")
    assert Mark.objects.count() == 0


def test_late_entry_after_a_settled_mark_is_shown(lead: Account, second: Account) -> None:
    seat = seats()[0]
    settle_mark(seat, 650, hand(lead), pack(), reason="复核", device="settling")

    taken(second, entry(seat, 600, device="tablet"))

    assert of_seat(seat).agreement is Agreement.DIFFERENT


def test_marks_are_signed_once_complete_and_nothing_comes_after(lead: Account, second: Account) -> None:
    all_marked(lead)
    with pytest.raises(NotComplete, match="3 seats have too few entries and 0 disagree"):
        sign_sitting(the_sitting().pk, hand(lead), pack())
    all_marked(second)

    assert sign_sitting(the_sitting().pk, hand(lead), pack()).state == DutyState.SIGNED

    with pytest.raises(NotMarkedNow, match="you signed"):
        taken(lead, entry(seats()[0], 600, 9))


def test_what_disagrees_is_counted_before_signing(lead: Account, second: Account) -> None:
    all_marked(lead)
    all_marked(second, 650)

    with pytest.raises(NotComplete, match="0 seats have too few entries and 3 disagree"):
        sign_sitting(the_sitting().pk, hand(lead), pack())


VALUES = st.sampled_from([None, 600, 650])


@given(changes=st.lists(st.tuples(st.integers(1, 2), st.integers(0, 2), VALUES), max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_entry_is_lost_whatever_order_devices_send_in(changes: list[tuple[int, int, int | None]]) -> None:
    """What is not replaced by one that saw it stands; where all that stand say the same, that is the mark."""
    marks: list[Mark] = []
    for number, (person, back, tenths) in enumerate(changes, start=1):
        own = [one for one in marks if one.by_id == person]
        saw = own[-1 - back].pk if back < len(own) else None
        marks.append(Mark(pk=number, by_id=person, tenths=tenths, absent=tenths is None, saw=saw))

    found = compared(marks, 2)

    replaced = {one.saw for one in marks}
    assert {one.pk for one in found.standing} == {one.pk for one in marks} - replaced
    agreed = (
        len({one.tenths for one in found.standing}) == 1 and len({one.by_id for one in found.standing}) == 2
    )
    assert (found.agreement is Agreement.AGREED) == agreed
