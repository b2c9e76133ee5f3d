"""Who did a step of a case, in words: an official by name, everybody else by what they are to the case."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.casework.models import Case, CaseStep
from jiyao.engine.shapes import Words
from jiyao.registry.models import Account, AccountRole, Assignment
from jiyao.registry.models.account import FOR_AN_ORGANISATION

BY_ITSELF = Words(zh="系统", en="system")
THE_PERSON = Words(zh="申请人本人", en="the person")
ANOTHER = Words(zh="其他个人", en="another person")
THE_ORGANISATION = Words(zh="申请单位", en="the organisation")
THE_HELPER = Words(zh="帮办代办", en="a helper")
_NOT_OFFICIALS = frozenset({AccountRole.CITIZEN, AccountRole.HELPER, *FOR_AN_ORGANISATION}) - {
    AccountRole.DEPARTMENT
}


def hands_of(case: Case, steps: Sequence[CaseStep]) -> Mapping[int, Words]:
    """Who did each step, by its number. No name of an account is told but an official's."""
    accounts = {one.by_id for one in steps if one.by_id is not None}
    roles = list(Assignment.objects.filter(account__in=accounts)) if accounts else []
    return {one.pk: _hand(case, one.by, _held(roles, one.by_id, one.on)) for one in steps}


def _held(assignments: Sequence[Assignment], account: int | None, on: date) -> frozenset[str]:
    """The roles of an account on a day."""
    return frozenset(one.role for one in assignments if one.account_id == account and one.holds(on))


def _hand(case: Case, by: Account | None, roles: frozenset[str]) -> Words:
    if by is None:
        return BY_ITSELF
    if by.person_id is not None and by.person_id == case.person_id:
        return THE_PERSON
    if roles - _NOT_OFFICIALS:
        name = by.name or by.username
        return Words(zh=name, en=name)
    if AccountRole.HELPER in roles:
        return THE_HELPER
    return THE_ORGANISATION if roles else ANOTHER
