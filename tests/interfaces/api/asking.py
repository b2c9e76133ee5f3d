"""Asking the API over a small pack, and what a problem looks like."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests.interfaces.small import small_pack

ON = date(2025, 6, 30)
V1 = "/api/v1"
WELDER = {
    "id": "W1",
    "facts": {"place": "A", "insured_months": 14, "is_member": False},
    "certificates": [{"id": "C1", "level": "L4", "issued_on": "2025-02-01"}],
}


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small pack."""
    return small_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture(autouse=True)
def installation(settings: Settings, pack: Path) -> None:
    """An installation that speaks of the small pack on a day, and has counted no requests yet."""
    settings.PACK = pack
    settings.DAY = ON
    caches["memory"].clear()


@pytest.fixture
def english(client: Client) -> Client:
    """A program that asks for English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def got(client: Client, address: str) -> Any:
    """What an address holds."""
    response = client.get(V1 + address)
    assert (response.status_code, response.headers["Content-Type"]) == (
        200,
        "application/json; charset=utf-8",
    )
    return response.json()


def posted(client: Client, body: Any, **headers: str) -> HttpResponse:
    """The answer to a request for determinations. A text is sent as it is."""
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(f"{V1}/determinations", content, content_type="application/json", headers=headers)


def told(response: HttpResponse) -> tuple[int, str, str]:
    """The status of a problem, its kind, and what it says in particular."""
    found = response.json()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert found["status"] == response.status_code
    return response.status_code, found["type"].removeprefix(f"{V1}/#problem-"), found["detail"]


def errors(response: HttpResponse) -> list[dict[str, str]]:
    """What is wrong in a request, piece by piece."""
    assert told(response)[:2] == (422, "invalid")
    found: list[dict[str, str]] = response.json()["errors"]
    return found
