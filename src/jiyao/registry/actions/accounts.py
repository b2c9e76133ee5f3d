"""Accounts opened and closed, roles given and ended. Each leaves an act."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.naming import IDENTITY_NUMBER
from jiyao.registry.models import Account, AccountRole, Assignment
from jiyao.registry.models.account import AT_A_DIVISION, FOR_AN_ORGANISATION
from jiyao.registry.permitting import INCOMPATIBLE


class BadUsername(Invalid):
    """The name to sign in with would not do."""


class UsernameTaken(Conflict):
    """Somebody signs in with that name already."""


class PersonHasAccount(Conflict):
    """There is an account of that person."""


class WrongPlace(Invalid):
    """A role stands at a division, for an organisation, or at neither."""


class RolesExcludeEachOther(Conflict):
    """One account may not hold both roles."""


class Closed(Conflict):
    """The account was closed."""


class OwnAccount(NotAllowed):
    """Nobody administers the account that they are signed in with."""


class EndsBeforeItBegins(Invalid):
    """An assignment would end before its first day."""


@transaction.atomic
def open_account(
    *,
    username: str,
    name: str = "",
    person: int | None = None,
    at: datetime,
    by: str,
) -> Account:
    """The account. It has no password: one is issued, or an identity provider signs in to it.

    raises   BadUsername, UsernameTaken, PersonHasAccount
    """
    _check_username(username)
    account = Account(username=username, name=name, person_id=person, opened_at=at)
    account.set_unusable_password()
    if person is not None and Account.objects.filter(person=person).exists():
        raise PersonHasAccount(
            f"person {person} has an account; let them sign in with it",
            zh=f"人员 {person} 已有账号，请用该账号登录",
        )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken(
            f'username: "{username}" is taken; choose another', zh=f"用户名“{username}”已被使用，请换一个"
        ) from None
    append_act(kind="open-account", actor=by, subject=account.party, at=at, owner=person)
    return account


def refuse_own(account: Account, by: str) -> None:
    """Nothing where somebody else does it. raises OwnAccount"""
    if by == account.party:
        raise OwnAccount(
            "this is your own account; another administrator has to do it",
            zh="这是您自己的账号，须由另一位系统管理员办理",
        )


def _check_username(username: str) -> None:
    if not username.strip() or username != username.strip() or len(username) > 64:
        raise BadUsername(
            "username: write 1 to 64 characters without blanks at the ends",
            zh="用户名须为 1 至 64 个字符，首尾不留空格",
        )
    if IDENTITY_NUMBER.search(username):
        raise BadUsername("username: an identity number is no username", zh="不能用公民身份号码作用户名")


@transaction.atomic
def assign(
    *,
    account: Account,
    role: AccountRole,
    division: str | None = None,
    organisation: int | None = None,
    starts_on: date,
    ends_on: date | None = None,
    at: datetime,
    by: str,
) -> Assignment:
    """The role, given. raises WrongPlace, EndsBeforeItBegins, RolesExcludeEachOther, Closed, OwnAccount"""
    refuse_own(account, by)
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not held.is_active:
        raise Closed("the account is closed; open another", zh="账号已停用，请另开账号")
    _check_place(role, division, organisation)
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeItBegins("ends_on: the last day lies before the first", zh="截止日早于起始日")
    _check_others(held, role, starts_on, ends_on)
    made = Assignment.objects.create(
        account=held,
        role=role,
        division_id=division,
        organisation_id=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    place = {"division": division} if division else {"organisation": organisation} if organisation else {}
    append_act(
        kind="assign-role",
        actor=by,
        subject=held.party,
        at=at,
        codes={"role": role.value, "assignment": made.pk, **place},
    )
    return made


def _check_place(role: AccountRole, division: str | None, organisation: int | None) -> None:
    wanted = (role in AT_A_DIVISION, role in FOR_AN_ORGANISATION)
    if (bool(division), bool(organisation)) != wanted or role is AccountRole.CITIZEN:
        raise WrongPlace(
            f"{role}: an official's role needs a division, a body's an organisation, other roles neither",
            zh=f"{role.label}：公务角色须选区划，单位角色须选单位，其他角色都不选",
        )


def _check_others(account: Account, role: AccountRole, starts_on: date, ends_on: date | None) -> None:
    overlapping = account.assignments.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        overlapping = overlapping.filter(starts_on__lte=ends_on)
    for other in overlapping:
        if frozenset({role, AccountRole(other.role)}) in INCOMPATIBLE:
            raise RolesExcludeEachOther(
                f"{role} and {other.role} exclude each other; end one, or give it to another account",
                zh=f"“{role.label}”与“{other.get_role_display()}”不能由同一账号担任，请先停用其一或另开账号",
            )


@transaction.atomic
def end_assignment(*, assignment: Assignment, on: date, at: datetime, by: str) -> None:
    """The role ends with that day; it ended before if it was to. raises EndsBeforeItBegins, OwnAccount"""
    refuse_own(assignment.account, by)
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if on < held.starts_on:
        raise EndsBeforeItBegins("on: the last day lies before the first", zh="截止日早于起始日")
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    append_act(
        kind="end-role", actor=by, subject=f"account:{held.account_id}", at=at, codes={"assignment": held.pk}
    )


@transaction.atomic
def close_account(*, account: Account, at: datetime, by: str) -> None:
    """Nobody signs in with it any more. raises Closed where it is closed, OwnAccount"""
    refuse_own(account, by)
    changed = Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False, closed_at=at)
    if not changed:
        raise Closed("the account is closed already", zh="账号已经停用")
    append_act(kind="close-account", actor=by, subject=account.party, at=at)
