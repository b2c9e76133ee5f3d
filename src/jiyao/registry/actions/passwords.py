"""Passwords: those that are issued to be used once, and those that people choose. Nothing is sent by mail."""

from datetime import datetime
from secrets import choice

from django.db import transaction

from jiyao.foundation.actions.acting import append_act
from jiyao.registry.actions.accounts import Closed, open_account, refuse_own
from jiyao.registry.actions.tokens import end_tokens
from jiyao.registry.models import Account

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
GROUPS, LETTERS = 4, 4


def generated_password() -> str:
    """A password that nobody guesses and anybody can type."""
    return "-".join("".join(choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


@transaction.atomic
def open_with_password(*, username: str, name: str, at: datetime, by: str) -> tuple[Account, str]:
    """The account, and a password to be used once. raises as `open_account`"""
    account = open_account(username=username, name=name, at=at, by=by)
    return account, issue_password(account=account, at=at, by=by)


@transaction.atomic
def issue_password(*, account: Account, at: datetime, by: str) -> str:
    """A password to be used once, told here and nowhere again; the account's sessions and tokens end.

    raises   Closed, OwnAccount
    """
    refuse_own(account, by)
    password = generated_password()
    held = _kept(account, password, temporary=True)
    end_tokens(account=held, at=at, by=by)
    append_act(kind="issue-password", actor=by, subject=held.party, at=at)
    return password


@transaction.atomic
def choose_password(*, account: Account, password: str, at: datetime, by: str) -> None:
    """The password is the account's from now on; whether it is good enough was asked before. raises Closed"""
    held = _kept(account, password, temporary=False)
    account.password, account.password_is_temporary = held.password, False
    append_act(kind="choose-password", actor=by, subject=held.party, at=at)


def _kept(account: Account, password: str, *, temporary: bool) -> Account:
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not held.is_active:
        raise Closed("the account is closed; open another", zh="账号已停用，请另开账号")
    held.set_password(password)
    held.password_is_temporary = temporary
    held.save(update_fields=["password", "password_is_temporary"])
    return held
