"""Accounts opened and closed, roles given and ended, passwords and second factors: each way out of each action."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction

from jiyao.base.errors import JiyaoError
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.foundation.models import Act
from jiyao.registry.actions.accounts import (
    BadUsername,
    Closed,
    EndsBeforeItBegins,
    OwnAccount,
    PersonHasAccount,
    RolesExcludeEachOther,
    UsernameTaken,
    WrongPlace,
    assign,
    close_account,
    end_assignment,
    open_account,
)
from jiyao.registry.actions.factors import NoSecondFactor, remove_factors
from jiyao.registry.actions.identities import UnknownPerson, account_of_identity
from jiyao.registry.actions.passwords import choose_password, issue_password, open_with_password
from jiyao.registry.models import Account, AccountRole, Assignment
from jiyao.registry.models.account import AT_A_DIVISION, FOR_AN_ORGANISATION
from jiyao.registry.permitting import INCOMPATIBLE, holder_of
from jiyao.registry.queries.factors import has_second_factor
from tests.registry.places import AT, COUNTY, DAY, HERE, IDENTITIES, TOTP_KEY, account_as, lay_out

pytestmark = pytest.mark.django_db
ADMINISTRATOR = "account:999999999"
BY: dict[str, Any] = {"at": AT, "by": ADMINISTRATOR}


def opened(username: str = "wang", **more: Any) -> Account:
    """An account."""
    return open_account(username=username, **more, **BY)


def given(
    account: Account, role: AccountRole, starts_on: date = DAY, ends_on: date | None = None
) -> Assignment:
    """A role, at the place that it needs."""
    return assign(
        account=account,
        role=role,
        division=COUNTY if role in AT_A_DIVISION else None,
        organisation=801 if role in FOR_AN_ORGANISATION else None,
        starts_on=starts_on,
        ends_on=ends_on,
        **BY,
    )


def acts(kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Actor, subject and codes of every act of a kind."""
    return [(act.actor, act.subject, act.codes) for act in Act.objects.filter(kind=kind).order_by("number")]


def refused(error: type[JiyaoError], do: Callable[[], object]) -> JiyaoError:
    """The complaint; it leaves no act."""
    before = Act.objects.count()
    with pytest.raises(error) as caught:
        do()
    assert Act.objects.count() == before
    return caught.value


def test_account_is_opened_without_a_password() -> None:
    account = opened(name="王五")

    kept = Account.objects.get()
    assert (kept.username, kept.name, kept.person_id, kept.is_active, kept.opened_at, kept.closed_at) == (
        "wang",
        "王五",
        None,
        True,
        AT,
        None,
    )
    assert (kept.has_usable_password(), kept.password_is_temporary) == (False, False)
    assert acts("open-account") == [(ADMINISTRATOR, account.party, {})]


@pytest.mark.parametrize("username", ["", " ", " wang", "wang ", "w" * 65])
def test_username_that_would_not_do_is_refused(username: str) -> None:
    assert (
        refused(BadUsername, lambda: opened(username)).said("zh") == "用户名须为 1 至 64 个字符，首尾不留空格"
    )


def test_identity_number_is_no_username() -> None:
    said = refused(BadUsername, lambda: opened(f"x {IDENTITIES[HERE]}")).said("zh")

    assert said == "不能用公民身份号码作用户名"


def test_username_is_used_once() -> None:
    opened()

    assert refused(UsernameTaken, opened).said("zh") == "用户名“wang”已被使用，请换一个"
    assert Account.objects.count() == 1


def test_person_has_one_account() -> None:
    lay_out()
    opened(person=HERE)

    assert refused(PersonHasAccount, lambda: opened("other", person=HERE)).said("zh") == (
        "人员 1 已有账号，请用该账号登录"
    )


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.CITIZEN])
def test_role_is_given_at_its_place(role: AccountRole) -> None:
    lay_out()
    account = opened()

    made = given(account, role, ends_on=date(2025, 12, 31))

    place = {"division": COUNTY} if role in AT_A_DIVISION else {}
    place = {"organisation": 801} if role in FOR_AN_ORGANISATION else place
    assert holder_of(account, DAY).roles == {role}
    assert holder_of(account, date(2026, 1, 1)).roles == frozenset()
    assert acts("assign-role") == [
        (ADMINISTRATOR, account.party, {"role": role.value, "assignment": made.pk, **place})
    ]


@pytest.mark.parametrize(
    ("role", "division", "organisation"),
    [
        (AccountRole.CITIZEN, None, None),
        (AccountRole.ACCEPT, None, None),
        (AccountRole.ACCEPT, COUNTY, 801),
        (AccountRole.ACCEPT, None, 801),
        (AccountRole.EMPLOYER, None, None),
        (AccountRole.EMPLOYER, COUNTY, None),
        (AccountRole.EMPLOYER, COUNTY, 801),
        (AccountRole.AUDITOR, COUNTY, None),
        (AccountRole.AUDITOR, None, 801),
    ],
)
def test_role_at_no_place_of_its_own_is_refused(
    role: AccountRole, division: str | None, organisation: int | None
) -> None:
    lay_out()
    account = opened()

    said = refused(
        WrongPlace,
        lambda: assign(
            account=account, role=role, division=division, organisation=organisation, starts_on=DAY, **BY
        ),
    ).said("zh")

    assert said == f"{role.label}：公务角色须选区划，单位角色须选单位，其他角色都不选"


def test_database_holds_no_role_without_its_place() -> None:
    account = opened()

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(account=account, role=AccountRole.ACCEPT, starts_on=DAY)


def test_role_does_not_end_before_it_begins() -> None:
    lay_out()
    account = opened()

    said = refused(
        EndsBeforeItBegins, lambda: given(account, AccountRole.ACCEPT, ends_on=date(2025, 6, 29))
    ).said("zh")

    assert said == "截止日早于起始日"


@pytest.mark.parametrize("pair", sorted(sorted(pair) for pair in INCOMPATIBLE))
def test_roles_that_exclude_each_other_are_not_held_at_once(pair: list[AccountRole]) -> None:
    lay_out()
    one, other = (AccountRole(role) for role in pair)
    account = opened()
    given(account, one, ends_on=date(2025, 12, 31))

    assert refused(RolesExcludeEachOther, lambda: given(account, other)).said("zh") == (
        f"“{other.label}”与“{one.label}”不能由同一账号担任，请先停用其一或另开账号"
    )
    given(account, other, starts_on=date(2026, 1, 1))
    assert holder_of(account, date(2026, 1, 1)).roles == {other}


def test_role_that_ends_before_the_other_begins_excludes_nothing() -> None:
    lay_out()
    account = opened()
    given(account, AccountRole.PAY, starts_on=date(2026, 1, 1))

    given(account, AccountRole.ACCEPT, ends_on=date(2025, 12, 31))

    assert Assignment.objects.count() == 2


def test_closed_account_gets_no_role_and_no_password() -> None:
    lay_out()
    account = opened()
    close_account(account=account, **BY)

    refused(Closed, lambda: given(account, AccountRole.ACCEPT))
    refused(Closed, lambda: issue_password(account=account, **BY))
    refused(Closed, lambda: choose_password(account=account, password="long enough 1", **BY))


def test_role_ends_with_a_day() -> None:
    account = account_as_accept()
    assignment = account.assignments.get()

    end_assignment(assignment=assignment, on=DAY, **BY)

    assert holder_of(account, DAY).roles == {AccountRole.ACCEPT}
    assert holder_of(account, date(2025, 7, 1)).roles == frozenset()
    assert acts("end-role") == [(ADMINISTRATOR, account.party, {"assignment": assignment.pk})]


def account_as_accept() -> Account:
    """An official here."""
    lay_out()
    return account_as(AccountRole.ACCEPT)


def test_role_does_not_end_before_its_first_day() -> None:
    assignment = account_as_accept().assignments.get()

    said = refused(
        EndsBeforeItBegins, lambda: end_assignment(assignment=assignment, on=date(2019, 12, 31), **BY)
    ).said("zh")

    assert said == "截止日早于起始日"


def test_account_is_closed_once() -> None:
    account = opened()

    close_account(account=account, **BY)

    account.refresh_from_db()
    assert (account.is_active, account.closed_at) == (False, AT)
    assert acts("close-account") == [(ADMINISTRATOR, account.party, {})]
    assert refused(Closed, lambda: close_account(account=account, **BY)).said("zh") == "账号已经停用"


def test_password_is_issued_to_be_used_once() -> None:
    account, password = open_with_password(username="wang", name="王五", **BY)

    kept = Account.objects.get()
    assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
    assert (kept.check_password(password), kept.password_is_temporary) == (True, True)
    assert acts("issue-password") == [(ADMINISTRATOR, account.party, {})]


def test_passwords_differ() -> None:
    account = opened()

    assert len({issue_password(account=account, **BY) for _ in range(3)}) == 3


def test_chosen_password_is_the_accounts_own() -> None:
    account, old = open_with_password(username="wang", name="", **BY)

    choose_password(account=account, password="quite another one", at=AT, by=account.party)

    kept = Account.objects.get()
    assert (kept.check_password(old), kept.check_password("quite another one")) == (False, True)
    assert (kept.password_is_temporary, account.password) == (False, kept.password)
    assert acts("choose-password") == [(account.party, account.party, {})]


def test_factors_are_removed_with_their_recovery_codes() -> None:
    account = account_as_accept()
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})

    remove_factors(account=account, **BY)

    assert (has_second_factor(account), Authenticator.objects.count()) == (False, 0)
    assert acts("remove-factors") == [(ADMINISTRATOR, account.party, {})]
    said = refused(NoSecondFactor, lambda: remove_factors(account=account, **BY)).said("zh")
    assert said == "该账号没有第二验证因素"


def test_recovery_codes_alone_are_no_second_factor() -> None:
    account = opened()
    Authenticator.objects.create(user=account, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert not has_second_factor(account)

    TOTP.activate(account, TOTP_KEY)

    assert has_second_factor(account)


def test_secret_of_an_authenticator_is_sealed() -> None:
    account = opened()

    TOTP.activate(account, TOTP_KEY)

    assert TOTP_KEY not in str(Authenticator.objects.get().data)


def test_identity_opens_an_account_once() -> None:
    lay_out()
    identity: dict[str, Any] = {
        "identity_hash": lookup_hash(IDENTITIES[HERE]),
        "at": AT,
        "by": "identity:government",
    }

    account = account_of_identity(**identity)
    again = account_of_identity(**identity)

    assert (account, account.person_id, account.has_usable_password()) == (again, HERE, False)
    assert acts("open-account") == [("identity:government", account.party, {})]
    assert acts("bind-identity") == [("identity:government", account.party, {})] * 2
    assert holder_of(account, DAY).roles == {AccountRole.CITIZEN}


def test_identity_of_nobody_opens_none() -> None:
    lay_out()
    unknown = lookup_hash("239901199003079999")

    refused(
        UnknownPerson, lambda: account_of_identity(identity_hash=unknown, at=AT, by="identity:government")
    )

    assert list(Account.objects.filter(person__isnull=False)) == []


def test_nobody_administers_the_own_account() -> None:
    lay_out()
    account = account_as(AccountRole.ADMINISTRATOR)
    assignment = account.assignments.get()
    own: dict[str, Any] = {"at": AT, "by": account.party}

    for do in (
        lambda: assign(account=account, role=AccountRole.AUDITOR, starts_on=DAY, **own),
        lambda: end_assignment(assignment=assignment, on=DAY, **own),
        lambda: close_account(account=account, **own),
        lambda: issue_password(account=account, **own),
        lambda: remove_factors(account=account, **own),
    ):
        assert refused(OwnAccount, do).said("zh") == "这是您自己的账号，须由另一位系统管理员办理"
