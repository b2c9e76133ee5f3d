"""公布目录: every body that is or was listed, how it stands, found by what it evaluates, where and of what kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from jiyao.evaluation.models import BodyScope, BodySuspension, EvaluationBody
from jiyao.evaluation.queries.bodies import runs, suspended
from jiyao.registry.models import FOREVER, Occupation, OrganisationVersion
from jiyao.registry.queries.places import divisions_below

DEPTH = 4
"""How deep an entry of the classification is that is an occupation."""


class BodyStanding(StrEnum):
    """How a body stands on a day."""

    LISTED = "listed"
    SUSPENDED = "suspended"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class DirectoryAsked:
    """What somebody looks for; what is empty is not asked.

    text         a part of the body's name
    occupation   a code, or a part of the name of an occupation
    """

    text: str = ""
    occupation: str = ""
    level: str = ""
    division: str = ""
    body_kind: str = ""


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body as the directory tells it. `since`: from which day it stands so."""

    listing: EvaluationBody
    name: str
    standing: BodyStanding
    since: date

    @property
    def organisation(self) -> int:
        """The number of the organisation."""
        return self.listing.organisation_id


def directory(asked: DirectoryAsked, on: date) -> list[BodyEntry]:
    """The bodies that were listed up to a day, those that are listed first, then by name; each once."""
    rows = EvaluationBody.objects.filter(superseded_at=FOREVER, starts_on__lte=on)
    if asked.body_kind:
        rows = rows.filter(body_kind=asked.body_kind)
    if asked.division:
        rows = rows.filter(division__in=divisions_below([asked.division]))
    if asked.occupation or asked.level:
        rows = rows.filter(organisation__in=_evaluating(asked, on).values("organisation"))
    if asked.text:
        named = OrganisationVersion.objects.filter(superseded_at=FOREVER, name__icontains=asked.text)
        rows = rows.filter(organisation__in=named.values("organisation"))
    return entries(_last(rows), on)


def entry_of(organisation: int, on: date) -> BodyEntry | None:
    """One body; None where it never was listed up to that day."""
    rows = EvaluationBody.objects.filter(superseded_at=FOREVER, starts_on__lte=on, organisation=organisation)
    return next(iter(entries(_last(rows), on)), None)


def entries(listings: Collection[EvaluationBody], on: date) -> list[BodyEntry]:
    """These listings as the directory tells them."""
    numbers = {one.organisation_id for one in listings}
    versions = OrganisationVersion.objects.filter(superseded_at=FOREVER, record__in=numbers)
    names, stopped = dict(versions.values_list("record", "name")), suspended(numbers, on)
    found = [_entry(one, names.get(one.organisation_id, ""), stopped, on) for one in listings]
    order = list(BodyStanding)
    return sorted(found, key=lambda one: (order.index(one.standing), one.name, one.organisation))


def listings_of(organisation: int) -> QuerySet[EvaluationBody]:
    """Everything that a body filed and was listed for, the last first."""
    found = EvaluationBody.objects.filter(superseded_at=FOREVER, organisation=organisation)
    return found.order_by("-starts_on", "-record")


def suspensions_of(organisation: int) -> QuerySet[BodySuspension]:
    """Every suspension of a body, the last first."""
    found = BodySuspension.objects.filter(superseded_at=FOREVER, organisation=organisation)
    return found.order_by("-starts_on", "-record")


def scopes_ever(organisation: int) -> Sequence[BodyScope]:
    """All that a body may or might evaluate, what runs longest first."""
    found = BodyScope.objects.filter(superseded_at=FOREVER, organisation=organisation)
    return list(found.order_by("occupation", "work_type", "level", "division", "-starts_on"))


def _last(rows: QuerySet[EvaluationBody]) -> list[EvaluationBody]:
    """Of each body the latest listing."""
    last: dict[int, EvaluationBody] = {}
    for one in rows.order_by("starts_on", "record"):
        last[one.organisation_id] = one
    return list(last.values())


def _entry(one: EvaluationBody, name: str, stopped: Mapping[int, date], on: date) -> BodyEntry:
    since = stopped.get(one.organisation_id)
    if one.ends_on is not None and one.ends_on < on:
        return BodyEntry(one, name, BodyStanding.LEFT, one.ends_on)
    if since is not None:
        return BodyEntry(one, name, BodyStanding.SUSPENDED, since)
    return BodyEntry(one, name, BodyStanding.LISTED, one.starts_on)


def _evaluating(asked: DirectoryAsked, on: date) -> QuerySet[BodyScope]:
    """The scopes that run on the day for what is asked."""
    rows = BodyScope.objects.filter(runs(on))
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.occupation:
        named = Occupation.objects.filter(depth=DEPTH, zh__icontains=asked.occupation)
        rows = rows.filter(
            Q(occupation__startswith=asked.occupation) | Q(occupation__in=named.values("code"))
        )
    return rows
