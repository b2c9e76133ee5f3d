"""政府鉴定 → 社会认定: certificates by who evaluated, by year, level and prefecture."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from jiyao.evaluation.models import EvaluationBody
from jiyao.registry.models import FOREVER, HeldCertificate, OrganisationRole, OrganisationVersion, Role

QUALIFICATION, SKILL_LEVEL = "qualification", "skill_level"
PREFECTURE = 4
"""How many digits of a division's code say in which prefecture it is."""


class IssuerKind(StrEnum):
    """Who evaluated. A qualification is government's own appraisal; the rest is recognition by society.

    BODY is an evaluation body of which no filing says whether it is an employer or a social organisation.
    """

    GOVERNMENT = "government"
    EMPLOYER = "employer"
    SOCIAL = "social"
    SCHOOL = "school"
    BODY = "body"
    UNKNOWN = "unknown"


Counts = Mapping[IssuerKind, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """Certificates by kind of issuer: year by year, by level, and by the prefecture where the issuer is."""

    years: Mapping[int, Counts] = field(default_factory=dict)
    levels: Mapping[str, Counts] = field(default_factory=dict)
    prefectures: Mapping[str, Counts] = field(default_factory=dict)


def shift(since: int, on: date) -> Shift:
    """The certificates of qualifications and levels issued since a year, as known today; revoked ones left out."""
    years: dict[int, Counter[IssuerKind]] = defaultdict(Counter)
    levels: dict[str, Counter[IssuerKind]] = defaultdict(Counter)
    places: dict[str, Counter[IssuerKind]] = defaultdict(Counter)
    kinds = _kinds()
    divisions = dict(
        OrganisationVersion.objects.filter(superseded_at=FOREVER).values_list("record", "division")
    )
    rows = (
        HeldCertificate.objects.filter(
            superseded_at=FOREVER,
            certificate_kind__in=(QUALIFICATION, SKILL_LEVEL),
            issued_on__gte=date(since, 1, 1),
            issued_on__lte=on,
            revoked_on=None,
        )
        .annotate(year=ExtractYear("issued_on"))
        .values_list("year", "certificate_kind", "level", "issuer")
        .annotate(number=Count("pk"))
    )
    for year, kind, level, issuer, number in rows:
        who = IssuerKind.GOVERNMENT if kind == QUALIFICATION else kinds.get(issuer, IssuerKind.UNKNOWN)
        years[year][who] += number
        levels[level or "none"][who] += number
        places[divisions.get(issuer, "")[:PREFECTURE]][who] += number
    return Shift(dict(sorted(years.items())), levels, dict(sorted(places.items())))


def _kinds() -> Mapping[int | None, IssuerKind]:
    """By organisation what it is: a school by its role, others by what they filed last, the rest by role alone."""
    roles = OrganisationRole.objects.filter(superseded_at=FOREVER)
    found: dict[int | None, IssuerKind] = dict.fromkeys(_with(roles, Role.EVALUATION_BODY), IssuerKind.BODY)
    filed = EvaluationBody.objects.filter(superseded_at=FOREVER).order_by("starts_on", "record")
    for body, kind in filed.values_list("organisation", "body_kind"):
        found[body] = (
            IssuerKind(kind) if kind in (IssuerKind.EMPLOYER, IssuerKind.SOCIAL) else IssuerKind.BODY
        )
    found.update(dict.fromkeys(_with(roles, Role.TECHNICAL_SCHOOL), IssuerKind.SCHOOL))
    found.update(dict.fromkeys(_with(roles, Role.DEPARTMENT), IssuerKind.GOVERNMENT))
    return found


def _with(roles: QuerySet[OrganisationRole], role: Role) -> Sequence[int]:
    return list(roles.filter(role=role).values_list("organisation", flat=True))
