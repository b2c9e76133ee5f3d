"""How long what is asked for really takes, by decided cases."""

from dataclasses import dataclass
from statistics import median

from django.db.models import Min

from jiyao.base.working_days import working_days_between
from jiyao.casework.kinds.kind import Nature, named_by_nature
from jiyao.casework.models import CaseStep
from jiyao.registry.queries.places import divisions_below

LAST = 400
"""By how many of the last decided cases it is reckoned."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The median of working days from acceptance to decision, and of how many cases."""

    working_days: int
    cases: int


def taken_days(measure: str, division: str) -> Taken | None:
    """How long decided cases of a measure have taken in a division; None where no case is decided."""
    decided = CaseStep.objects.filter(
        step="decide",
        case__kind__in=named_by_nature(Nature.CLAIM),
        case__measure=measure,
        case__division__in=divisions_below([division]),
    )
    ends = dict(decided.order_by("-pk").values_list("case", "on")[:LAST])
    if not ends:
        return None
    begins = CaseStep.objects.filter(step="accept", case__in=ends).values("case").annotate(first=Min("on"))
    days = [working_days_between(one["first"], ends[one["case"]]) for one in begins]
    return Taken(round(median(days)), len(days)) if days else None
