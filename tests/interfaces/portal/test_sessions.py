"""A body's sessions and a candidate's evaluations on pages: from the plan to the door, and what is refused on the way."""

from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.evaluation.actions.roster_jobs import run_roster
from jiyao.evaluation.models import (
    BodyScope,
    Candidate,
    CandidateState,
    Part,
    Room,
    Seat,
    Session,
    SessionState,
    Sitting,
)
from jiyao.foundation.models import Job, JobState
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import Account, AccountRole, Organisation
from jiyao.registry.queries import listing
from tests.evaluation.planned import (
    EXAM,
    HARBIN,
    NOW,
    PEOPLE,
    TODAY,
    account_of,
    body,
    filed,
    office,
    sitting,
)

pytestmark = pytest.mark.django_db
BODY_PAGES = "/my-organisation/sessions/"
MINE = "/my/evaluations/"
ME = PEOPLE[0]


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, TODAY
    body()


def client_of(account: Account, *, english: bool = True) -> Client:
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(account)
    return client


@pytest.fixture
def at_office() -> Client:
    return client_of(office())


@pytest.fixture
def me() -> Client:
    return client_of(account_of(ME))


def plan(**change: Any) -> dict[str, Any]:
    given = {
        "scope": str(BodyScope.objects.get().record),
        "number": "2025-1",
        "division": HARBIN,
        "parts": ["theory"],
        "enrols_until": "2025-05-20",
        "starts_on": str(EXAM),
        "ends_on": str(EXAM),
    }
    return {**given, **change}


def took(client: Client, session: Session, step: str, **given: Any) -> HttpResponse:
    return client.post(f"{BODY_PAGES}{session.pk}/{step}/", given, follow=True)


def test_body_plans_files_and_sets_a_sitting(at_office: Client) -> None:
    page = at_office.post(BODY_PAGES, plan(), follow=True)
    session = Session.objects.get()
    assert (page.status_code, session.state) == (200, SessionState.PLANNED)

    took(at_office, session, "file")
    took(at_office, session, "room", venue="实训楼", name="一号", seats="30")
    room = Room.objects.get()
    times = {"day": str(EXAM), "from": "09:00", "to": "10:30", "part": "theory", "room": room.pk}
    page = took(at_office, session, "sitting", **times)

    session.refresh_from_db()
    assert (session.state, Sitting.objects.count()) == (SessionState.FILED, 1)
    assert "实训楼 一号" in page.content.decode()
    took(at_office, session, "remove-sitting", sitting=Sitting.objects.get().pk)
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scope": "1"}, "choose an occupation and level that you filed"),
        ({"starts_on": "soon"}, "is no day"),
        ({"number": ""}, "number of 40"),
        ({"parts": []}, "each part once"),
    ],
)
def test_plan_that_cannot_be_is_told_beside_its_form(
    at_office: Client, change: dict[str, Any], said: str
) -> None:
    page = at_office.post(BODY_PAGES, plan(**change))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("file", {}, "this is done while it is planned"),
        ("cancel", {"reason": ""}, "a reason is needed"),
        ("room", {"venue": "a", "name": "b", "seats": "many"}, "is no number"),
        ("sitting", {"day": "2025-06-10", "part": "dance"}, "choose a part"),
        (
            "sitting",
            {"day": "2025-06-10", "part": "theory", "room": "1", "from": "9", "to": "25:00"},
            "is no time",
        ),
        ("remove-sitting", {"sitting": "77"}, "not of your organisation"),
        ("seats", {}, "nobody is admitted"),
        ("arrange", {}, "enrolment runs until"),
        ("admit", {"candidate": ["x"]}, "neither admitted nor refused"),
    ],
)
def test_step_that_cannot_be_taken_says_why(
    at_office: Client, name: str, given: dict[str, Any], said: str
) -> None:
    page = took(at_office, filed(), name, **given)

    assert said in page.content.decode()


def test_person_enrols_answers_and_sees_the_conditions(me: Client, at_office: Client) -> None:
    session = filed()
    page = me.post(f"{MINE}join/{session.pk}/", follow=True)
    [candidate] = Candidate.objects.all()
    address = f"{MINE}{candidate.pk}/"
    assert "How many months in all have you worked" in page.content.decode()

    fact = {"fact": "occupation_work_months"}
    assert (
        "Write a whole number"
        in me.post(f"{address}answer/", {**fact, "value": "x"}, follow=True).content.decode()
    )
    page = me.post(f"{address}answer/", {**fact, "value": "72"}, follow=True)

    assert "By rule you may apply" in page.content.decode()
    took(at_office, session, "admit", candidate=[str(candidate.pk)])
    assert "Has worked 5 years in all" in me.get(MINE).content.decode()
    me.post(f"{address}withdraw/")
    assert Candidate.objects.get().state == CandidateState.WITHDRAWN


def test_open_sessions_are_found_by_occupation_level_and_place(me: Client) -> None:
    filed()

    for asked, found in (("", True), ("?level=L4", True), ("?level=L1", False), ("?occupation=6-2", False)):
        assert ("enrolment until" in me.get(f"{MINE}{asked}").content.decode()) is found


def test_body_answers_what_only_it_confirms(at_office: Client) -> None:
    session = filed()
    candidate = session.candidates.create(person_id=ME, candidacy=1, enrolled_on=TODAY)

    page = at_office.get(f"{BODY_PAGES}{session.pk}/candidates/{candidate.pk}/")
    refused = at_office.post(
        f"{BODY_PAGES}{session.pk}/candidates/{candidate.pk}/",
        {"fact": "field_matches", "value": "perhaps"},
        follow=True,
    )

    assert "The pack has no conditions" in page.content.decode()
    assert "Choose yes or no" in refused.content.decode()


def test_roster_is_read_by_a_job_whose_page_tells_bad_rows(
    at_office: Client, me: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.ATTACHMENTS = tmp_path
    session = filed()
    file = SimpleUploadedFile("list.csv", "公民身份号码,从业月数\n1234,72\n".encode())

    asked = at_office.post(f"{BODY_PAGES}{session.pk}/roster/", {"roster": file}).headers["Location"]
    waiting, part = at_office.get(asked).text, at_office.get(f"{asked}progress/").text
    finish(Job.objects.get())
    page, over = at_office.get(asked).text, at_office.get(f"{asked}progress/").headers["HX-Redirect"]

    assert ("You may leave this page" in waiting, "hx-get" in part, over) == (True, True, asked)
    assert "an identity number is 17 digits" in page
    assert b"".join(at_office.get(f"{asked}refused.xlsx").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "rows refused" in at_office.get(f"{BODY_PAGES}{session.pk}/").text
    for path in ("", "progress/", "refused.xlsx"):
        assert me.get(f"{asked}{path}").status_code == 404
    for upload in ({}, {"roster": SimpleUploadedFile("list.pdf", b"%PDF-1")}):
        answer = at_office.post(f"{BODY_PAGES}{session.pk}/roster/", upload, follow=True)
        assert 'class="error"' in answer.text


def finish(job: Job) -> None:
    """The job, done here: a worker's beat would wait for the transaction of the test."""
    done = run_roster(job.arguments, at=job.asked_at, by=job.by, progress=silent)
    job.state = JobState.REFUSED if done.is_refused else JobState.DONE
    job.counts, job.result = dict(done.counts), done.result
    job.save()


def test_candidates_stand_on_pages_by_state_and_are_admitted_together(at_office: Client) -> None:
    session = filed()
    for one in PEOPLE:
        session.candidates.create(person_id=one, candidacy=one, enrolled_on=TODAY)
    session.candidates.update(state=CandidateState.ADMITTED)
    session.candidates.filter(person=ME).update(state=CandidateState.ENROLLED)

    with patch.object(listing, "ROWS", 4):
        pages = [at_office.get(f"{BODY_PAGES}{session.pk}/?page={number}").text for number in (1, 3)]
        enrolled = at_office.get(f"{BODY_PAGES}{session.pk}/?state=enrolled").text

    rows = [page.count(f"/sessions/{session.pk}/candidates/") for page in (*pages, enrolled)]
    assert rows == [4, 2, 1]
    assert ("1 / 3" in pages[0], "3 / 3" in pages[1]) == (True, True)
    assert "neither admitted nor refused" in took(at_office, session, "admit-all").text


@pytest.mark.parametrize("role", [AccountRole.TECHNICAL_SCHOOL, AccountRole.EMPLOYER])
def test_other_organisation_enrols_its_people_in_the_session_of_a_body(
    role: AccountRole, settings: Settings, tmp_path: Path, at_office: Client, me: Client
) -> None:
    settings.ATTACHMENTS = tmp_path
    session, other = filed(), client_of(at_other(role))
    page = f"/my-organisation/enrolling/{session.pk}/"
    listed = other.get("/my-organisation/enrolling/").text
    file = SimpleUploadedFile("ours.csv", "公民身份号码,从业月数\n1234,72\n".encode())

    asked = other.post(f"{page}roster/", {"roster": file}).headers["Location"]
    finish(Job.objects.get())
    session.candidates.create(
        person_id=ME, candidacy=1, enrolled_on=TODAY, enrolled_by=Account.objects.get(username="other")
    )

    assert (page in listed, page in other.get(asked).text) == (True, True)
    assert [text in other.get(page).text for text in ("rows refused", "1 candidate")] == [True, True]
    assert [one.get(page).status_code for one in (at_office, me)] == [404, 404]
    refused = other.post(f"{page}roster/", {}, follow=True)
    assert "Choose the file of your roster" in refused.text


def at_other(role: AccountRole) -> Account:
    """The office of another organisation."""
    Organisation.objects.create(id=32)
    account = open_account(username="other", at=NOW, by="program:test")
    assign(account=account, role=role, organisation=32, starts_on=date(2020, 1, 1), at=NOW, by="program:test")
    return account


def test_template_is_a_workbook(at_office: Client) -> None:
    assert at_office.get(f"{BODY_PAGES}roster.xlsx").content[:2] == b"PK"


def test_arranged_session_has_tickets_and_a_door(at_office: Client, me: Client, settings: Settings) -> None:
    session = arranged(at_office, settings)
    candidate = Candidate.objects.get(person=ME)
    here = Sitting.objects.get(part="theory")
    for path in ("tickets.pdf", "doors.pdf"):
        assert at_office.get(f"{BODY_PAGES}{session.pk}/{path}").content[:4] == b"%PDF"
    assert me.get(f"{MINE}{candidate.pk}/ticket.pdf").content[:4] == b"%PDF"
    assert "is your seat" in me.get(f"{MINE}{candidate.pk}/").content.decode()
    settings.DAY = EXAM
    door = f"{BODY_PAGES}{session.pk}/doors/{here.pk}/"

    first = at_office.post(door, {"ticket": candidate.ticket}, follow=True)
    again = at_office.post(door, {"ticket": candidate.ticket}, follow=True)

    assert "Let in" in first.content.decode()
    assert "was let in at" in again.content.decode()
    assert Seat.objects.filter(came_at__isnull=False).count() == 1


def arranged(at_office: Client, settings: Settings) -> Session:
    """Everybody admitted, seated and examined by somebody, by the steps of the page."""
    session = filed()
    sitting(session, Part.THEORY, 1)
    sitting(session, Part.PRACTICAL, 3)
    for one in PEOPLE[:3]:
        session.candidates.create(
            person_id=one, state=CandidateState.ADMITTED, candidacy=one, enrolled_on=TODAY
        )
    took(at_office, session, "seats")
    took(at_office, session, "examiners")
    settings.DAY = date(2025, 5, 21)
    took(at_office, session, "arrange")
    session.refresh_from_db()
    assert session.state == SessionState.ARRANGED
    return session


def test_nobody_opens_what_is_of_another(me: Client, at_office: Client) -> None:
    session = filed()
    candidate = session.candidates.create(person_id=PEOPLE[1], candidacy=1, enrolled_on=TODAY)

    assert me.get(BODY_PAGES).status_code == 403
    for path in (f"{candidate.pk}/", f"{candidate.pk}/ticket.pdf", "999999/"):
        assert me.get(f"{MINE}{path}").status_code == 404
    for path in ("999999/", f"{session.pk}/tickets.pdf", f"{session.pk}/doors.pdf", f"{session.pk}/doors/9/"):
        assert at_office.get(f"{BODY_PAGES}{path}").status_code == 404
    assert at_office.post(f"{BODY_PAGES}{session.pk}/dance/").status_code == 404


def test_list_of_candidates_asks_as_much_for_three_as_for_one(
    at_office: Client, django_assert_max_num_queries: Any
) -> None:
    session = filed()
    for one in PEOPLE[:3]:
        session.candidates.create(person_id=one, candidacy=one, enrolled_on=TODAY)

    with django_assert_max_num_queries(45):
        at_office.get(f"{BODY_PAGES}{session.pk}/")
