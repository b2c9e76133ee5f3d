"""How many people took part in contests, and how many stood out, by the results on record."""

from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.models import ContestResult
from jiyao.registry.models import FOREVER

MEDALS = ("gold", "silver", "bronze", "excellence")


@dataclass(frozen=True, slots=True)
class Entrants:
    """People in contests with published results; of them, those with a medal or an award of excellence."""

    took_part: int
    stood_out: int


def contest_entrants(on: date) -> Entrants:
    """Who took part by a day, each person once."""
    results = ContestResult.objects.filter(superseded_at=FOREVER, published_on__lte=on)
    return Entrants(
        took_part=results.values("person").distinct().count(),
        stood_out=results.filter(medal__in=MEDALS).values("person").distinct().count(),
    )
