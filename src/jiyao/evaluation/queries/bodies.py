"""Which bodies are listed on a day, what they may evaluate, and whether they are suspended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jiyao.base.errors import NotAllowed
from jiyao.evaluation.models import BodyScope, BodySuspension, EvaluationBody
from jiyao.registry.models import FOREVER


class NotListed(NotAllowed):
    """The organisation is not listed as an evaluation body on that day."""


class Suspended(NotAllowed):
    """The body is suspended on that day."""


class OutOfScope(NotAllowed):
    """The body has not filed for that occupation, level or item."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is evaluated: an occupation (work type) at a level; or an item of the catalogue of single abilities."""

    occupation: str
    level: str
    work_type: str = "none"
    ability_item: str = ""


def runs(on: date) -> Q:
    """Of spells those that stand and run on a day."""
    return Q(superseded_at=FOREVER, starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def listings(on: date) -> QuerySet[EvaluationBody]:
    """What is in the public directory on a day, suspended bodies among them."""
    return EvaluationBody.objects.filter(runs(on))


def listing_of(organisation: int, on: date) -> EvaluationBody | None:
    """The filing under which an organisation is listed on a day, the latest of several."""
    return listings(on).filter(organisation=organisation).order_by("-starts_on", "-record").first()


def suspension_of(organisation: int, on: date) -> BodySuspension | None:
    """The suspension that runs on a day, if any."""
    found = BodySuspension.objects.filter(runs(on), organisation=organisation)
    return found.order_by("-starts_on").first()


def suspended(organisations: Collection[int], on: date) -> Mapping[int, date]:
    """Of some bodies those that are suspended on a day, with the first day of it."""
    found = BodySuspension.objects.filter(runs(on), organisation__in=organisations)
    return dict(found.order_by("-starts_on").values_list("organisation_id", "starts_on"))


def scopes_of(organisation: int, on: date) -> QuerySet[BodyScope]:
    """What a body may evaluate on a day."""
    return BodyScope.objects.filter(runs(on), organisation=organisation)


def editions_used(occupation: str, level: str, on: date) -> frozenset[str]:
    """The editions of the standard on which bodies in the directory evaluate an occupation at a level."""
    listed = listings(on).values("organisation")
    found = BodyScope.objects.filter(runs(on), occupation=occupation, level=level, organisation__in=listed)
    return frozenset(found.values_list("standard_edition", flat=True))


def scope_for(organisation: int, target: Target, on: date) -> BodyScope | None:
    """The part of a body's scope that covers the target on a day; a scope without a work type covers all of them."""
    found = scopes_of(organisation, on).filter(
        work_type__in=("none", target.work_type),
        occupation=target.occupation,
        level=target.level,
        ability_item=target.ability_item,
    )
    return found.order_by("-starts_on", "-record").first()


def check_may_evaluate(organisation: int, target: Target, on: date) -> BodyScope:
    """The part of the scope that covers it. raises NotListed, Suspended, OutOfScope"""
    if listing_of(organisation, on) is None:
        raise NotListed(
            f"organisation {organisation} is not listed as an evaluation body on {on}; it files first",
            zh=f"该单位在 {on} 不在评价机构公布目录中，请先备案",
        )
    suspension = suspension_of(organisation, on)
    if suspension is not None:
        raise Suspended(
            f"the body is suspended since {suspension.starts_on}; nothing can be held or issued on {on}",
            zh=f"该机构自 {suspension.starts_on} 起暂停，{on} 不能组织评价或发证",
        )
    scope = scope_for(organisation, target, on)
    if scope is None:
        raise _out_of_scope(organisation, target, on)
    return scope


def _out_of_scope(organisation: int, target: Target, on: date) -> OutOfScope:
    filed = scopes_of(organisation, on).filter(occupation=target.occupation)
    levels = sorted(set(filed.values_list("level", flat=True)))
    what = target.ability_item or f"{target.occupation} {target.level}"
    en = f"it filed only for {', '.join(levels)} of it" if levels else "it did not file for the occupation"
    zh = f"该职业只备案了 {'、'.join(levels)}" if levels else "该机构未备案这一职业"
    return OutOfScope(
        f"{what} is out of the body's scope on {on}: {en}; file a change first",
        zh=f"{what} 超出该机构 {on} 的认定范围：{zh}，请先办理变更",
    )
