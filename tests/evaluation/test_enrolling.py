"""Candidates enrolled, answering what no register knows, admitted or refused by the pack's application conditions."""

from datetime import date, timedelta
from typing import Any

import pytest

from jiyao.evaluation.actions.enrolling import (
    BadAnswer,
    EnrolledAlready,
    Full,
    NotAdmissible,
    NotYourself,
    admit,
    answer,
    enrol,
    refuse,
    withdraw,
)
from jiyao.evaluation.actions.planning import TooLate
from jiyao.evaluation.actions.working_on import NotNow
from jiyao.evaluation.models import (
    BodyScope,
    BodySuspension,
    Candidate,
    CandidateState,
    Part,
    Session,
    SessionState,
)
from jiyao.evaluation.queries.bodies import Suspended
from jiyao.evaluation.queries.candidacies import Judged, Stand, judged_one, to_answer
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import Account, AccountRole, EducationSpell, HeldCertificate, Organisation
from tests.evaluation.planned import (
    BODY,
    ENOUGH,
    HARBIN,
    LAST_DAY,
    LONG_AGO,
    NOW,
    PEOPLE,
    TODAY,
    WELDER,
    account_of,
    acting,
    assessor,
    body,
    filed,
    office,
    pack,
    sitting,
)
from tests.foundation.planted import plant

pytestmark = pytest.mark.django_db
ME = PEOPLE[0]
TOO_FEW = {"occupation_work_months": 12}


@pytest.fixture
def account() -> Account:
    body()
    return office()


@pytest.fixture
def session(account: Account) -> Session:
    return filed()


def enrolled(account: Account, session: Session, **answers: Any) -> Candidate:
    [one] = enrol(session.pk, {ME: answers}, acting(account), pack(), source="test")
    return one


def judge(candidate: Candidate, on: date = TODAY) -> Judged:
    return judged_one(candidate, assessor(), on=on, known_at=NOW + timedelta(hours=1))


def test_person_enrols_answers_and_is_admitted_by_the_condition_that_suffices(
    account: Account, session: Session
) -> None:
    mine = account_of(ME)
    candidate = enrolled(mine, session)
    found = judge(candidate)
    assert (found.stand, [fact.id for fact in to_answer(found, pack().vocabulary, by_body=False)]) == (
        Stand.OPEN,
        ["occupation_work_months"],
    )

    answer(candidate.pk, ENOUGH, acting(mine, later=1), pack())
    [admitted] = admit(session.pk, [candidate.pk], acting(account, later=2), assessor())

    assert (admitted.state, admitted.measure, admitted.route) == (
        CandidateState.ADMITTED,
        "application-2023-level-4",
        "l4-1",
    )


def test_candidate_whom_time_admits_is_told_the_day(account: Account, session: Session) -> None:
    plant(HeldCertificate, person_id=ME, occupation=WELDER, level="L5", issued_on=date(2022, 6, 1))
    candidate = enrolled(account, session, **TOO_FEW, months_away_since_level=0)

    found = judge(candidate)

    assert (found.stand, found.from_day, found.route) == (Stand.LATER, date(2025, 6, 1), "")


def test_candidate_is_refused_only_where_no_condition_is_met(account: Account, session: Session) -> None:
    candidate = enrolled(account, session)
    with pytest.raises(NotAdmissible, match="look at what is missing"):
        refuse(session.pk, [candidate.pk], acting(account), assessor())
    answer(candidate.pk, TOO_FEW, acting(account, later=1), pack())
    with pytest.raises(NotAdmissible, match="1 of 1"):
        admit(session.pk, [candidate.pk], acting(account, later=2), assessor())

    [refused] = refuse(session.pk, [candidate.pk], acting(account, later=2), assessor())

    assert (refused.state, refused.route) == (CandidateState.REFUSED, "")


def test_somebody_of_the_chosen_who_is_decided_already_stops_the_step(
    account: Account, session: Session
) -> None:
    candidate = enrolled(account, session, **ENOUGH)
    admit(session.pk, [candidate.pk], acting(account, later=1), assessor())

    with pytest.raises(NotAdmissible, match="neither admitted nor refused"):
        admit(session.pk, [candidate.pk], acting(account, later=1), assessor())


def test_person_is_enrolled_once_and_again_after_withdrawing(account: Account, session: Session) -> None:
    candidate = enrolled(account, session)
    with pytest.raises(EnrolledAlready):
        enrol(session.pk, {ME: {}}, acting(account, later=1), pack(), source="test")

    assert withdraw(candidate.pk, acting(account, later=1)).state == CandidateState.WITHDRAWN
    again = enrol(session.pk, {ME: {}}, acting(account, later=2), pack(), source="test")

    assert [one.candidacy for one in again] == [candidate.candidacy]


def test_seats_are_not_given_out_twice(account: Account, session: Session) -> None:
    sitting(session, Part.THEORY, 1, seats=3)
    sitting(session, Part.PRACTICAL, 3, seats=2, name="二号")
    enrol(session.pk, {one: {} for one in PEOPLE[1:3]}, acting(account), pack(), source="test")

    with pytest.raises(Full, match="seats for 0 more"):
        enrolled(account, session)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"field_matches": True}, "not yours to answer"),
        ({"level": "L1"}, "not yours to answer"),
        ({"standard_edition": "edition_2018"}, "not yours to answer"),
        ({"occupation_work_months": -1}, "occupation_work_months"),
        ({"occupation_work_months": "many"}, "occupation_work_months"),
    ],
)
def test_answer_that_is_none_or_the_bodys_is_refused(
    account: Account, session: Session, answers: dict[str, Any], said: str
) -> None:
    mine = account_of(ME)
    candidate = enrolled(mine, session)

    with pytest.raises(BadAnswer, match=said):
        answer(candidate.pk, answers, acting(mine, later=1), pack())


def test_body_confirms_what_only_it_can(account: Account, session: Session) -> None:
    plant(
        EducationSpell,
        person_id=ME,
        school_kind="technician_college",
        class_kind="none",
        starts_on=date(2020, 9, 1),
        ends_on=date(2023, 7, 1),
        graduated=True,
    )
    candidate = enrolled(account, session, **TOO_FEW)
    found = judge(candidate)
    assert [fact.id for fact in to_answer(found, pack().vocabulary, by_body=True)] == ["field_matches"]

    answer(candidate.pk, {"field_matches": True}, acting(account, later=1), pack())

    assert (judge(candidate).stand, judge(candidate).route) == (Stand.MAY, "l4-3")


def test_nobody_enrols_somebody_else(account: Account, session: Session) -> None:
    with pytest.raises(NotYourself, match="a school its students"):
        enrol(session.pk, {PEOPLE[1]: {}}, acting(account_of(ME)), pack(), source="test")
    candidate = enrolled(account, session)
    with pytest.raises(NotYourself):
        withdraw(candidate.pk, acting(account_of(PEOPLE[1])))


def test_school_enrols_its_own_students_in_the_session_of_a_body(session: Session) -> None:
    Organisation.objects.create(id=32)
    school = school_account()
    plant(EducationSpell, person_id=ME, organisation_id=32, starts_on=date(2023, 9, 1))

    [one] = enrol(session.pk, {ME: {}}, acting(school), pack(), source="test")

    assert one.person_id == ME
    with pytest.raises(NotYourself):
        enrol(session.pk, {PEOPLE[1]: {}}, acting(school), pack(), source="test")


def school_account() -> Account:
    made = open_account(username="school", at=NOW, by="program:test")
    assign(
        account=made,
        role=AccountRole.TECHNICAL_SCHOOL,
        organisation=32,
        starts_on=date(2020, 1, 1),
        at=NOW,
        by="program:test",
    )
    return made


def test_enrolment_ends_and_begins_with_the_filing(account: Account, session: Session) -> None:
    with pytest.raises(TooLate, match="until 2025-05-20"):
        enrol(session.pk, {ME: {}}, acting(account, on=date(2025, 5, 21)), pack(), source="test")
    planned = filed(number="2", state=SessionState.PLANNED)
    with pytest.raises(NotNow, match="is planned"):
        enrol(planned.pk, {ME: {}}, acting(account), pack(), source="test")
    with pytest.raises(BadAnswer, match="no session"):
        enrol(999_999, {ME: {}}, acting(account), pack(), source="test")


def test_session_after_suspension_takes_nobody(account: Account, session: Session) -> None:
    plant(BodySuspension, organisation_id=BODY, suspension_reason="rectification", starts_on=LAST_DAY)

    with pytest.raises(Suspended):
        enrolled(account, session)


def test_session_on_an_edition_without_conditions_admits_nobody(account: Account) -> None:
    session = filed(number="3", standard_edition="none")
    candidate = enrolled(account, session, **ENOUGH)

    assert judge(candidate).stand is Stand.NO_RULE


def test_for_a_single_ability_the_body_admits_whom_no_rule_speaks_of(account: Account) -> None:
    item = {"level": "none", "ability_item": "ZX-001"}
    plant(
        BodyScope,
        organisation_id=BODY,
        starts_on=LONG_AGO,
        occupation=WELDER,
        division=HARBIN,
        standard_edition="edition_2023",
        **item,
    )
    candidate = enrolled(account, filed(number="2025-003", **item))
    assert judge(candidate).stand is Stand.NO_RULE

    with pytest.raises(NotAdmissible):
        refuse(candidate.session_id, [candidate.pk], acting(account, later=1), assessor())
    [admitted] = admit(candidate.session_id, [candidate.pk], acting(account, later=2), assessor())

    assert (admitted.state, admitted.measure, admitted.route) == (CandidateState.ADMITTED, "", "")
