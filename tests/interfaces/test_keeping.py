"""What browsers may keep: public pages for a minute, everything else not at all."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole
from tests.interfaces.test_doors import ADDRESSES, address
from tests.registry.places import account_as

LIBRARY = {"library", "library-document", "library-lineage", "library-slots", "article"}
EVALUATION = {"evaluation", "levels", "qualifications", "ability-items", "evaluation-shift", "bodies"}
PUBLIC = {"home", "measures", "measure", "guides", "notices", "take-up", *LIBRARY, *EVALUATION}

pytestmark = pytest.mark.django_db


def test_only_public_pages_are_kept(client: Client, settings: Settings) -> None:
    settings.ADDRESS = "https://skills.example"
    answers = {name: client.get(address(name, pattern)) for name, pattern in ADDRESSES.items()}
    said = {name: set(answer.headers["Cache-Control"].split(", ")) for name, answer in answers.items()}

    assert {name for name, words in said.items() if words == {"max-age=60", "private"}} == PUBLIC
    assert {name for name, words in said.items() if "no-store" in words} == ADDRESSES.keys() - PUBLIC
    assert {name for name in PUBLIC if "Cookie" not in answers[name].headers["Vary"]} == set()


@pytest.mark.parametrize("name", ["home", "measures"])
def test_nothing_is_kept_of_who_is_signed_in(name: str, client: Client) -> None:
    account = account_as(AccountRole.AUDITOR)
    client.force_login(account)

    assert client.get(reverse(name)).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("where", ["/nowhere/", "/language/"])
def test_what_goes_wrong_is_kept_nowhere(where: str, client: Client) -> None:
    assert client.get(where).headers["Cache-Control"] == "no-store"


def test_robots_are_sent_away_from_what_is_personal(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /mine/",
        "Disallow: /employers/",
        "Disallow: /my/",
        "Disallow: /desk/",
        "Disallow: /account/",
    ]


def test_icon_is_the_mark(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/ui/mark.svg"
