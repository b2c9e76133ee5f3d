"""Tokens made, found by their text, used and ended."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jiyao.base.errors import JiyaoError
from jiyao.foundation.models import Act
from jiyao.registry.actions.accounts import Closed, close_account
from jiyao.registry.actions.factors import remove_factors
from jiyao.registry.actions.passwords import choose_password, issue_password
from jiyao.registry.actions.tokens import (
    BadTokenDays,
    BadTokenName,
    NeedsSecondFactor,
    TokenEnded,
    end_token,
    make_token,
    note_use,
)
from jiyao.registry.models import Account, AccountRole, ApiToken
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR
from jiyao.registry.queries.tokens import account_of_token, tokens_of
from tests.registry.places import AT, DAY, account_as, lay_out

pytestmark = pytest.mark.django_db
BY = "account:7"


@pytest.fixture
def account() -> Account:
    """An employer's, which needs no second factor."""
    lay_out()
    return account_as(AccountRole.EMPLOYER)


def made(account: Account, **more: Any) -> tuple[ApiToken, str]:
    """A token for ten days."""
    given = {"name": "人事系统", "days": 10, "by_two_factors": False, "on": DAY, "at": AT, "by": BY}
    return make_token(account=account, **(given | more))


def refused(error: type[JiyaoError], do: Callable[[], object]) -> None:
    """That it is refused, and nothing is left of it."""
    before = (ApiToken.objects.count(), Act.objects.count())
    with pytest.raises(error):
        do()
    assert (ApiToken.objects.count(), Act.objects.count()) == before


def test_token_is_made_and_its_text_is_kept_nowhere(account: Account) -> None:
    token, text = made(account)

    kept = ApiToken.objects.filter(pk=token.pk).values().get()
    assert {name: kept[name] for name in kept if name not in ("id", "token_hash")} == {
        "account_id": account.pk,
        "name": "人事系统",
        "begins": text[:10],
        "is_read_only": True,
        "by_two_factors": False,
        "made_at": AT,
        "expires_on": date(2025, 7, 9),
        "last_used_on": None,
        "ended_at": None,
    }
    assert (len(text), text.startswith("jiyao_"), len(kept["token_hash"])) == (49, True, 64)
    assert [name for name, value in kept.items() if text in str(value)] == []
    act = Act.objects.get(kind="make-token")
    assert (act.actor, act.subject, act.codes) == (
        BY,
        account.party,
        {"token": token.pk, "reach": "read", "days": 10},
    )


def test_texts_differ(account: Account) -> None:
    assert len({made(account)[1] for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "name", ["", "  ", "a" * 61, "a\nb", "239901199003074513", "给 239901199003074513 用"]
)
def test_name_that_would_not_do_is_refused(account: Account, name: str) -> None:
    refused(BadTokenName, lambda: made(account, name=name))


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_token_holds_a_year_at_most(account: Account, days: int) -> None:
    refused(BadTokenDays, lambda: made(account, days=days))


@pytest.mark.parametrize("role", sorted(AccountRole))
def test_roles_that_need_a_second_factor_make_tokens_only_with_it(role: AccountRole) -> None:
    lay_out()
    account = account_as(role)

    if role in NEEDS_SECOND_FACTOR:
        refused(NeedsSecondFactor, lambda: made(account))
    assert made(account, by_two_factors=True)[0].by_two_factors


def test_closed_account_makes_none_and_its_tokens_are_dead(account: Account) -> None:
    _, text = made(account)
    close_account(account=account, at=AT, by=BY)

    refused(Closed, lambda: made(account))
    assert account_of_token(text, DAY) is None


@pytest.mark.parametrize(("days_on", "holds"), [(0, True), (9, True), (10, False)])
def test_token_holds_until_its_last_day(account: Account, days_on: int, holds: bool) -> None:
    token, text = made(account)

    found = account_of_token(text, DAY + timedelta(days=days_on))

    assert found == (token if holds else None)


@pytest.mark.parametrize(
    "change", [str.upper, lambda text: text[:-1], lambda text: f"{text} ", lambda text: ""]
)
def test_other_text_finds_no_token(account: Account, change: Callable[[str], str]) -> None:
    assert account_of_token(change(made(account)[1]), DAY) is None


def test_ended_token_is_dead_and_not_ended_again(account: Account) -> None:
    token, text = made(account)

    end_token(token=token, at=AT, by=BY)

    assert account_of_token(text, DAY) is None
    act = Act.objects.get(kind="end-token")
    assert (act.actor, act.subject, act.codes) == (BY, account.party, {"token": token.pk})
    refused(TokenEnded, lambda: end_token(token=token, at=AT, by=BY))


def test_use_is_written_down_once_a_day(account: Account, django_assert_num_queries: Any) -> None:
    token, text = made(account)

    with django_assert_num_queries(1):
        note_use(token, DAY)
    again = account_of_token(text, DAY)
    assert again is not None
    with django_assert_num_queries(0):
        note_use(again, DAY)

    assert again.last_used_on == DAY


def test_issued_password_and_removed_factors_end_the_tokens() -> None:
    lay_out()
    for do in (issue_password, remove_factors):
        account = account_as(AccountRole.REVIEW, division="230100" if do is issue_password else "230200")
        _, text = made(account, by_two_factors=True)
        do(account=account, at=AT, by=BY)

        assert account_of_token(text, DAY) is None
        assert [token.ended_at for token in tokens_of(account)] == [AT]


def test_own_new_password_leaves_tokens_alone(account: Account) -> None:
    token, text = made(account)

    choose_password(account=account, password="black soil and ice", at=AT, by=account.party)

    assert account_of_token(text, DAY) == token
