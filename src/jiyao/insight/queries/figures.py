"""The figures that everybody sees: one a stage, of the year so far, counted from the records that stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from jiyao.registry.permitting import Reach
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import TABLES


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the year up to a day.

    trained        trainings that ended
    at_work        people at work in the province on the day
    certified      certificates issued; of them `high_skilled` of level 3 or above
    granted_fen    what was granted to `people_granted` people, reversals left out
    """

    trained: int
    at_work: int
    certified: int
    high_skilled: int
    granted_fen: int
    people_granted: int


HIGH_SKILLED = ("L3", "L2", "L1")


EVERYWHERE = Reach(everything=True)


def figures(on: date, reach: Reach = EVERYWHERE) -> Figures:
    """The figures of a day, of what is in reach."""
    year = (date(on.year, 1, 1), on)

    def rows(table: str) -> QuerySet[Any]:
        return rows_in_reach(TABLES[table], reach, on)

    certificates = rows("certificates").filter(issued_on__range=year, revoked_on=None)
    grants = rows("grants").filter(granted_on__range=year, reversed_on=None)
    goes_on = Q(ends_on=None) | Q(ends_on__gte=on)
    at_work = rows("employment").filter(goes_on, in_province=True, starts_on__lte=on)
    return Figures(
        trained=rows("enrolments").filter(ends_on__range=year).count(),
        at_work=at_work.values("person").distinct().count(),
        certified=certificates.count(),
        high_skilled=certificates.filter(level__in=HIGH_SKILLED).count(),
        granted_fen=grants.aggregate(total=Sum("amount_fen"))["total"] or 0,
        people_granted=grants.values("person").distinct().count(),
    )
