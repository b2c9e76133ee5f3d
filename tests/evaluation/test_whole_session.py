"""A session of five hundred from a spreadsheet: enrolled, admitted, arranged, marked from a file, published, certified."""

from datetime import date, timedelta
from random import Random

import pytest

from jiyao.evaluation.actions.arranging import arrange_session
from jiyao.evaluation.actions.duties import accept_duty
from jiyao.evaluation.actions.enrolling import admit
from jiyao.evaluation.actions.issuing import issue_certificates
from jiyao.evaluation.actions.mark_loading import load_marks
from jiyao.evaluation.actions.marking import sign_sitting
from jiyao.evaluation.actions.results import close_examination, publish_results, report_session
from jiyao.evaluation.actions.rostering import Enrolled, enrol_roster
from jiyao.evaluation.actions.seating import draw_seats
from jiyao.evaluation.actions.staffing import draw_examiners
from jiyao.evaluation.mark_files import MarkFile, read_marks
from jiyao.evaluation.models import Candidate, Duty, IssuedCertificate, Part, Session
from jiyao.evaluation.queries.verifying import Answer, Asked, verified
from jiyao.evaluation.rosters import read_roster
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.actions.people import KnownPerson, record_people
from jiyao.registry.models import Account, AccountRole, OrganisationVersion
from tests.evaluation.planned import (
    BODY,
    EXAM,
    NOW,
    TODAY,
    account_of,
    acting,
    assessor,
    body,
    filed,
    office,
    pack,
    sitting,
)
from tests.evaluation.workbooks import workbook
from tests.foundation.planted import plant
from tests.registry.imports.files import identity

pytestmark = pytest.mark.django_db
MANY = 500
PEOPLE = [identity(f"239901{1980 + number // 100}0307{number % 100:02}1") for number in range(MANY)]


def second_office() -> Account:
    """A colleague of the office, who enters each mark for the second time."""
    account = open_account(username="second-office", at=NOW, by="program:test")
    given = {"organisation": BODY, "starts_on": date(2020, 1, 1), "at": NOW, "by": "program:test"}
    assign(account=account, role=AccountRole.EVALUATION_BODY, **given)  # type: ignore[arg-type]
    return account


def known_people() -> None:
    people = [
        KnownPerson(
            lookup_hash(one), date(1980, 3, 7), "male", {"identity": one, "name": "张三", "phone": None}
        )
        for one in PEOPLE
    ]
    record_people(people=people, at=NOW - timedelta(days=9), by="program:test", source="test")


def arranged(session: Session, account: Account) -> None:
    """The roster is taken and everybody admitted; seats, examiners and tickets are drawn."""
    file = workbook([["公民身份号码", "姓名", "从业月数"], *([one, "张三", 72] for one in PEOPLE)])
    roster = read_roster(file, pack(), folder=None, on=TODAY, invented=True)
    assert enrol_roster(session.pk, roster, acting(account), pack(), source="roster") == Enrolled(MANY, ())
    everybody = list(session.candidates.values_list("pk", flat=True))
    admit(session.pk, everybody, acting(account, later=1), assessor())
    for part, hour in ((Part.THEORY, 1), (Part.PRACTICAL, 6)):
        sitting(session, part, hour, seats=MANY)
    draw_seats(session.pk, "2025-05-21", acting(account, later=2))
    draw_examiners(session.pk, {}, acting(account, later=3), pack())
    arrange_session(session.pk, acting(account, on=date(2025, 5, 21)))


def marks() -> MarkFile:
    """Every tenth fails in practice."""
    tickets = Candidate.objects.order_by("ticket").values_list("ticket", flat=True)
    rows = [[ticket, 80, 59.9 if number % 10 == 0 else 75.5] for number, ticket in enumerate(tickets)]
    return read_marks(workbook([["准考证号", "理论知识考试", "技能考核"], *rows]))


def certified(session: Session, account: Account) -> list[IssuedCertificate]:
    """Marks entered by two, signed, put on notice, reported; then the certificates."""
    file, on_the_day = marks(), acting(account, on=EXAM)
    for one in (account, second_office()):
        load_marks(session.pk, file, acting(one, on=EXAM), pack())
    for duty in Duty.objects.order_by("pk"):
        examiner = Account.objects.filter(person=duty.person_id).first() or account_of(duty.person_id)
        accept_duty(duty.pk, acting(examiner, on=EXAM))
        if duty.role in ("lead", "examiner"):
            sign_sitting(duty.sitting_id, acting(examiner, on=EXAM), pack())
    close_examination(session.pk, on_the_day, pack())
    publish_results(session.pk, acting(account, on=EXAM, later=1))
    report_session(session.pk, acting(account, on=EXAM + timedelta(days=9)), pack())
    day = acting(account, on=EXAM + timedelta(days=10))
    return issue_certificates(session.pk, day, pack(), chance=Random(7))  # noqa: S311


def test_five_hundred_are_examined_and_who_passed_holds_a_certificate_that_verifies() -> None:
    body()
    plant(OrganisationVersion, record=BODY, organisation_id=BODY, name="演示评价机构", division="230100")
    known_people()
    account = office()
    session = filed()

    arranged(session, account)
    issued = certified(session, account)

    assert len(issued) == MANY - MANY // 10
    assert len({one.number for one in issued}) == len(issued)
    asked = [
        Asked(issued[0].number, "张三"),
        Asked(issued[0].number, "李四"),
        Asked("S000023000001250000000", "张三"),
    ]
    found = [one.answer for one in verified(asked, EXAM + timedelta(days=10))]
    assert found == [Answer.VALID, Answer.NOT_HERE, Answer.NOT_HERE]
