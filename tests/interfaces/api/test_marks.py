"""Marks by the API: all of a request or none, each wrong row named, and nobody else's session."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Mark, Session
from tests.evaluation.examined import DAY, LEAD, MORNING, account_of, arranged, office
from tests.interfaces.api.calling import V1, program, token_of
from tests.interfaces.small import HEILONGJIANG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION, settings.DAY = HEILONGJIANG, True, DAY
    arranged("theory practical")


@pytest.fixture
def body() -> Client:
    return program(token_of(office(), is_read_only=False, on=DAY, at=MORNING), english=True)


def sent(client: Client, *rows: dict[str, Any]) -> HttpResponse:
    number = Session.objects.get().pk
    return client.post(f"{V1}/sessions/{number}/marks", {"rows": list(rows)}, content_type="application/json")


def row(ticket: str, **marks: float | None) -> dict[str, Any]:
    return {"ticket": ticket, "marks": marks}


def test_marks_are_entered_once(body: Client) -> None:
    rows = row("T601", theory=85.5, practical=72), row("T602", practical=None)

    first, again = sent(body, *rows), sent(body, *rows)

    assert (first.json(), again.json()) == ({"entered": 3}, {"entered": 0})
    kept = Mark.objects.order_by("seat__sitting__part", "seat__candidate__ticket")
    assert [(one.tenths, one.absent) for one in kept] == [(720, False), (None, True), (855, False)]


@pytest.mark.parametrize(
    ("bad", "pointer", "detail"),
    [
        (row("T999", theory=60), "#/rows/1", "ticket T999 is not of session 2025-001"),
        (row("T602", theory=100.1), "#/rows/1", "theory lies between 0 and 100"),
        (row("T602", review=60), "#/rows/1", "the candidate is not examined in review"),
        (row("T601", theory=60), "#/rows/1/ticket", "stands in row 0 too"),
    ],
)
def test_one_wrong_row_and_nothing_is_entered(
    body: Client, bad: dict[str, Any], pointer: str, detail: str
) -> None:
    answer = sent(body, row("T601", theory=60), bad)

    assert (answer.status_code, answer.json()["errors"]) == (422, [{"detail": detail, "pointer": pointer}])
    assert Mark.objects.count() == 0


@pytest.mark.parametrize(
    "bad",
    [row("T601"), row("T601", oral=1), row("T601", theory=60.55), row("T601", theory=-1), row("", theory=1)],
)
def test_what_is_no_mark_is_refused(body: Client, bad: dict[str, Any]) -> None:
    assert sent(body, bad).status_code == 422
    assert Mark.objects.count() == 0


def test_other_accounts_and_tokens_for_reading_enter_nothing(body: Client) -> None:
    other = program(token_of(account_of(LEAD), is_read_only=False, on=DAY, at=MORNING))

    assert sent(other, row("T601", theory=60)).status_code == 403
    assert sent(Client(), row("T601", theory=60)).status_code == 401
    assert (
        body.post(
            f"{V1}/sessions/999999/marks", {"rows": [row("T1", theory=1)]}, "application/json"
        ).status_code
        == 403
    )
    assert Mark.objects.count() == 0
