"""Sessions arranged: seats and examiners drawn, tickets given out, and let in at the door."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.evaluation.actions.arranging import NotReady, arrange_session
from jiyao.evaluation.actions.duties import NotAsked, accept_duty, decline_duty
from jiyao.evaluation.actions.entering import InAlready, UnknownTicket, WrongDay, WrongDoor, let_in
from jiyao.evaluation.actions.seating import BadSeed, DrawnAlready, NoSeats, draw_seats
from jiyao.evaluation.actions.staffing import (
    CannotDraw,
    NothingKnown,
    NotYourPlace,
    draw_examiners,
    send_examiner,
    send_supervisor,
)
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    Part,
    Seat,
    Session,
    SessionState,
    Sitting,
    Supervisor,
)
from jiyao.evaluation.queries.staffing import LeftOut, around, day_of, staff_for
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import Account, AccountRole, EmploymentSpell, Organisation
from tests.evaluation.planned import (
    EXAM,
    EXAMINERS,
    HARBIN,
    INTERNAL,
    LONG_AGO,
    NOW,
    PEOPLE,
    SENIORS,
    TODAY,
    account_of,
    acting,
    body,
    filed,
    office,
    pack,
    sitting,
)
from tests.foundation.planted import person, plant
from tests.packs.heilongjiang import pack as real_pack

pytestmark = pytest.mark.django_db
AFTER = date(2025, 5, 21)
WORKS, SCHOOL = 41, 42


@pytest.fixture
def account() -> Account:
    body()
    Organisation.objects.create(id=WORKS)
    Organisation.objects.create(id=SCHOOL)
    return office()


def planned(people: Any = PEOPLE, *, seats: int = 30, sittings: int = 1) -> Session:
    """A session whose candidates are admitted: theory and practical, so many sittings of each."""
    session = filed()
    for number in range(sittings):
        sitting(session, Part.THEORY, 1 + number, seats)
        sitting(session, Part.PRACTICAL, 9 + number, seats)
    for one in people:
        session.candidates.create(
            person_id=one, state=CandidateState.ADMITTED, candidacy=one, enrolled_on=TODAY
        )
    return session


def seated(account: Account, **values: Any) -> Session:
    session = planned(**values)
    draw_seats(session.pk, "seed", acting(account))
    return session


def works(person_number: int, organisation: int) -> None:
    plant(EmploymentSpell, person_id=person_number, organisation_id=organisation, starts_on=LONG_AGO)


def drawn(account: Account, session: Session, trained_by: Any = None) -> list[tuple[int, int, str]]:
    made = draw_examiners(session.pk, trained_by or {}, acting(account), pack())
    return [(one.sitting_id, one.person_id, one.role) for one in made]


def test_same_seed_draws_the_same_seats_and_another_seed_others(account: Account) -> None:
    session = planned()

    def by_seed(seed: str) -> list[tuple[int, int, int]]:
        made = draw_seats(session.pk, seed, acting(account))
        return [(one.candidate_id, one.sitting_id, one.number) for one in made]

    assert by_seed("one") == by_seed("one") != by_seed("other")
    session.refresh_from_db()
    assert (session.seed, Seat.objects.count()) == ("other", 2 * len(PEOPLE))


@settings(max_examples=15, deadline=None)
@given(seed=st.text("abc", min_size=1, max_size=8), hours=st.lists(st.integers(0, 8), min_size=2, max_size=6))
def test_nobody_sits_in_two_places_at_once(seed: str, hours: list[int]) -> None:
    if not Sitting.objects.exists():
        body()
    number = Session.objects.count()
    session = filed(number=f"h-{number}")
    for at, hour in enumerate(hours):
        part = (Part.THEORY, Part.PRACTICAL)[at % 2]
        sitting(session, part, hour, seats=3, name=f"{number}-{at}")
    for one in PEOPLE[:4]:
        session.candidates.create(
            person_id=one, state=CandidateState.ADMITTED, candidacy=one, enrolled_on=TODAY
        )
    account, _ = Account.objects.get_or_create(username="office", defaults={"opened_at": NOW})
    if not account.assignments.exists():
        assign_body(account)
    try:
        made = draw_seats(session.pk, seed, acting(account))
    except NoSeats:
        return

    spans: dict[int, list[tuple[Any, Any]]] = {}
    for one in made:
        spans.setdefault(one.candidate_id, []).append((one.sitting.starts_at, one.sitting.ends_at))
    assert all(len(of_one) == 2 and (min(of_one)[1] <= max(of_one)[0]) for of_one in spans.values())
    assert len({(one.sitting_id, one.number) for one in made}) == len(made)


def assign_body(account: Account) -> None:
    assign(
        account=account,
        role=AccountRole.EVALUATION_BODY,
        organisation=31,
        starts_on=LONG_AGO,
        at=NOW,
        by="program:test",
    )


@pytest.mark.parametrize(
    ("people", "seats", "said"), [((), 30, "nobody is admitted"), (PEOPLE, 4, "6 of 10")]
)
def test_seats_are_not_drawn_where_somebody_would_stand(
    account: Account, people: Any, seats: int, said: str
) -> None:
    session = planned(people, seats=seats)

    with pytest.raises(NoSeats, match=said):
        draw_seats(session.pk, "seed", acting(account))


@pytest.mark.parametrize("seed", ["", "x" * 33])
def test_draw_needs_a_seed(account: Account, seed: str) -> None:
    with pytest.raises(BadSeed, match="1 to 32"):
        draw_seats(planned().pk, seed, acting(account))


def test_each_sitting_has_its_group_one_who_leads_and_a_supervisor(account: Account) -> None:
    session = seated(account)

    made = drawn(account, session)

    for one in Sitting.objects.all():
        roles = sorted(role for number, _, role in made if number == one.pk)
        assert roles == ["examiner", "examiner", "internal", "lead"]
    assert {person for _, person, role in made if role == "lead"} <= set(SENIORS)
    groups = [
        {who for number, who, role in made if number == one.pk and role != "internal"}
        for one in Sitting.objects.order_by("starts_at")
    ]
    assert groups[0] != groups[1]
    assert drawn(account, session) == []
    with pytest.raises(DrawnAlready):
        draw_seats(session.pk, "seed", acting(account))


def test_who_has_a_conflict_is_never_drawn(account: Account) -> None:
    works(PEOPLE[0], WORKS)
    works(EXAMINERS[2], WORKS)
    works(EXAMINERS[3], SCHOOL)
    session = seated(account, people=[*PEOPLE[:3], EXAMINERS[4]])
    first = Sitting.objects.order_by("pk")[0]
    trained_by = {PEOPLE[1]: {SCHOOL}}

    staff = staff_for(first, around(first, trained_by, EXAM), sittings_a_day=4)

    assert (day_of(first), dict(staff.left_out)) == (
        EXAM,
        {
            EXAMINERS[2]: LeftOut.COLLEAGUE,
            EXAMINERS[3]: LeftOut.TRAINER,
            EXAMINERS[4]: LeftOut.CANDIDATE,
        },
    )
    with pytest.raises(CannotDraw, match=r"2 can examine, 2 of them senior.*1 a colleague of candidates"):
        drawn(account, session, trained_by)
    assert not Duty.objects.exists()


def test_body_that_employs_its_candidates_may_examine_them(account: Account) -> None:
    works(PEOPLE[0], 31)
    for one in EXAMINERS:
        works(one, 31)
    session = seated(account)

    assert len(drawn(account, session)) == 8


def test_nobody_examines_more_often_a_day_than_the_pack_says(account: Account) -> None:
    session = seated(account, seats=2, sittings=5, people=PEOPLE)

    with pytest.raises(CannotDraw, match="as many sittings of the day"):
        drawn(account, session)


def test_who_declines_is_replaced_and_not_drawn_again(account: Account) -> None:
    session = seated(account)
    drawn(account, session)
    duty = Duty.objects.filter(role=DutyRole.EXAMINER)[0]
    theirs = account_of(duty.person_id)

    decline_duty(duty.pk, acting(theirs), reason="出差")

    made = drawn(account, session)
    assert [(number, role) for number, _, role in made] == [(duty.sitting_id, "examiner")]
    assert made[0][1] != duty.person_id
    with pytest.raises(NotAsked, match="answered already"):
        accept_duty(duty.pk, acting(theirs))


def test_duty_is_accepted_by_whom_it_was_given_to(account: Account) -> None:
    drawn(account, seated(account))
    duty = Duty.objects.all()[0]

    with pytest.raises(NotAsked, match="not yours"):
        accept_duty(duty.pk, acting(account))
    assert accept_duty(duty.pk, acting(account_of(duty.person_id))).state == DutyState.ACCEPTED


def test_examiners_are_sent_by_hand_where_the_pack_says_nothing(account: Account) -> None:
    session = seated(account)
    first = Sitting.objects.order_by("pk")[0]
    with pytest.raises(NothingKnown, match="by hand"):
        draw_examiners(session.pk, {}, acting(account), real_pack())

    duty = send_examiner(first.pk, SENIORS[0], DutyRole.LEAD, {}, acting(account))

    assert (duty.role, duty.state) == (DutyRole.LEAD, DutyState.ASKED)
    for wrong, role in (
        (SENIORS[1], DutyRole.LEAD),
        (PEOPLE[0], DutyRole.EXAMINER),
        (INTERNAL[0], DutyRole.LEAD),
    ):
        with pytest.raises(CannotDraw):
            send_examiner(first.pk, wrong, role, {}, acting(account))


def test_department_sends_supervisors_from_outside(account: Account) -> None:
    seated(account)
    first = Sitting.objects.order_by("pk")[0]
    given_ = {"side": "external", "division": HARBIN, "starts_on": LONG_AGO}
    plant(Supervisor, person_id=person(521), **given_)
    plant(Supervisor, person_id=EXAMINERS[0], **given_)
    official = open_account(username="official", at=NOW, by="program:test")
    assign(
        account=official,
        role=AccountRole.SUPERVISE,
        division=HARBIN,
        starts_on=LONG_AGO,
        at=NOW,
        by="program:test",
    )

    assert send_supervisor(first.pk, 521, acting(official)).role == DutyRole.EXTERNAL
    with pytest.raises(CannotDraw, match="from outside"):
        send_supervisor(first.pk, EXAMINERS[0], acting(official))
    with pytest.raises(NotYourPlace, match="no external supervisor"):
        send_supervisor(first.pk, INTERNAL[0], acting(official))
    with pytest.raises(NotYourPlace, match="not in your division"):
        send_supervisor(first.pk, 521, acting(account))


def arranged(account: Account) -> Session:
    session = seated(account)
    drawn(account, session)
    return arrange_session(session.pk, acting(account, on=AFTER))


def test_arranged_session_has_a_ticket_for_everybody(account: Account) -> None:
    session = arranged(account)

    tickets = list(Candidate.objects.values_list("ticket", flat=True))
    assert session.state == SessionState.ARRANGED
    assert len(set(tickets)) == len(PEOPLE)
    assert {len(one or "") for one in tickets} == {17}


def test_session_is_arranged_once_nothing_is_missing(account: Account) -> None:
    session = planned()
    late = acting(account, on=AFTER)
    with pytest.raises(NotReady, match="enrolment runs"):
        arrange_session(session.pk, acting(account))
    with pytest.raises(NotReady, match="20 seats"):
        arrange_session(session.pk, late)
    draw_seats(session.pk, "seed", late)
    with pytest.raises(NotReady, match="2 sittings"):
        arrange_session(session.pk, late)
    Candidate.objects.filter(person=PEOPLE[0]).update(state=CandidateState.ENROLLED)
    with pytest.raises(NotReady, match="1 candidates are not decided and 9"):
        arrange_session(session.pk, late)


def test_ticket_is_let_in_once_at_its_own_door(account: Account) -> None:
    session = arranged(account)
    theory, other = Sitting.objects.order_by("starts_at")
    ticket = Candidate.objects.values_list("ticket", flat=True)[0] or ""
    door = acting(account, on=EXAM)

    seat = let_in(theory.pk, f" {ticket} ", door)

    assert Seat.objects.get(pk=seat.pk).came_at == door.at
    with pytest.raises(InAlready, match="let in at 10:00"):
        let_in(theory.pk, ticket, acting(account, on=EXAM, later=1))
    with pytest.raises(WrongDay, match="2025-06-10"):
        let_in(other.pk, ticket, acting(account, on=EXAM + timedelta(days=1)))
    with pytest.raises(UnknownTicket):
        let_in(theory.pk, f"{session.pk:06}99999000000", door)


def test_ticket_of_another_sitting_is_sent_to_its_own_room(account: Account) -> None:
    session = planned(PEOPLE[:4], seats=2, sittings=2)
    draw_seats(session.pk, "seed", acting(account))
    drawn(account, session)
    arrange_session(session.pk, acting(account, on=AFTER))
    here, there = Sitting.objects.filter(part=Part.THEORY).order_by("starts_at")
    ticket = there.seats.all()[0].candidate.ticket or ""

    with pytest.raises(WrongDoor, match="实训楼 一号 2025-06-10, seat 1"):
        let_in(here.pk, ticket, acting(account, on=EXAM))
