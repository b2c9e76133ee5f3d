"""Results: found when all is signed, on notice, looked at again, reported."""

from datetime import date, timedelta

import pytest

from jiyao.evaluation.actions.marking import Entry, NotComplete, sign_sitting, take_marks
from jiyao.evaluation.actions.results import (
    AskedAlready,
    NotExamined,
    SameMarker,
    TooEarly,
    TooLate,
    ask_re_marking,
    close_examination,
    publish_results,
    re_mark,
    report_session,
)
from jiyao.evaluation.actions.working_on import NotNow, NotYours
from jiyao.evaluation.models import Candidate, Part, PartResult, ReMarking, Session, SessionState, Sitting
from jiyao.evaluation.queries.results import passed_candidates, results_of
from jiyao.registry.actions.accounts import assign
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole
from tests.evaluation.examined import (
    AT,
    CANDIDATES,
    DAY,
    LEAD,
    SECOND,
    account_of,
    arranged,
    hand,
    office,
    pack,
)

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=1)
MARKS = {CANDIDATES[0]: 600, CANDIDATES[1]: 599, CANDIDATES[2]: None}


@pytest.fixture
def of_office() -> Account:
    arranged("theory practical")
    return office()


def mark_everything(theory: int = 800) -> None:
    """Both examiners enter the same marks in every sitting, and who leads signs."""
    lead, second = account_of(LEAD), account_of(SECOND)
    for sitting in Sitting.objects.order_by("pk"):
        seats = sitting.seats.select_related("candidate").order_by("number")
        said = {
            one.pk: MARKS[one.candidate.person_id] if sitting.part == Part.PRACTICAL else theory
            for one in seats
        }
        for account in (lead, second):
            device = f"{account.pk}-{sitting.pk}"
            entries = [Entry(seat, tenths, AT, device, n) for n, (seat, tenths) in enumerate(said.items(), 1)]
            take_marks(sitting.pk, entries, hand(account), pack())
        sign_sitting(sitting.pk, hand(lead), pack())


def the_session() -> Session:
    return Session.objects.get()


def at(account: Account, days: int = 1) -> Hand:
    return hand(account, on=DAY + timedelta(days=days), at=AT + timedelta(days=days))


def published(account: Account) -> int:
    """The number of the session, its results on notice since the day after."""
    mark_everything()
    number = the_session().pk
    close_examination(number, hand(account), pack())
    publish_results(number, at(account))
    return number


def candidate(person: int) -> Candidate:
    return Candidate.objects.get(person=person)


def test_only_who_passed_every_part_has_passed(of_office: Account) -> None:
    mark_everything()

    close_examination(the_session().pk, hand(of_office), pack())

    assert [one.person_id for one in passed_candidates(the_session())] == [CANDIDATES[0]]
    found = results_of([candidate(CANDIDATES[2]).pk])[candidate(CANDIDATES[2]).pk]
    assert {part: (one.tenths, one.absent, one.passed) for part, one in found.items()} == {
        Part.THEORY: (800, False, True),
        Part.PRACTICAL: (None, True, False),
    }


def test_examination_is_not_closed_before_all_is_signed(of_office: Account) -> None:
    with pytest.raises(NotComplete, match="6 seats have too few entries"):
        close_examination(the_session().pk, hand(of_office), pack())
    mark_everything()
    Sitting.objects.first().duties.update(state="accepted")  # type: ignore[union-attr]

    with pytest.raises(NotComplete, match="1 sittings are not signed"):
        close_examination(the_session().pk, hand(of_office), pack())
    assert PartResult.objects.count() == 0


def test_candidate_without_a_seat_in_a_part_stops_it(of_office: Account) -> None:
    mark_everything()
    Candidate.objects.create(
        session=the_session(), person_id=LEAD, state="admitted", candidacy=1, enrolled_on=DAY, ticket="T0"
    )

    with pytest.raises(NotComplete, match="2 candidates have no seat in a part"):
        close_examination(the_session().pk, hand(of_office), pack())


def test_steps_come_in_their_order(of_office: Account) -> None:
    with pytest.raises(NotNow, match="is arranged; this is done while it is examined"):
        publish_results(the_session().pk, hand(of_office))
    number = published(of_office)

    assert Session.objects.get(pk=number).published_on == LATER
    with pytest.raises(NotNow, match="is published"):
        close_examination(number, hand(of_office), pack())


def test_other_bodies_and_officials_do_not_do_it(of_office: Account) -> None:
    with pytest.raises(NotYours):
        publish_results(the_session().pk, hand(account_of(LEAD)))
    with pytest.raises(NotYours):
        publish_results(999_999, hand(of_office))


def test_notice_runs_its_working_days_before_the_report(of_office: Account) -> None:
    number = published(of_office)
    with pytest.raises(TooEarly, match="the notice runs until 2025-06-18"):
        report_session(number, at(of_office, 8), pack())

    assert report_session(number, at(of_office, 9), pack()).state == SessionState.REPORTED


def test_mark_is_looked_at_again_by_somebody_else_and_both_stand(of_office: Account) -> None:
    number = published(of_office)
    her = candidate(CANDIDATES[1])
    account = account_of(her.person_id)
    asked = ask_re_marking(her.pk, Part.PRACTICAL, at(account), pack(), reason="第三题应得分")
    with pytest.raises(TooEarly, match="a re-marking is open"):
        report_session(number, at(of_office, 30), pack())

    re_mark(asked.pk, 610, at(of_office, 2), pack(), answer="第三题漏计 1.1 分")

    assert [one.person_id for one in passed_candidates(the_session())] == [CANDIDATES[0], CANDIDATES[1]]
    versions = PartResult.objects.filter(candidate=her, part=Part.PRACTICAL).order_by("version")
    assert [(one.version, one.tenths, one.passed) for one in versions] == [(1, 599, False), (2, 610, True)]
    with pytest.raises(AskedAlready):
        re_mark(asked.pk, 620, at(of_office, 2), pack(), answer="再次")
    with pytest.raises(AskedAlready, match="asked to be marked again already"):
        ask_re_marking(her.pk, Part.PRACTICAL, at(account), pack(), reason="再看一次")


def test_who_entered_a_mark_does_not_look_at_it_again(of_office: Account) -> None:
    published(of_office)
    her = candidate(CANDIDATES[1])
    asked = ask_re_marking(her.pk, Part.PRACTICAL, at(account_of(her.person_id)), pack(), reason="请复核")
    marker = Account.objects.get(person=SECOND)
    assign(
        account=marker,
        role=AccountRole.EVALUATION_BODY,
        organisation=31,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )

    with pytest.raises(SameMarker):
        re_mark(asked.pk, 610, at(marker, 2), pack(), answer="复核")
    with pytest.raises(NotExamined, match="between 0 and 100"):
        re_mark(asked.pk, 1001, at(of_office, 2), pack(), answer="复核")


def test_asking_has_an_end_and_is_the_candidates_own(of_office: Account) -> None:
    published(of_office)
    her = candidate(CANDIDATES[1])
    account = account_of(her.person_id)
    with pytest.raises(NotYours):
        ask_re_marking(her.pk, Part.PRACTICAL, at(of_office), pack(), reason="请复核")
    with pytest.raises(NotExamined):
        ask_re_marking(her.pk, Part.REVIEW, at(account), pack(), reason="请复核")

    with pytest.raises(TooLate, match="until 2025-06-16"):
        ask_re_marking(her.pk, Part.PRACTICAL, at(account, 7), pack(), reason="请复核")
    assert ReMarking.objects.count() == 0
