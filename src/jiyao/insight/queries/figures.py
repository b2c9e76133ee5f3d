"""The figures that everybody sees: one a stage, of the year so far, counted from the records that stand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from jiyao.policy.models import Grant
from jiyao.registry.models import FOREVER, EmploymentSpell, HeldCertificate
from jiyao.training.models import Enrolment


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


def figures(on: date) -> Figures:
    """The figures of a day."""
    year = (date(on.year, 1, 1), on)
    certificates = HeldCertificate.objects.filter(
        superseded_at=FOREVER, issued_on__range=year, revoked_on=None
    )
    grants = Grant.objects.filter(granted_on__range=year, reversed_on=None)
    return Figures(
        trained=Enrolment.objects.filter(superseded_at=FOREVER, ends_on__range=year).count(),
        at_work=_at_work(on).values("person").distinct().count(),
        certified=certificates.count(),
        high_skilled=certificates.filter(level__in=HIGH_SKILLED).count(),
        granted_fen=grants.aggregate(total=Sum("amount_fen"))["total"] or 0,
        people_granted=grants.values("person").distinct().count(),
    )


def _at_work(on: date) -> QuerySet[EmploymentSpell]:
    goes_on = Q(ends_on=None) | Q(ends_on__gte=on)
    return EmploymentSpell.objects.filter(goes_on, superseded_at=FOREVER, in_province=True, starts_on__lte=on)
