"""What the page of an account tells administrators: roles with their places, what can be given, nothing personal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.permissions import ROLES
from jiyao.registry.models import Account, AccountRole, Assignment, Division
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.factors import has_second_factor
from jiyao.registry.queries.labels import organisation_names

GIVEN = [role for role in AccountRole if role is not AccountRole.CITIZEN]
"""Roles that are given; a citizen is who an account stands for."""


@dataclass(frozen=True, slots=True)
class Given:
    """A role as given. `holds`: whether it is in force; `is_over`: whether it has ended."""

    number: int
    role: str
    place: str
    starts_on: date
    ends_on: date | None
    holds: bool
    is_over: bool


def account_page(
    account: Account, holder: Holder, on: date, language: Language, complaint: str = ""
) -> Mapping[str, object]:
    """What the page tells, and for who may manage accounts what to choose from."""
    may_manage = holder.may("accounts", "manage") and holder.account != account
    return {
        "account": account,
        "given": _given(account, on, language),
        "has_factor": has_second_factor(account),
        "may_manage": may_manage,
        "is_own": holder.account == account,
        "roles": [(role.value, ROLES[role].said(language)) for role in GIVEN] if may_manage else [],
        "divisions": list(_divisions(language)) if may_manage else [],
        "complaint": complaint,
    }


def _given(account: Account, on: date, language: Language) -> Sequence[Given]:
    assignments = list(account.assignments.select_related("division").order_by("starts_on", "pk"))
    names = organisation_names({one.organisation_id for one in assignments if one.organisation_id})
    return [_one(one, names, on, language) for one in assignments]


def _one(one: Assignment, names: Mapping[int, str], on: date, language: Language) -> Given:
    place = names.get(one.organisation_id, "") if one.organisation_id else ""
    if one.division is not None:
        place = _called(one.division, language)
    is_over = one.ends_on is not None and one.ends_on < on
    role = ROLES[AccountRole(one.role)].said(language)
    return Given(one.pk, role, place, one.starts_on, one.ends_on, one.holds(on), is_over)


def _divisions(language: Language) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every division under its prefecture, for a list to choose from; the province first."""
    known = {one.code: one for one in Division.objects.order_by("code")}

    def above(one: Division) -> str:
        if one.parent_id is None or known[one.parent_id].parent_id is None:
            return one.code
        return one.parent_id

    for code, members in groupby(sorted(known.values(), key=lambda one: (above(one), one.code)), key=above):
        yield _called(known[code], language), [(one.code, _called(one, language)) for one in members]


def _called(division: Division, language: Language) -> str:
    return division.en if language == "en" else division.zh
