"""The permission table, cell by cell: which rows of every table each role reaches, at each kind of place."""

from datetime import date

import pytest

from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import (
    NOBODY,
    PERMISSIONS,
    THINGS,
    AllowedTwice,
    Reach,
    Scope,
    UnknownVerb,
    allow,
    holder_of,
)
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import TABLES, Table
from tests.registry.places import CITY, COUNTY, DAY, HERE, OTHER_COUNTY, PROVINCE, account_as, lay_out

pytestmark = pytest.mark.django_db
CELLS = [
    (row.thing, row.verb, role) for row in PERMISSIONS.values() if row.thing in TABLES for role in AccountRole
]
WITHOUT_NUMBERS = ("grants", "pack-changes")
"""Tables whose rows are not numbered by the person here or there."""
PLACED = {name for name, table in TABLES.items() if table.person or table.organisations or table.division}


def numbers(table: Table, reach: Reach) -> set[int]:
    """Of the rows in reach, whose they are: 1 for what is here, 2 for what is there."""
    return {row.pk % 10 if table.key == "pk" else row.record % 10 for row in rows_in_reach(table, reach, DAY)}


def expected(thing: str, scope: Scope | None, role: AccountRole, division: str) -> set[int]:
    """Whose rows the cell should reach; nobody here asked for anything themself."""
    if scope is Scope.OWN and role is not AccountRole.CITIZEN:
        return set()
    if scope is None or (scope is Scope.PROVINCE and division != PROVINCE):
        return set()
    if scope in (Scope.ALL, Scope.PROVINCE) or (scope is Scope.DIVISION and division == PROVINCE):
        return {1, 2}
    if scope is Scope.DIVISION:
        return {1} if TABLES[thing].division or TABLES[thing].person else set()
    return {1}


@pytest.mark.parametrize("division", [PROVINCE, CITY, COUNTY])
def test_every_cell_reaches_just_what_it_says(division: str) -> None:
    lay_out()
    holders = {role: holder_of(account_as(role, division=division), DAY) for role in AccountRole}
    wrong = []
    for thing, verb, role in CELLS:
        if thing in PLACED and thing not in WITHOUT_NUMBERS:
            found = numbers(TABLES[thing], holders[role].reach(thing, verb))
            wanted = expected(thing, PERMISSIONS[thing, verb].cells.get(role), role, division)
            if found != wanted:
                wrong.append((thing, verb, role.value, found, wanted))

    assert wrong == []


def test_row_without_a_cell_reaches_nothing() -> None:
    lay_out()
    holders = {role: holder_of(account_as(role), DAY) for role in AccountRole}
    wrong = []
    for row in PERMISSIONS.values():
        for role, holder in holders.items():
            scope = row.cells.get(role)
            if holder.may(row.thing, row.verb) != (scope is not None and scope is not Scope.PROVINCE):
                wrong.append((row.thing, row.verb, role.value))

    assert wrong == []


def test_every_thing_has_a_name_and_every_table_a_row_that_shows_it() -> None:
    assert {thing for thing, _ in PERMISSIONS} <= THINGS.keys()
    assert {name for name in TABLES if (name, "see") not in PERMISSIONS} == set()


def test_who_did_not_sign_in_reaches_nothing() -> None:
    assert [row for row in PERMISSIONS if NOBODY.may(*row)] == []


def test_role_that_is_over_or_to_come_reaches_nothing() -> None:
    lay_out()
    account = account_as(AccountRole.REVIEW)

    assert holder_of(account, date(2019, 12, 31)).roles == frozenset()
    assert holder_of(account, date(2020, 1, 1)).roles == {AccountRole.REVIEW}


def test_closed_account_reaches_nothing() -> None:
    lay_out()
    account = account_as(AccountRole.AUDITOR)
    account.is_active = False

    assert holder_of(account, DAY) == NOBODY


def test_two_roles_reach_what_either_does() -> None:
    from jiyao.registry.actions.accounts import assign
    from tests.registry.places import AT

    lay_out()
    account = account_as(AccountRole.ACCEPT)
    assign(
        account=account,
        role=AccountRole.SUPERVISE,
        division=OTHER_COUNTY,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )

    reach = holder_of(account, DAY).reach("certificates", "see")

    assert reach == Reach(divisions=frozenset({COUNTY, OTHER_COUNTY}))
    assert numbers(TABLES["certificates"], reach) == {1, 2}


def test_person_who_moved_away_is_in_reach_of_both_places() -> None:
    """Records of the past are decided where they arose."""
    from jiyao.registry.models import HouseholdSpell

    lay_out()
    HouseholdSpell.objects.filter(person=HERE).update(ends_on=date(2021, 1, 1))
    reach = holder_of(account_as(AccountRole.ACCEPT), DAY).reach("people", "see")

    assert numbers(TABLES["people"], reach) == {1}


def test_row_is_declared_once_and_with_known_verbs() -> None:
    with pytest.raises(AllowedTwice, match=r"people\.see is declared twice"):
        allow("people", "see", auditor="all")
    with pytest.raises(UnknownVerb, match=r"people\.paint"):
        allow("people", "paint", auditor="all")
