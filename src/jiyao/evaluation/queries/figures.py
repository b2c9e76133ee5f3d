"""Figures of evaluation on a day: certificates and bodies by kind, items of single abilities and who tests them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jiyao.evaluation.models import AbilityItem, BodyScope
from jiyao.evaluation.queries.bodies import listings, runs
from jiyao.registry.models import FOREVER, HeldCertificate


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the catalogue. `bodies`: the numbers of those listed bodies whose scope has it on the day."""

    item: AbilityItem
    bodies: Sequence[int]


def certificates_by_kind(on: date) -> Mapping[str, int]:
    """How many certificates of each kind stand on a day."""
    stands = Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
    found = HeldCertificate.objects.filter(stands, superseded_at=FOREVER, issued_on__lte=on)
    counted = found.values("certificate_kind").annotate(many=Count("pk")).order_by()
    return {kind: many for kind, many in counted.values_list("certificate_kind", "many") if kind}


def bodies_by_kind(on: date) -> Mapping[str, int]:
    """How many organisations are listed on a day as bodies of each kind."""
    counted = listings(on).values("body_kind").annotate(many=Count("organisation", distinct=True)).order_by()
    return dict(counted.values_list("body_kind", "many"))


def ability_items(on: date, most: int) -> Sequence[Item]:
    """The first items that are published on a day, by their numbers, each with the bodies that test it."""
    items = list(AbilityItem.objects.filter(runs(on)).order_by("item", "record")[:most])
    listed = listings(on).values("organisation")
    scopes = BodyScope.objects.filter(
        runs(on), ability_item__in={one.item for one in items}, organisation__in=listed
    )
    testing: dict[str, set[int]] = {}
    for item, body in scopes.values_list("ability_item", "organisation"):
        testing.setdefault(item, set()).add(body)
    return [Item(one, sorted(testing.get(one.item, ()))) for one in items]


def count_items(on: date) -> int:
    """How many items are published on a day."""
    return AbilityItem.objects.filter(runs(on)).count()
