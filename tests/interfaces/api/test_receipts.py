"""Receipts by the API: all of a request or none, each wrong item named, and nobody else's certificates."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import SentCertificate
from jiyao.registry.models import FOREVER, Account, HeldCertificate
from tests.evaluation.certified import CANDIDATES, ISSUED_ON, account_of, issued
from tests.evaluation.examined import MORNING
from tests.evaluation.platformed import FIRST, SECOND, sent
from tests.interfaces.api.calling import V1, program, token_of
from tests.interfaces.small import HEILONGJIANG

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION, settings.DAY = HEILONGJIANG, True, ISSUED_ON
    issued()
    sent()


@pytest.fixture
def body() -> Client:
    account = Account.objects.get(username="office")
    return program(token_of(account, is_read_only=False, on=ISSUED_ON, at=MORNING), english=True)


def brought(client: Client, *receipts: dict[str, Any]) -> HttpResponse:
    return client.post(f"{V1}/receipts", {"receipts": list(receipts)}, content_type="application/json")


def states() -> list[str]:
    return list(SentCertificate.objects.order_by("pk").values_list("state", flat=True))


ACCEPTED = {"number": FIRST, "version": 1, "result": "accepted"}
REFUSED = {"number": SECOND, "result": "refused", "reason": "证件号码不符", "day": "2025-06-29"}


def test_receipts_are_taken_once(body: Client) -> None:
    first, again = brought(body, ACCEPTED, REFUSED), brought(body, ACCEPTED, REFUSED)

    assert (first.json(), again.status_code) == ({"accepted": 1, "refused": 1, "unchanged": 0}, 409)
    assert states() == ["accepted", "refused"]
    held = HeldCertificate.objects.get(certificate_number=FIRST, superseded_at=FOREVER)
    assert held.found_in_lookup is True


@pytest.mark.parametrize(
    ("bad", "pointer", "detail"),
    [
        ({**ACCEPTED, "number": "S9"}, "#/receipts/1", "certificate S9 v1 is none that you sent"),
        ({**REFUSED, "reason": " "}, "#/receipts/1/reason", "refused without a reason"),
    ],
)
def test_one_wrong_item_and_nothing_is_taken(
    body: Client, bad: dict[str, Any], pointer: str, detail: str
) -> None:
    answer = brought(body, ACCEPTED, bad)

    assert (answer.status_code, answer.json()["errors"]) == (422, [{"detail": detail, "pointer": pointer}])
    assert states() == ["sent", "sent"]


def test_other_accounts_and_what_is_no_receipt_are_refused(body: Client) -> None:
    token = token_of(account_of(CANDIDATES[0]), is_read_only=False, on=ISSUED_ON, at=MORNING)

    assert brought(program(token), ACCEPTED).status_code == 403
    assert brought(Client(), ACCEPTED).status_code == 401
    assert brought(body, {**ACCEPTED, "result": "maybe"}).status_code == 422
    assert states() == ["sent", "sent"]
