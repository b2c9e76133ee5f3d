"""公布目录: bodies are listed, change what they may evaluate, renew, are suspended, resume and leave.

Only decided cases call these, in their transaction: what is recorded here names its case as its source.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from jiyao.base.errors import Conflict
from jiyao.engine.packs.numbering import Numbering
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import BodyScope, BodySuspension, EvaluationBody, NumberPartSeries
from jiyao.evaluation.number_parts import before_serial, shape_of_body, with_serial
from jiyao.evaluation.queries.bodies import listing_of, runs, suspension_of
from jiyao.registry.actions.recording import hold, record_rows
from jiyao.registry.models import FOREVER, OrganisationRole, Record, Role

DAY = timedelta(days=1)


class NotThere(Conflict):
    """The body is not listed, or not suspended, so that nothing of it can be changed."""


class ListedAlready(Conflict):
    """The body is listed on some of these days already."""


@dataclass(frozen=True, slots=True)
class Because:
    """What is recorded by whom, when, and on what it rests: the case, as acts name it."""

    at: datetime
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A body that is to be listed. `province`: the code of the department's division."""

    organisation: int
    body_kind: str
    division: str
    province: str
    filed_on: date


@transaction.atomic
def list_body(
    listing: Listing, scopes: Sequence[ScopeLine], days: Days, because: Because, *, numbering: Numbering
) -> str:
    """The body's part of certificate numbers, once it is listed with its scopes. It keeps one that it had.

    raises   ListedAlready, NoNumbers, StationsExhausted
    """
    hold(EvaluationBody)
    refuse_listed(listing.organisation, days)
    part = _known_part(listing) or _next_part(listing, numbering)
    _record(
        EvaluationBody,
        [
            {
                "reference": because.source,
                "organisation_id": listing.organisation,
                "body_kind": listing.body_kind,
                "number_part": part,
                "division": listing.division,
                "filed_on": listing.filed_on,
                **_spell(days),
            }
        ],
        because,
    )
    add_scopes(listing.organisation, scopes, days, because)
    _take_role(listing.organisation, days.starts_on, because)
    return part


def add_scopes(organisation: int, scopes: Sequence[ScopeLine], days: Days, because: Because) -> None:
    """Records what a body may evaluate from now on."""
    rows = [
        {
            "reference": f"{because.source}:{number}",
            "organisation_id": organisation,
            "occupation": one.target.occupation,
            "work_type": one.target.work_type,
            "level": one.target.level,
            "division": one.division,
            "standard_edition": one.standard_edition,
            "ability_item": one.target.ability_item,
            **_spell(days),
        }
        for number, one in enumerate(scopes, start=1)
    ]
    _record(BodyScope, rows, because)


@transaction.atomic
def change_scope(
    organisation: int,
    added: Sequence[ScopeLine],
    ended: Collection[int],
    starts_on: date,
    because: Because,
) -> None:
    """The body's scopes with some more from a day on, and without those that end before it. raises NotThere"""
    listing = _listing(organisation, starts_on)
    gone = BodyScope.objects.filter(
        superseded_at=FOREVER, organisation=organisation, record__in=ended, starts_on__lt=starts_on
    )
    _end(BodyScope, gone, starts_on - DAY, because)
    add_scopes(organisation, added, Days(starts_on, listing.ends_on), because)


@transaction.atomic
def renew(organisation: int, days: Days, on: date, because: Because) -> None:
    """The body, listed for further days under the same number; what it may evaluate until then goes on with it.

    raises   NotThere, ListedAlready
    """
    last = _listing(organisation, on)
    refuse_listed(organisation, days)
    row = {
        "reference": because.source,
        "organisation_id": organisation,
        "body_kind": last.body_kind,
        "number_part": last.number_part,
        "division": last.division,
        "filed_on": on,
        **_spell(days),
    }
    _record(EvaluationBody, [row], because)
    if last.ends_on is not None:
        going_on = BodyScope.objects.filter(
            superseded_at=FOREVER, organisation=organisation, ends_on=last.ends_on
        )
        _end(BodyScope, going_on, days.ends_on, because)


@transaction.atomic
def suspend_body(
    organisation: int, reason: str, days: Days, *, division: str | None, because: Because
) -> None:
    """The body, suspended for some days or until it resumes. raises NotThere: it is not listed, or is suspended"""
    _listing(organisation, days.starts_on)
    if suspension_of(organisation, days.starts_on) is not None:
        raise NotThere(
            f"the body is suspended on {days.starts_on} already; let it resume first",
            zh=f"该机构在 {days.starts_on} 已处于暂停，请先办理恢复",
        )
    row = {
        "reference": because.source,
        "organisation_id": organisation,
        "division": division,
        "suspension_reason": reason,
        **_spell(days),
    }
    _record(BodySuspension, [row], because)


@transaction.atomic
def resume_body(organisation: int, starts_on: date, because: Because) -> None:
    """The body, as before from a day on. raises NotThere: no suspension runs until the day before"""
    hold(BodySuspension)
    running = suspension_of(organisation, starts_on - DAY)
    if running is None:
        raise NotThere(
            f"no suspension of the body runs on {starts_on - DAY}; choose a day after its first",
            zh=f"该机构在 {starts_on - DAY} 没有处于暂停；恢复日须晚于暂停起始日",
        )
    _end(BodySuspension, [running], starts_on - DAY, because)


@transaction.atomic
def leave(organisation: int, last_day: date, because: Because) -> None:
    """The body, listed to that day and no longer. raises NotThere"""
    _listing(organisation, last_day)
    running = runs(last_day) & Q(organisation=organisation)
    for model in (EvaluationBody, BodyScope):
        _end(model, model._default_manager.filter(running), last_day, because)
    _end(
        OrganisationRole,
        OrganisationRole.objects.filter(running, role=Role.EVALUATION_BODY),
        last_day,
        because,
    )


def refuse_listed(organisation: int, days: Days) -> None:
    """Refuses days on some of which the body is listed already. raises ListedAlready"""
    found = EvaluationBody.objects.filter(superseded_at=FOREVER, organisation=organisation)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=days.starts_on))
    if days.ends_on is not None:
        found = found.filter(starts_on__lte=days.ends_on)
    standing = found.order_by("starts_on").first()
    if standing is not None:
        last = standing.ends_on or "—"
        raise ListedAlready(
            f"the body is listed from {standing.starts_on} to {last} already; choose days after that",
            zh=f"该机构在 {standing.starts_on} 至 {last} 已在目录中，请选择此后的日期",
        )


def _listing(organisation: int, on: date) -> EvaluationBody:
    """What it filed for that day; no other decision about bodies goes on until this one is over."""
    hold(EvaluationBody)
    found = listing_of(organisation, on)
    if found is None:
        raise NotThere(f"the body is not listed on {on}", zh=f"该机构在 {on} 不在公布目录中")
    return found


def _known_part(listing: Listing) -> str:
    own = EvaluationBody.objects.filter(
        superseded_at=FOREVER, organisation=listing.organisation, body_kind=listing.body_kind
    )
    return own.order_by("-starts_on").values_list("number_part", flat=True).first() or ""


def _next_part(listing: Listing, numbering: Numbering) -> str:
    """A part that no body has; the series is held until the transaction ends. Empty where the pack knows no numbers."""
    shape = shape_of_body(listing.body_kind, numbering)
    if shape is None:
        return ""
    before = before_serial(shape, listing.body_kind, listing.province)
    NumberPartSeries.objects.get_or_create(before=before)
    series = NumberPartSeries.objects.select_for_update().get(before=before)
    while True:
        series.last += 1
        part = with_serial(before, series.last, shape)
        if not EvaluationBody.objects.filter(number_part=part).exists():
            series.save(update_fields=["last"])
            return part


def _take_role(organisation: int, starts_on: date, because: Because) -> None:
    held = OrganisationRole.objects.filter(
        runs(starts_on), organisation=organisation, role=Role.EVALUATION_BODY
    )
    if not held.exists():
        row = {
            "reference": because.source,
            "organisation_id": organisation,
            "role": Role.EVALUATION_BODY.value,
            "starts_on": starts_on,
            "ends_on": None,
        }
        _record(OrganisationRole, [row], because)


def _end(model: type[Record], records: Iterable[Any], last_day: date | None, because: Because) -> None:
    rows = [{"reference": one.reference, "record": one.record, "ends_on": last_day} for one in records]
    _record(model, rows, because)


def _record(model: type[Record], rows: Sequence[dict[str, Any]], because: Because) -> None:
    if rows:
        record_rows(model=model, rows=rows, at=because.at, by=because.by, source=because.source)


def _spell(days: Days) -> dict[str, Any]:
    return {"starts_on": days.starts_on, "ends_on": days.ends_on}
