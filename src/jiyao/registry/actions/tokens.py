"""Tokens made and ended. Each leaves an act; the text of a token is told once."""

from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.naming import IDENTITY_NUMBER
from jiyao.registry.actions.accounts import Closed
from jiyao.registry.models import Account, ApiToken
from jiyao.registry.permitting import holder_of
from jiyao.registry.queries.tokens import hash_of

PREFIX = "jiyao_"
"""By which a token is known for one, where it lies about."""
RANDOM_BYTES = 32
SHOWN = len(PREFIX) + 4
LONGEST_NAME = 60
MOST_DAYS = 365


class BadTokenName(Invalid):
    """The name of a token would not do."""


class BadTokenDays(Invalid):
    """A token would hold for too long, or not at all."""


class NeedsSecondFactor(NotAllowed):
    """Roles of the account are not used without a second factor."""


class TokenEnded(Conflict):
    """The token was ended."""


@transaction.atomic
def make_token(
    *,
    account: Account,
    name: str,
    days: int,
    is_read_only: bool = True,
    by_two_factors: bool,
    on: date,
    at: datetime,
    by: str,
) -> tuple[ApiToken, str]:
    """The token and its text, which is told here and nowhere again.

    days             for how many days it holds, today among them
    by_two_factors   whether who makes it has proved a second factor
    raises           BadTokenName, BadTokenDays, NeedsSecondFactor, Closed
    """
    name = name.strip()
    _check(name, days)
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not held.is_active:
        raise Closed("the account is closed; open another", zh="账号已停用，请另开账号")
    if holder_of(held, on).needs_second_factor and not by_two_factors:
        raise NeedsSecondFactor(
            "a role of the account needs a second factor; set one up and sign in with it",
            zh="该账号的角色要求第二验证因素，请先设置并用它登录",
        )
    text = PREFIX + token_urlsafe(RANDOM_BYTES)
    made = ApiToken.objects.create(
        account=held,
        name=name,
        token_hash=hash_of(text),
        begins=text[:SHOWN],
        is_read_only=is_read_only,
        by_two_factors=by_two_factors,
        made_at=at,
        expires_on=on + timedelta(days=days - 1),
    )
    codes = {"token": made.pk, "reach": "read" if is_read_only else "write", "days": days}
    append_act(kind="make-token", actor=by, subject=held.party, at=at, codes=codes)
    return made, text


def _check(name: str, days: int) -> None:
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or IDENTITY_NUMBER.search(name):
        raise BadTokenName(
            f"name: write 1 to {LONGEST_NAME} characters that say what the token is for, and no identity number",
            zh=f"名称须为 1 至 {LONGEST_NAME} 个字，写明用途，不能含公民身份号码",
        )
    if not 1 <= days <= MOST_DAYS:
        raise BadTokenDays(
            f"days: a token holds for 1 to {MOST_DAYS} days", zh=f"有效期须为 1 至 {MOST_DAYS} 天"
        )


@transaction.atomic
def end_token(*, token: ApiToken, at: datetime, by: str) -> None:
    """The token opens nothing any more. raises TokenEnded where it was ended before"""
    if not ApiToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=at):
        raise TokenEnded("the token was ended before", zh="令牌已经停用")
    append_act(
        kind="end-token", actor=by, subject=f"account:{token.account_id}", at=at, codes={"token": token.pk}
    )


def end_tokens(*, account: Account, at: datetime, by: str) -> None:
    """No token of the account opens anything any more."""
    for token in ApiToken.objects.filter(account=account, ended_at=None).order_by("pk"):
        end_token(token=token, at=at, by=by)


def note_use(token: ApiToken, on: date) -> None:
    """Writes down the day on which the token was used, once a day."""
    if token.last_used_on != on:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=on)
