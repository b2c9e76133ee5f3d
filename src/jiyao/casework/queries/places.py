"""Where a request belongs: the office of which place decides."""

from datetime import date
from typing import Any

from django.db.models import F

from jiyao.registry.models import (
    FOREVER,
    EmploymentSpell,
    HouseholdSpell,
    InsuranceSpell,
    OrganisationVersion,
)
from jiyao.registry.tabling import Table

_ORDER = (
    (HouseholdSpell, "starts_on", "ends_on"),
    (EmploymentSpell, "starts_on", "ends_on"),
    (InsuranceSpell, "first_month", "last_month"),
)
"""Where somebody lives comes first, then where they work, then where they are insured."""


def place_of(table: Table, row: Any, on: date) -> str | None:
    """The code of the division: the record's own, else its person's, else its organisation's seat.

    None where there is none: then the province decides.
    """
    own = getattr(row, table.division) if table.division else None
    if own:
        return str(own)
    if table.person:
        return _of_person(getattr(row, f"{table.person}_id"))
    for name in table.organisations:
        seat = OrganisationVersion.objects.filter(
            superseded_at=FOREVER, record=getattr(row, f"{name}_id")
        ).first()
        if seat is not None:
            return seat.division
    return None


def _of_person(person: int) -> str | None:
    """Of the last spell that names one; one that goes on comes before those that ended."""
    for model, first, last in _ORDER:
        spells = model._default_manager.filter(person=person, superseded_at=FOREVER, division__isnull=False)
        found = spells.order_by(F(last).desc(nulls_first=True), f"-{first}").values_list(
            "division", flat=True
        )
        if place := found.first():
            return str(place)
    return None
