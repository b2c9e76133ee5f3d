"""Who owns whom, up and down the graph of shares: rings end, and each level is one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jiyao.registry.models import FOREVER, Ownership


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns something: an organisation or a person, by number."""

    organisation: int | None = None
    person: int | None = None


def owners_of(organisation: int, on: date) -> frozenset[Owner]:
    """The organisation itself, and everybody who owns of it, directly or through others."""
    found = {Owner(organisation=organisation)}
    fresh = {organisation}
    while fresh:
        rows = _shares(on).filter(organisation__in=fresh).values_list("owner_organisation", "owner_person")
        above = {Owner(owner, person) for owner, person in rows} - found
        found |= above
        fresh = {one.organisation for one in above if one.organisation is not None}
    return frozenset(found)


def sharing_owners(organisation: int, on: date) -> Mapping[int, Owner]:
    """The other organisations that have an owner in common with it, each with one such owner; rings end.

    An organisation that owns it, or that it owns, has it in common: the owner is then one of the two.
    """
    found: dict[int, Owner] = {}
    for owner in sorted(owners_of(organisation, on), key=_order):
        for other in _below(owner, on):
            if other != organisation:
                found.setdefault(other, owner)
        if owner.organisation not in (None, organisation):
            found.setdefault(owner.organisation or 0, owner)
    return found


def _below(owner: Owner, on: date) -> frozenset[int]:
    """Every organisation of which an owner has a share, directly or through others."""
    found: set[int] = set()
    fresh = set(_owned(on, [owner]))
    while fresh:
        found |= fresh
        fresh = set(_owned(on, [Owner(organisation=one) for one in fresh])) - found
    return frozenset(found)


def _owned(on: date, owners: Iterable[Owner]) -> list[int]:
    listed = list(owners)
    own = Q(owner_organisation__in=[one.organisation for one in listed if one.organisation is not None])
    own |= Q(owner_person__in=[one.person for one in listed if one.person is not None])
    return list(_shares(on).filter(own).values_list("organisation", flat=True))


def _shares(on: date) -> QuerySet[Ownership]:
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return Ownership.objects.filter(running, superseded_at=FOREVER, starts_on__lte=on)


def _order(owner: Owner) -> tuple[int, int]:
    return (0, owner.person) if owner.person is not None else (1, owner.organisation or 0)
