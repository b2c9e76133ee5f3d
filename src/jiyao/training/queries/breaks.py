"""中断: the breaks of an apprenticeship."""

from collections.abc import Sequence
from datetime import date, datetime

from jiyao.training.models import Apprenticeship, ApprenticeshipBreak


def breaks_of(apprenticeship: int, *, on: date, known_at: datetime) -> Sequence[ApprenticeshipBreak]:
    """Its breaks that have begun by a day, as known at a moment, in the order of their days."""
    known = {"recorded_at__lte": known_at, "superseded_at__gt": known_at}
    found = Apprenticeship.objects.filter(record=apprenticeship, **known).first()
    if found is None or found.employer_id is None:
        return []
    return list(
        ApprenticeshipBreak.objects.filter(
            person=found.person_id,
            employer=found.employer_id,
            starts_on__range=(found.starts_on, on),
            **known,
        ).order_by("starts_on", "pk")
    )
