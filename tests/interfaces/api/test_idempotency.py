"""Requests with an idempotency key: the same key and request have the same answer, and nothing of it can be read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from jiyao.interfaces.api import idempotency
from jiyao.interfaces.api.models import KeptAnswer
from jiyao.interfaces.api.routes import determinations
from tests.interfaces.api.asking import WELDER, errors, posted, told

pytestmark = pytest.mark.django_db
KEY = "0b5d7c1e-5b0e-4f6c"
NOON = datetime(2025, 6, 30, 4, tzinfo=UTC)
BODY = {"person": WELDER, "measure": "subsidy"}


class Clock:
    """A moment that tests move."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The moment of requests."""
    clock = Clock()
    monkeypatch.setattr(idempotency, "now", clock)
    return clock


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One entry for each time that a request is worked on."""
    done: list[object] = []
    explain = determinations.explain

    def explained(*args: Any, **kwargs: Any) -> Any:
        done.append(args)
        return explain(*args, **kwargs)

    monkeypatch.setattr(determinations, "explain", explained)
    return done


def asked(client: Client, body: Any = BODY, key: str = KEY, **headers: str) -> HttpResponse:
    """The answer to a request with a key."""
    return posted(client, body, **{"Idempotency-Key": key, **headers})


def kept() -> list[tuple[int | None, datetime]]:
    """The status of each answer that is kept, and until when."""
    return list(KeptAnswer.objects.values_list("status", "expires_at"))


def test_same_key_and_request_have_the_same_answer(client: Client, worked: list[object]) -> None:
    first, second = asked(client), asked(client)

    assert (first.status_code, second.status_code, first.content) == (200, 200, second.content)
    assert ("Idempotency-Replayed" in first.headers, second.headers["Idempotency-Replayed"]) == (
        False,
        "true",
    )
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert (len(worked), kept()) == (1, [(200, NOON + timedelta(hours=24))])


def test_requests_without_a_key_leave_nothing(client: Client, worked: list[object]) -> None:
    posted(client, BODY)
    posted(client, BODY)

    assert (len(worked), kept()) == (2, [])


def test_same_key_for_another_request_is_refused(client: Client) -> None:
    asked(client)

    assert told(asked(client, {"person": WELDER}))[:2] == (422, "key-reused")


def test_another_key_is_another_request(client: Client, worked: list[object]) -> None:
    asked(client)
    asked(client, key=KEY[::-1])

    assert (len(worked), len(kept())) == (2, 2)


def test_request_that_is_being_worked_on_is_not_begun_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain, meanwhile = determinations.explain, []

    def explained(*args: Any, **kwargs: Any) -> Any:
        meanwhile.append(asked(Client()))
        return explain(*args, **kwargs)

    monkeypatch.setattr(determinations, "explain", explained)

    assert asked(client).status_code == 200
    [other] = meanwhile
    assert (told(other)[:2], other.headers["Retry-After"]) == ((409, "conflict"), "1")


def test_key_of_a_lost_request_is_free_after_a_minute(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        idempotency, "_keep", lambda *args: None
    )  # the process is gone before it has kept the answer
    asked(client)

    clock.at = NOON + timedelta(seconds=59)
    early = asked(client).status_code
    clock.at = NOON + timedelta(seconds=60)

    assert (early, asked(client).status_code) == (409, 200)


def test_answers_are_kept_for_a_day(client: Client, clock: Clock, worked: list[object]) -> None:
    asked(client)

    for hours, times in ((23, 1), (24, 2)):
        clock.at = NOON + timedelta(hours=hours)
        asked(client)

        assert len(worked) == times


def test_wrong_request_frees_its_key(client: Client) -> None:
    wrong = asked(client, {"person": {"facts": {"insured_months": -1}}})

    assert (wrong.status_code, kept(), asked(client).status_code) == (422, [], 200)


def test_failure_frees_its_key(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(determinations, "explain", None)
        failed = asked(client)

    assert (failed.status_code, kept(), asked(client).status_code) == (500, [], 200)


@pytest.mark.parametrize("key", ["", "short", "a" * 201, "with a blank inside", "字" * 20])
def test_key_of_a_wrong_shape_is_refused(english: Client, key: str) -> None:
    assert errors(asked(english, key=key)) == [
        {"detail": "must have 16 to 200 visible ASCII characters", "parameter": "Idempotency-Key"}
    ]


def test_nothing_of_it_can_be_read(client: Client) -> None:
    asked(client)

    [found] = KeptAnswer.objects.all()
    stored = f"{found.key_hash} {found.request_hash} {bytes(found.sealed)!r}"
    assert [word for word in (KEY, '"W1"', "subsidy", "insured_months") if word in stored] == []
