"""The levels that a person holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jiyao.registry.models import FOREVER, HeldCertificate, Level


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """A level that stands in an occupation, and since when."""

    occupation: str
    level: str
    issued_on: date


def highest_levels(person: int, on: date, occupation: str | None = None) -> Sequence[HeldLevel]:
    """The highest level that stands on a day in each occupation, or in the one that is asked for."""
    stands = Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
    found = HeldCertificate.objects.filter(
        stands, superseded_at=FOREVER, person=person, issued_on__lte=on, occupation__isnull=False
    )
    if occupation is not None:
        found = found.filter(occupation=occupation)
    ranks = dict(Level.objects.values_list("code", "rank"))
    best: dict[str, HeldLevel] = {}
    for one in found.order_by("issued_on", "record"):
        if ranks.get(one.level or "", 0) <= 0 or one.occupation is None or one.issued_on is None:
            continue
        standing = best.get(one.occupation)
        if standing is None or ranks[one.level or ""] > ranks[standing.level]:
            best[one.occupation] = HeldLevel(one.occupation, one.level or "", one.issued_on)
    return [best[code] for code in sorted(best)]
