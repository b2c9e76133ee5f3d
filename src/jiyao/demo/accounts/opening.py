"""Demonstration accounts opened, each with a password that is told once, and one second factor for all officials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import time
from urllib.parse import urlencode

from allauth.mfa import app_settings as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.demo.accounts.choosing import Seat
from jiyao.demo.filling.database import check_demonstration
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.actions.passwords import choose_password, generated_password
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR

SINCE = date(2020, 1, 1)
"""From which day the roles are given: before every day that is demonstrated."""
OFFICIAL = "accept@province"
"""Whose authenticator stands for that of all officials."""


class NoDemonstrationAccounts(Conflict):
    """They were not opened yet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An account with its password, which nothing else knows."""

    seat: Seat
    password: str


def are_open(seats: Sequence[Seat]) -> bool:
    """Whether they were opened before."""
    return Account.objects.filter(username__in=[seat.username for seat in seats]).exists()


@transaction.atomic
def open_seats(seats: Sequence[Seat], *, at: datetime, by: str) -> tuple[list[Opened], str]:
    """Every account with its password, and the key of the officials' authenticator.

    raises   NotADemonstration, UsernameTaken
    """
    check_demonstration()
    key = generate_totp_secret()
    return [_open(seat, key, at, by) for seat in seats], key


def _open(seat: Seat, key: str, at: datetime, by: str) -> Opened:
    account = open_account(username=seat.username, person=seat.person, at=at, by=by)
    if seat.role is not AccountRole.CITIZEN:
        assign(
            account=account,
            role=seat.role,
            division=seat.division,
            organisation=seat.organisation,
            starts_on=SINCE,
            at=at,
            by=by,
        )
    if seat.role in NEEDS_SECOND_FACTOR:
        TOTP.activate(account, key)
    password = generated_password()
    choose_password(account=account, password=password, at=at, by=by)
    return Opened(seat, password)


def present_code() -> tuple[str, int]:
    """The code that the officials' authenticator shows, and for how many seconds.

    raises   NotADemonstration, NoDemonstrationAccounts
    """
    check_demonstration()
    kept = Authenticator.objects.filter(user__username=OFFICIAL, type=Authenticator.Type.TOTP).first()
    if kept is None:
        raise NoDemonstrationAccounts(
            "there are no demonstration accounts yet; open them with `jiyao --demo demo-accounts`",
            zh="还没有演示账号；请先运行 jiyao --demo demo-accounts",
        )
    step, passed = divmod(int(time()), factors.TOTP_PERIOD)
    return format_hotp_value(hotp_value(decrypt(kept.data["secret"]), step)), factors.TOTP_PERIOD - passed


def authenticator_address(key: str) -> str:
    """The key as authenticators import it."""
    return f"otpauth://totp/{OFFICIAL}?{urlencode({'secret': key, 'issuer': 'Jiyao demo'})}".replace(
        "+", "%20"
    )
