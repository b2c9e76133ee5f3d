"""Rosters of candidates read by a job: enrolled as a whole and once, or given back with every bad row."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.evaluation.actions.enrolling import NotYourself
from jiyao.evaluation.actions.planning import TooLate
from jiyao.evaluation.actions.roster_jobs import Rules, ask_for_enrolment, rosters_asked, run_roster
from jiyao.evaluation.models import Candidate, Session
from jiyao.evaluation.refused_rows import read_refused
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.foundation.actions.queueing import Outcome
from jiyao.foundation.contents import WrongContent
from jiyao.foundation.models import Job
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.actions.people import KnownPerson, record_people
from jiyao.registry.imports import rosters
from jiyao.registry.models import Account, AccountRole, EducationSpell, EmploymentSpell, Organisation
from jiyao.registry.queries.standing import people_by_hash
from tests.evaluation.planned import NOW, PEOPLE, TODAY, account_of, acting, body, filed, office
from tests.evaluation.workbooks import workbook
from tests.foundation.planted import plant
from tests.packs.heilongjiang import ROOT
from tests.registry.imports.files import identity

pytestmark = pytest.mark.django_db
NUMBERS = [identity(f"2399011990030{day}451") for day in (6, 7, 8)]
RULES = Rules(ROOT / "packs/heilongjiang-demo", True, "en")
OTHER = 32


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DEMONSTRATION = tmp_path, True
    body()
    people = [
        KnownPerson(
            lookup_hash(one), date(1990, 3, 7), "male", {"identity": one, "name": "某", "phone": None}
        )
        for one in NUMBERS
    ]
    record_people(people=people, at=NOW - timedelta(days=9), by="program:test", source="test")


def person_of(number: str) -> int:
    [found] = people_by_hash([lookup_hash(number)]).values()
    return found


def file_of(*rows: list[object]) -> BytesIO:
    return workbook([["公民身份号码", "姓名", "从业月数"], *rows])


def asked(session: Session, account: Account, *rows: list[object], on: date = TODAY) -> Job:
    return ask_for_enrolment(session.pk, file_of(*rows), "list.xlsx", acting(account, on=on), RULES)


def at_other(role: AccountRole) -> Account:
    """The office of another organisation."""
    Organisation.objects.get_or_create(id=OTHER)
    account = open_account(username=f"other-{role}", at=NOW, by="program:test")
    given = {"organisation": OTHER, "starts_on": date(2020, 1, 1), "at": NOW, "by": "program:test"}
    assign(account=account, role=role, **given)  # type: ignore[arg-type]
    return account


def run(job: Job) -> Outcome:
    """What comes of the job, done here: a worker's beat would wait for the transaction of the test."""
    return run_roster(job.arguments, at=NOW, by=job.by, progress=silent)


def test_roster_is_enrolled_by_its_job_and_once() -> None:
    session = filed()
    job = asked(session, office(), *([one, "某", 72] for one in NUMBERS))

    done, again = run(job), run(job)

    assert (done.counts, again.counts) == ({"candidates": 3}, {"candidates": 3})
    assert Candidate.objects.filter(session=session).count() == 3
    assert list(rosters_asked(session)) == [job]


def test_bad_rows_are_the_result_and_nobody_is_enrolled() -> None:
    job = asked(filed(), office(), [NUMBERS[0], "某", 72], ["123", "某", 72], [NUMBERS[1], "某", "long"])

    done = run(job)

    assert (done.is_refused, done.counts, Candidate.objects.count()) == (True, {"refused": 2}, 0)
    assert refused_in(done) == [(3, "公民身份号码"), (4, "从业月数")]


def refused_in(done: Outcome) -> list[tuple[int, str]]:
    """Line and column of each refused row."""
    assert done.result is not None
    return [(one.line, one.column) for one in read_refused(done.result)]


def test_roster_of_more_than_there_may_be_is_refused_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters, "MOST", 2)

    with pytest.raises(rosters.TooMany, match="up to 2 rows"):
        run(asked(filed(), office(), *([one, "某", 72] for one in NUMBERS)))


@pytest.mark.parametrize(
    ("model", "role"),
    [(EducationSpell, AccountRole.TECHNICAL_SCHOOL), (EmploymentSpell, AccountRole.EMPLOYER)],
)
def test_others_enrol_their_own_people_and_strangers_are_told_by_row(model: Any, role: AccountRole) -> None:
    account, session = at_other(role), filed()
    for number in NUMBERS[:2]:
        plant(model, person_id=person_of(number), organisation_id=OTHER, starts_on=date(2023, 9, 1))

    refused = run(asked(session, account, *([one, "某", 72] for one in NUMBERS)))
    done = run(asked(session, account, *([one, "某", 72] for one in NUMBERS[:2])))

    assert refused_in(refused) == [(4, "")]
    assert (done.is_refused, done.counts) == (False, {"candidates": 2})


def test_who_left_is_nobodys_student_any_more() -> None:
    account = at_other(AccountRole.TECHNICAL_SCHOOL)
    left = {"starts_on": date(2023, 9, 1), "ends_on": TODAY - timedelta(days=1)}
    plant(EducationSpell, person_id=person_of(NUMBERS[0]), organisation_id=OTHER, **left)

    done = run(asked(filed(), account, [NUMBERS[0], "某", 72]))

    assert (refused_in(done), Candidate.objects.count()) == ([(2, "")], 0)


def test_what_cannot_be_enrolled_for_is_no_job() -> None:
    session, account = filed(), office()
    with pytest.raises(TooLate):
        asked(session, account, [NUMBERS[0], "某", 72], on=date(2025, 5, 21))
    with pytest.raises(NotYourself):
        asked(session, account_of(PEOPLE[0]), [NUMBERS[0], "某", 72])
    with pytest.raises(WrongContent):
        ask_for_enrolment(session.pk, BytesIO(b"%PDF-1"), "list.pdf", acting(account), RULES)
    assert Job.objects.count() == 0
