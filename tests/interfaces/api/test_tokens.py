"""Who may ask by a token, how often, and what is said to others."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.interfaces.api.service import ROUTERS
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.permitting import OF_TABLE
from jiyao.registry.actions.accounts import assign, close_account, end_assignment
from jiyao.registry.actions.tokens import end_token
from jiyao.registry.models import Account, AccountRole, ApiToken
from jiyao.registry.permitting import PERMISSIONS
from tests.interfaces.api.asking import told
from tests.interfaces.api.calling import V1, answered, program, program_as, token_of
from tests.registry.places import AT, COUNTY, DAY, account_as, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places() -> None:
    """The small world."""
    lay_out()


def test_me_says_who_asks_and_what_may_be_done() -> None:
    account = account_as(AccountRole.HOTLINE)

    assert answered(program(token_of(account)).get(f"{V1}/me")) == {
        "account": account.party,
        "username": "hotline-230102",
        "name": None,
        "person": None,
        "roles": [
            {
                "role": "hotline",
                "division": COUNTY,
                "organisation": None,
                "starts_on": "2020-01-01",
                "ends_on": None,
            }
        ],
        "may": sorted(
            f"{row.thing}.{row.verb}" for row in PERMISSIONS.values() if AccountRole.HOTLINE in row.cells
        ),
        "token": {"name": "test", "expires_on": "2025-07-29", "is_read_only": True},
    }


def test_token_for_reading_only_may_nothing_else() -> None:
    may = {
        writes: answered(program_as(AccountRole.ACCEPT, division=division, writes=writes).get(f"{V1}/me"))[
            "may"
        ]
        for writes, division in ((False, "230000"), (True, "230100"))
    }

    assert {one.partition(".")[2] for one in may[False]} == {"see", "find", "export"}
    assert {one.partition(".")[2] for one in may[True]} == {
        "see",
        "find",
        "export",
        "correct",
        "unmask",
        "make",
        "accept",
        "answer",
    }


@pytest.mark.parametrize(
    ("header", "challenge"),
    [
        ({}, 'Bearer realm="Jiyao"'),
        ({"authorization": "Basic YTpi"}, 'Bearer realm="Jiyao"'),
        ({"authorization": "Bearer"}, 'Bearer realm="Jiyao"'),
        ({"authorization": "Bearer jiyao_nothing"}, 'Bearer realm="Jiyao", error="invalid_token"'),
        ({"authorization": "bearer 字"}, 'Bearer realm="Jiyao", error="invalid_token"'),
    ],
)
def test_who_brings_no_token_that_holds_is_told(header: dict[str, str], challenge: str) -> None:
    response = Client().get(f"{V1}/me", headers=header)

    assert told(response)[:2] == (401, "token")
    assert response.headers["WWW-Authenticate"] == challenge


def test_browser_that_is_signed_in_counts_for_nothing() -> None:
    client = Client()
    client.force_login(account_as(AccountRole.AUDITOR))

    assert told(client.get(f"{V1}/me"))[:2] == (401, "token")


def _expired(account: Account, settings: Settings) -> None:
    settings.DAY = DAY + timedelta(days=30)


def _ended(account: Account, settings: Settings) -> None:
    end_token(token=ApiToken.objects.get(), at=AT, by="account:7")


def _closed(account: Account, settings: Settings) -> None:
    close_account(account=account, at=AT, by="account:7")


@pytest.mark.parametrize("happened", [_expired, _ended, _closed])
def test_token_that_holds_no_more_opens_nothing(happened: Any, settings: Settings) -> None:
    account = account_as(AccountRole.REVIEW)
    client = program(token_of(account))
    before = client.get(f"{V1}/tables").status_code

    happened(account, settings)

    assert (before, told(client.get(f"{V1}/tables"))[:2]) == (200, (401, "token"))


def test_role_that_ends_ends_for_the_token() -> None:
    account = account_as(AccountRole.REVIEW)
    client = program(token_of(account))
    before = client.get(f"{V1}/tables/certificates").status_code

    end_assignment(assignment=account.assignments.get(), on=DAY - timedelta(days=1), at=AT, by="account:7")

    after = client.get(f"{V1}/tables/certificates")
    assert (before, told(after)) == (
        200,
        (403, "not-allowed", "该令牌的账号没有这项权限：certificates.see"),
    )


def test_token_made_without_a_second_factor_is_not_used_for_roles_that_need_one() -> None:
    account = account_as(AccountRole.EMPLOYER)
    client = program(token_of(account, by_two_factors=False))
    before = client.get(f"{V1}/me").status_code
    assign(
        account=account,
        role=AccountRole.HOTLINE,
        division=COUNTY,
        starts_on=DAY,
        at=AT,
        by="account:7",
    )

    assert (before, told(client.get(f"{V1}/me"))[:2]) == (200, (403, "not-allowed"))


def test_official_who_lost_the_second_factor_uses_no_token() -> None:
    account = account_as(AccountRole.REVIEW)
    client = program(token_of(account))
    Authenticator.objects.filter(user=account.pk).delete()

    assert told(client.get(f"{V1}/me"))[:2] == (403, "not-allowed")


def test_use_is_written_down() -> None:
    program_as(AccountRole.REVIEW).get(f"{V1}/me")

    assert ApiToken.objects.get().last_used_on == DAY


def test_failures_are_counted_by_address_and_tokens_that_hold_are_still_heard(settings: Settings) -> None:
    settings.API_FAILED_TOKENS_A_MINUTE = 2
    good, bad = program_as(AccountRole.REVIEW), program("jiyao_nothing")

    asked = [bad.get(f"{V1}/me") for _ in range(3)]

    assert [response.status_code for response in asked] == [401, 401, 429]
    assert int(asked[2].headers["Retry-After"]) >= 1
    assert bad.get(f"{V1}/me", REMOTE_ADDR="1.2.3.4").status_code == 401
    assert good.get(f"{V1}/me").status_code == 200


def test_each_token_has_its_own_rate(settings: Settings) -> None:
    settings.API_TOKEN_REQUESTS_A_MINUTE = 2
    settings.API_REQUESTS_A_MINUTE = 1
    one, other = program_as(AccountRole.REVIEW), program_as(AccountRole.AUDITOR)

    asked = [one.get(f"{V1}/tables").status_code for _ in range(3)]

    assert (asked, other.get(f"{V1}/tables").status_code) == ([200, 200, 429], 200)
    assert Client().get(f"{V1}/pack").status_code == 200


def test_what_is_refused_is_counted_too(settings: Settings) -> None:
    settings.API_TOKEN_REQUESTS_A_MINUTE = 1
    client = program_as(AccountRole.ADMINISTRATOR)

    assert [client.get(f"{V1}/tables/people").status_code for _ in range(2)] == [403, 429]


def test_every_operation_with_a_token_names_a_row_of_the_table() -> None:
    guards = [
        guard
        for router in ROUTERS
        for view in router.path_operations.values()
        for operation in view.operations
        for guard in operation.auth_callbacks
    ]
    verbs = {verb for _, verb in PERMISSIONS}

    assert [type(guard) for guard in guards] == [BearerToken] * 14
    assert [
        (guard.thing, guard.verb)
        for guard in guards
        if guard.thing
        and (guard.thing, guard.verb) not in PERMISSIONS
        and not (guard.thing == OF_TABLE and guard.verb in verbs)
    ] == []
