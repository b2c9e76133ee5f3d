"""How much a body did in the first weeks after it first filed, beside what others did in theirs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from django.db.models import Count, Min
from django.db.models.functions import Coalesce

from jiyao.engine.packs.supervision import BehaviourFile
from jiyao.evaluation.models import EvaluationBody, Sitting
from jiyao.registry.models import FOREVER, HeldCertificate

WEEK = 7


@dataclass(frozen=True, slots=True)
class Start:
    """The first weeks of a body. `usual`: the median of others in theirs; None where too few have had them.

    until   the last day of those weeks
    """

    filed_on: date
    until: date
    certificates: int
    sittings: int
    usual: float | None
    is_burst: bool


def starts(on: date, behaviour: BehaviourFile) -> Mapping[int, Start]:
    """By body its first weeks, as known today; they are those after the first filing, renewals begin none.

    Who issued before the first filing on record is no new body, and bursts never.
    """
    filed = _first_filed(on)
    lasts = timedelta(days=behaviour.first_weeks * WEEK - 1)
    certificates, sittings = _certificates(filed, lasts, on), _sittings(filed, lasts, on)
    over = [body for body, day in filed.items() if day + lasts < on]
    found = {
        body: _start(body, day, day + lasts, certificates, sittings[body], over, behaviour)
        for body, day in filed.items()
    }
    old = _issued_before({body: filed[body] for body, start in found.items() if start.is_burst})
    return {body: replace(one, is_burst=one.is_burst and body not in old) for body, one in found.items()}


def _issued_before(filed: Mapping[int, date]) -> frozenset[int]:
    """Those of these bodies that issued before they first filed: they are no new ones."""
    rows = HeldCertificate.objects.filter(superseded_at=FOREVER, issuer__in=list(filed))
    first = rows.values_list("issuer").annotate(first=Min("issued_on"))
    return frozenset(body for body, day in first if day is not None and day < filed[body])


def _start(
    body: int,
    filed_on: date,
    until: date,
    certificates: Mapping[int, int],
    sittings: int,
    over: list[int],
    behaviour: BehaviourFile,
) -> Start:
    others = [certificates[one] for one in over if one != body]
    usual = median(others) if len(others) >= behaviour.fewest_peers else None
    many = certificates[body] >= behaviour.first_certificates
    beyond = usual is None or certificates[body] >= usual * behaviour.times_peers
    return Start(filed_on, until, certificates[body], sittings, usual, many and beyond)


def _first_filed(on: date) -> Mapping[int, date]:
    rows = EvaluationBody.objects.filter(superseded_at=FOREVER).values("organisation")
    first = rows.annotate(first=Min(Coalesce("filed_on", "starts_on"))).values_list("organisation", "first")
    return {body: day for body, day in first if day <= on}


def _certificates(filed: Mapping[int, date], lasts: timedelta, on: date) -> Counter[int]:
    """Revoked certificates count: they were issued."""
    rows = HeldCertificate.objects.filter(
        superseded_at=FOREVER, issuer__in=list(filed), issued_on__gte=min(filed.values(), default=on)
    ).values_list("issuer", "issued_on")
    counted: Counter[int] = Counter()
    for body, day, number in rows.filter(issued_on__lte=on).annotate(number=Count("pk")):
        if filed[body] <= day <= filed[body] + lasts:
            counted[body] += number
    return counted


def _sittings(filed: Mapping[int, date], lasts: timedelta, on: date) -> Counter[int]:
    rows = Sitting.objects.filter(
        session__organisation__in=list(filed), starts_at__date__gte=min(filed.values(), default=on)
    ).values_list("session__organisation", "starts_at__date")
    return Counter(
        body for body, day in rows if body is not None and filed[body] <= day <= filed[body] + lasts
    )
