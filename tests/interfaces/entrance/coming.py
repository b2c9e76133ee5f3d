"""People who come in by the front door."""

from time import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from jiyao.registry.actions.passwords import choose_password
from jiyao.registry.models import Account
from tests.registry.places import AT, TOTP_KEY

CHOSEN = "black soil and ice"
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Hashing is slow on purpose, and not what these tests are about."""


def with_password(account: Account) -> Account:
    """The account, with the password that everybody here has chosen."""
    choose_password(account=account, password=CHOSEN, at=AT, by=account.party)
    return account


def browser(*, english: bool = False) -> Client:
    """A browser that nobody is signed in with."""
    return Client(headers={"accept-language": "en" if english else "zh-hans"})


def sign_in(client: Client, username: str, password: str = CHOSEN, **more: str) -> HttpResponse:
    """What the form of signing in answers."""
    return client.post("/account/login/", {"login": username, "password": password, **more})


def code(steps: int = 0, key: str = TOTP_KEY) -> str:
    """What the authenticator shows, now or so many steps later."""
    return format_hotp_value(hotp_value(key, int(time()) // 30 + steps))


def lands(response: HttpResponse) -> str:
    """Where an answer leads."""
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]
