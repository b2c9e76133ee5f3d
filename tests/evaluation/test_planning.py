"""Sessions planned, filed and cancelled, with their rooms and sittings."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jiyao.evaluation.actions.planning import (
    BadPlan,
    NumberTaken,
    TooLate,
    cancel_session,
    file_session,
    plan_session,
)
from jiyao.evaluation.actions.rooms import (
    BadRoom,
    BadSitting,
    RoomTaken,
    SittingInUse,
    add_room,
    add_sitting,
    close_room,
    remove_sitting,
)
from jiyao.evaluation.actions.working_on import NotNow, NotYours
from jiyao.evaluation.models import BodyScope, BodySuspension, Part, Seat, Session, SessionState, Sitting
from jiyao.evaluation.queries.bodies import NotListed, OutOfScope, Suspended, Target
from jiyao.evaluation.scoring import NotScored
from jiyao.foundation.models import Act
from jiyao.registry.models import Account
from tests.evaluation.planned import (
    BODY,
    EXAM,
    HARBIN,
    LAST_DAY,
    PEOPLE,
    PROVINCE,
    TODAY,
    WELDER,
    account_of,
    acting,
    body,
    filed,
    office,
    pack,
    plan,
)
from tests.foundation.planted import plant

pytestmark = pytest.mark.django_db
NINE, TEN = datetime(2025, 6, 10, 1, tzinfo=UTC), datetime(2025, 6, 10, 2, tzinfo=UTC)


@pytest.fixture
def account() -> Account:
    body()
    return office()


def test_session_is_planned_on_the_edition_that_the_body_filed_and_then_filed(account: Account) -> None:
    planned = plan_session(plan(), acting(account), pack())
    assert (planned.state, planned.standard_edition, planned.parts) == (
        SessionState.PLANNED,
        "edition_2023",
        "theory practical",
    )

    session = file_session(planned.pk, acting(account), pack())

    assert (session.state, session.filed_on) == (SessionState.FILED, TODAY)
    assert [
        one.kind for one in Act.objects.filter(subject=f"session:{session.pk}").order_by("at", "kind")
    ] == [
        "file-session",
        "plan-session",
    ]


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        ({"number": " "}, BadPlan, "number of 40"),
        ({"number": "x" * 41}, BadPlan, "number of 40"),
        ({"target": Target("6-18-99-99", "L4")}, BadPlan, "no occupation"),
        ({"target": Target(WELDER, "L1")}, OutOfScope, "filed only for L4"),
        ({"target": Target(WELDER, "L4", ability_item="拉面")}, OutOfScope, "out of the body's scope"),
        ({"division": PROVINCE}, OutOfScope, "out of the area"),
        ({"parts": ()}, BadPlan, "each part once"),
        ({"parts": (Part.THEORY, Part.THEORY)}, BadPlan, "each part once"),
        ({"ends_on": date(2025, 6, 9)}, BadPlan, "not after the last"),
        ({"enrols_until": EXAM}, BadPlan, "before the first day"),
        ({"starts_on": date(2019, 1, 2), "enrols_until": date(2019, 1, 1)}, NotListed, "files first"),
        ({"organisation": 32}, NotYours, "not yours"),
    ],
)
def test_plan_that_cannot_be_is_refused(
    account: Account, change: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        plan_session(plan(**change), acting(account), pack())

    assert not Session.objects.exists()


def test_two_plans_of_a_body_have_different_numbers(account: Account) -> None:
    plan_session(plan(), acting(account), pack())

    with pytest.raises(NumberTaken, match="another number"):
        plan_session(plan(), acting(account), pack())


def test_part_that_no_procedure_scores_is_not_planned(account: Account) -> None:
    plant(
        BodyScope,
        organisation_id=BODY,
        starts_on=date(2020, 1, 1),
        occupation=WELDER,
        level="none",
        division=HARBIN,
        standard_edition="none",
        ability_item="拉面",
    )

    with pytest.raises(NotScored, match="special-ability-test does not say"):
        plan_session(plan(target=Target(WELDER, "none", ability_item="拉面")), acting(account), pack())


@pytest.mark.parametrize("on", [date(2025, 6, 4), date(2025, 5, 21)])
def test_session_is_filed_in_time_or_not_at_all(account: Account, on: date) -> None:
    session = filed(state=SessionState.PLANNED)

    with pytest.raises(TooLate, match="5 working days before"):
        file_session(session.pk, acting(account, on=on), pack())


@pytest.mark.parametrize("since", [TODAY, EXAM])
def test_suspended_body_files_nothing(account: Account, since: date) -> None:
    session = filed(state=SessionState.PLANNED)
    plant(BodySuspension, organisation_id=BODY, suspension_reason="rectification", starts_on=since)

    with pytest.raises(Suspended, match="suspended since"):
        file_session(session.pk, acting(account), pack())


def test_session_of_another_body_is_not_found(account: Account) -> None:
    session = filed()

    with pytest.raises(NotYours):
        cancel_session(session.pk, acting(account_of(PEOPLE[0])), reason="x")
    with pytest.raises(NotYours):
        cancel_session(999_999, acting(account), reason="x")


def test_session_is_cancelled_once_with_a_reason(account: Account) -> None:
    session = filed()

    assert cancel_session(session.pk, acting(account), reason=" 场地停电 ").cancel_reason == "场地停电"
    with pytest.raises(NotNow, match="is cancelled"):
        cancel_session(session.pk, acting(account), reason="again")


def test_sittings_of_a_room_do_not_overlap(account: Account) -> None:
    session, other = filed(), filed(number="2025-002")
    room = add_room(BODY, "实训楼", "一号", HARBIN, 30, acting(account)).pk
    set_ = add_sitting(session.pk, Part.THEORY, room, NINE, TEN, acting(account), on=EXAM)

    with pytest.raises(RoomTaken, match="2025-001"):
        add_sitting(other.pk, Part.THEORY, room, NINE.replace(minute=59), TEN, acting(account), on=EXAM)
    with pytest.raises(RoomTaken, match="sittings to come"):
        close_room(room, acting(account))
    add_sitting(other.pk, Part.THEORY, room, TEN, TEN.replace(hour=3), acting(account), on=EXAM)

    remove_sitting(set_.pk, acting(account))
    cancel_session(other.pk, acting(account), reason="x")
    assert close_room(room, acting(account)).closed_on == TODAY
    with pytest.raises(BadSitting, match="closed"):
        add_sitting(session.pk, Part.THEORY, room, NINE, TEN, acting(account), on=EXAM)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"part": Part.REVIEW}, "does not examine review"),
        ({"ends_at": NINE}, "ends after it begins"),
        ({"on": LAST_DAY}, "lies between"),
    ],
)
def test_sitting_that_does_not_fit_its_session_is_refused(
    account: Account, change: dict[str, Any], said: str
) -> None:
    room = add_room(BODY, "实训楼", "一号", HARBIN, 30, acting(account)).pk
    given = {"part": Part.THEORY, "room": room, "starts_at": NINE, "ends_at": TEN, "on": EXAM}

    with pytest.raises(BadSitting, match=said):
        add_sitting(filed().pk, hand=acting(account), **{**given, **change})


@pytest.mark.parametrize(("venue", "seats"), [("", 30), ("实训楼", 0), ("实训楼", 501)])
def test_room_has_a_venue_and_seats(account: Account, venue: str, seats: int) -> None:
    with pytest.raises(BadRoom, match="1 to 500 seats"):
        add_room(BODY, venue, "一号", HARBIN, seats, acting(account))


def test_room_of_a_name_is_added_once(account: Account) -> None:
    add_room(BODY, "实训楼", "一号", HARBIN, 30, acting(account))

    with pytest.raises(BadRoom, match="already"):
        add_room(BODY, "实训楼", "一号", HARBIN, 30, acting(account))


def test_sitting_in_which_somebody_sits_stays(account: Account) -> None:
    session = filed()
    room = add_room(BODY, "实训楼", "一号", HARBIN, 30, acting(account)).pk
    sitting: Sitting = add_sitting(session.pk, Part.THEORY, room, NINE, TEN, acting(account), on=EXAM)
    candidate = session.candidates.create(person_id=PEOPLE[0], candidacy=1, enrolled_on=TODAY)
    Seat.objects.create(candidate=candidate, sitting=sitting, number=1)

    with pytest.raises(SittingInUse, match="draw them anew"):
        remove_sitting(sitting.pk, acting(account))
