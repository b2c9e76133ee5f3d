"""Sessions by the API: planned and filed, filled and read by a body's own system; all of a request or none."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Candidacy, Candidate, Session
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.actions.people import KnownPerson, record_people
from tests.evaluation.planned import (
    BODY,
    EXAM,
    HARBIN,
    LAST_DAY,
    NOW,
    PEOPLE,
    TODAY,
    account_of,
    body,
    filed,
    office,
)
from tests.foundation.planted import WELDER
from tests.interfaces.api.calling import V1, program, token_of
from tests.interfaces.small import HEILONGJIANG
from tests.registry.imports.files import identity

pytestmark = pytest.mark.django_db
SURE = [identity(f"2399011990030{day}451") for day in (7, 8)]
NOBODY = identity("23990119900309451")
PLAN = {
    "organisation": BODY,
    "number": "2025-1",
    "occupation": WELDER,
    "level": "L4",
    "division": HARBIN,
    "parts": ["theory", "practical"],
    "starts_on": str(EXAM),
    "ends_on": str(EXAM),
    "enrols_until": str(LAST_DAY),
}


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION, settings.DAY = HEILONGJIANG, True, TODAY
    body()
    people = [
        KnownPerson(
            lookup_hash(one), date(1990, 3, 7), "male", {"identity": one, "name": "某", "phone": None}
        )
        for one in SURE
    ]
    record_people(people=people, at=NOW - timedelta(days=9), by="program:test", source="test")


@pytest.fixture
def system() -> Client:
    return program(token_of(office(), is_read_only=False, on=TODAY, at=NOW), english=True)


def post(client: Client, path: str, asked: dict[str, Any]) -> HttpResponse:
    return client.post(f"{V1}/{path}", asked, content_type="application/json")


def enrolled(client: Client, session: Session, *rows: dict[str, Any]) -> HttpResponse:
    return post(client, f"sessions/{session.pk}/candidates", {"rows": list(rows)})


def test_session_is_planned_filed_filled_and_read(system: Client) -> None:
    made = post(system, "sessions", PLAN)
    session = Session.objects.get()
    rows = [
        {"identity": SURE[0], "answers": {"occupation_work_months": 72, "field_matches": True}},
        {"identity": SURE[1], "answers": {"continuous_work_since_on": "2019-05-01"}},
    ]

    answer = enrolled(system, session, *rows)

    assert (made.status_code, made.headers["Location"]) == (201, f"{V1}/sessions/{session.pk}")
    assert (made.json()["state"], made.json()["filed_on"]) == ("filed", str(TODAY))
    assert answer.json() == {"enrolled": 2}
    known = Candidacy.objects.order_by("pk").values_list(
        "occupation_work_months", "field_matches", "continuous_work_since_on"
    )
    assert set(known) == {(72, True, None), (None, None, date(2019, 5, 1))}
    read = system.get(f"{V1}/sessions/{session.pk}").json()
    assert (read["candidates"]["enrolled"], read["parts"]) == (2, ["theory", "practical"])


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"identity": "239901199003099999"}, "#/rows/1/identity"),
        ({"identity": SURE[1], "answers": {"field_matches": "perhaps"}}, "#/rows/1/answers/field_matches"),
        ({"identity": SURE[1], "answers": {"occupation_work_months": 9999}}, "#/rows/1"),
        ({"identity": SURE[1], "answers": {"shoe_size": 43}}, "#/rows/1/answers/shoe_size"),
        ({"identity": SURE[0]}, "#/rows/1"),
    ],
)
def test_one_wrong_row_and_nobody_is_enrolled(system: Client, row: dict[str, Any], pointer: str) -> None:
    answer = enrolled(system, filed(), {"identity": SURE[0]}, row)

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [pointer])
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"occupation": "9-99"}, 422),
        ({"level": "L1"}, 403),
        ({"parts": ["theory", "theory"]}, 422),
        ({"organisation": 999}, 403),
        ({"starts_on": "2025-05-07", "enrols_until": "2025-05-06"}, 409),
        ({"number": ""}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_plan_that_cannot_be_is_refused_and_nothing_is_planned(
    system: Client, change: dict[str, Any], status: int
) -> None:
    answer = post(system, "sessions", {**PLAN, **change})

    assert (answer.status_code, Session.objects.count()) == (status, 0)


def test_other_accounts_and_tokens_for_reading_do_nothing(system: Client) -> None:
    session = filed()
    other = program(token_of(account_of(PEOPLE[0]), is_read_only=False, on=TODAY, at=NOW))

    assert [post(one, "sessions", PLAN).status_code for one in (other, Client())] == [403, 401]
    assert enrolled(Client(), session, {"identity": SURE[0]}).status_code == 401
    strangers = [enrolled(other, session, {"identity": one}) for one in (SURE[0], NOBODY)]
    assert [one.status_code for one in strangers] == [422, 422]
    assert strangers[0].json()["errors"] == strangers[1].json()["errors"]
    assert enrolled(system, Session(pk=999_999), {"identity": SURE[0]}).status_code == 422
    assert other.get(f"{V1}/sessions/{session.pk}").status_code == 403
    assert [system.get(f"{V1}/sessions/{one}").status_code for one in ("999999", "null")] == [404, 404]
    assert not Candidate.objects.exists()
