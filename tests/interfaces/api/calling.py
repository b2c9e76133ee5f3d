"""Programs with a token, in a small world."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from jiyao.registry.actions.tokens import make_token
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR
from tests.registry.places import AT, COUNTY, DAY, account_as

V1 = "/api/v1"


def token_of(account: Account, **more: Any) -> str:
    """The text of a token of an account that signed in as it should."""
    given = {"name": "test", "days": 30, "by_two_factors": True, "on": DAY, "at": AT, "by": account.party}
    return make_token(account=account, **(given | more))[1]


def program(text: str, *, english: bool = False) -> Client:
    """A program that sends a token."""
    language = "en" if english else "zh-hans"
    return Client(headers={"authorization": f"Bearer {text}", "accept-language": language})


def program_as(
    role: AccountRole, *, division: str = COUNTY, writes: bool = False, english: bool = False
) -> Client:
    """A program of an account with that role."""
    text = token_of(account_as(role, division=division), is_read_only=not writes)
    return program(text, english=english)


def answered(response: HttpResponse) -> Any:
    """What a request was answered with."""
    assert (response.status_code, response.headers["Content-Type"]) == (
        200,
        "application/json; charset=utf-8",
    ), response.content.decode()
    return response.json()


__all__ = ["NEEDS_SECOND_FACTOR", "V1", "answered", "program", "program_as", "token_of"]
