"""Which rows of a table somebody may see: the reach that the permission table gives, as conditions of one query.

A row lies in a division by its own field where it has one, else where its person lives, works or is insured. It belongs
to an organisation that one of its fields names, or for which its person works on the day; and to the account that asked
for it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from jiyao.registry.models import FOREVER, EmploymentSpell, HouseholdSpell, InsuranceSpell
from jiyao.registry.permitting import Reach
from jiyao.registry.tabling import Table

NOWHERE = Q(pk__in=())


def rows_in_reach(table: Table, reach: Reach, on: date) -> QuerySet[Any]:
    """The standing rows that are in reach on a day."""
    rows = table.standing()
    if reach.everything:
        return rows
    return rows.filter(
        _of_person(table, reach.person)
        | _asked_by(table, reach.party)
        | _of_organisations(table, reach.organisations, on)
        | _in_divisions(table, reach.divisions)
    )


def rows_known(table: Table, reach: Reach, on: date, at: datetime) -> QuerySet[Any]:
    """As they were known at a moment, the rows that are in reach on a day as they stand now."""
    found = table.known(at)
    if reach.everything:
        return found
    return found.filter(**{f"{table.key}__in": rows_in_reach(table, reach, on).values(table.key)})


def as_told(table: Table, rows: Iterable[Any], at: datetime) -> list[Any]:
    """The rows without what was filled in after the moment. They are to be shown, never saved."""
    listed = list(rows)
    for row in listed:
        for column, since in table.said_since.items():
            filled_in = getattr(row, since)
            if filled_in is not None and filled_in > at:
                setattr(row, column, None)
    return listed


def _of_person(table: Table, person: int | None) -> Q:
    return Q(**{table.person: person}) if table.person and person is not None else NOWHERE


def _asked_by(table: Table, party: str) -> Q:
    """What an account asked for itself; parties of accounts end in their numbers."""
    number = party.rpartition(":")[2]
    return Q(**{table.asked_by: int(number)}) if table.asked_by and number else NOWHERE


def _of_organisations(table: Table, organisations: frozenset[int], on: date) -> Q:
    if not organisations:
        return NOWHERE
    named = NOWHERE
    for field in table.organisations:
        named |= Q(**{f"{field}__in": organisations})
    if table.person and not table.organisations:
        return named | Q(Exists(working_for(organisations, on).filter(person=OuterRef(table.person))))
    return named


def working_for(organisations: frozenset[int], on: date) -> QuerySet[EmploymentSpell]:
    """Who works for these organisations on a day."""
    begun = EmploymentSpell.objects.filter(
        superseded_at=FOREVER, organisation__in=organisations, starts_on__lte=on
    )
    return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _in_divisions(table: Table, divisions: frozenset[str]) -> Q:
    if not divisions:
        return NOWHERE
    if table.division:
        return Q(**{f"{table.division}__in": divisions})
    if not table.person:
        return NOWHERE
    found = NOWHERE
    for model in (HouseholdSpell, InsuranceSpell, EmploymentSpell):
        found |= Q(Exists(_spells(model, divisions).filter(person=OuterRef(table.person))))
    return found


def _spells(model: type[Model], divisions: frozenset[str]) -> QuerySet[Any]:
    return model._default_manager.filter(superseded_at=FOREVER, division__in=divisions)
