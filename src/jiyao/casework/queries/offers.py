"""Offers and what became of them, by measure and place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from jiyao.casework.models import CaseState
from jiyao.casework.tables import CASES
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.reaching import rows_in_reach

_ENDED = (CaseState.OFFERED, CaseState.LAPSED)


@dataclass(frozen=True, slots=True)
class OfferCount:
    """Offers of a measure in a place: how many wait for a yes and for how much, and how the others ended.

    claimed    said yes, whatever came of it
    declined   said no, or took the claim back
    """

    measure: str
    division: str | None
    waiting: int
    fen: int
    claimed: int
    declined: int
    lapsed: int


def offers_counted(holder: Holder, on: date) -> Sequence[OfferCount]:
    """Every offer in reach, by measure and place."""
    rows = rows_in_reach(CASES, holder.reach(CASES.name, "see"), on).filter(found_by__isnull=False)
    waiting = Q(state=CaseState.OFFERED)
    declined = Q(state=CaseState.WITHDRAWN)
    counted = rows.order_by("measure", "division").values("measure", "division")
    found = counted.annotate(
        waiting=Count("pk", filter=waiting),
        fen=Sum("amount_fen", filter=waiting, default=0),
        claimed=Count("pk", filter=~Q(state__in=_ENDED) & ~declined),
        declined=Count("pk", filter=declined),
        lapsed=Count("pk", filter=Q(state=CaseState.LAPSED)),
    )
    return [OfferCount(**row) for row in found]
