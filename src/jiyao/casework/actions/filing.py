"""备案: an organisation files as an evaluation body, changes, renews or leaves; the department opens a suspension."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.moving import move
from jiyao.casework.filing_checks import NoLines, check_days, check_lines, line_of
from jiyao.casework.kinds import (
    BODY_CHANGE,
    BODY_EXIT,
    BODY_FILING,
    BODY_RENEWAL,
    BODY_RESUMPTION,
    BODY_SUSPENSION,
)
from jiyao.casework.models import Case, CaseState, Channel, Filing, FilingScope
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.bodies import refuse_listed
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.models import BodyScope, EvaluationBody
from jiyao.evaluation.queries.bodies import NotListed, Suspended, listing_of, scopes_of, suspension_of
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, Division, DivisionLevel, OrganisationVersion

BODY = "evaluation-body"
"""What these cases are about; their record is the organisation."""
THING = "filings"
FILED = (BODY_FILING.name, BODY_CHANGE.name, BODY_RENEWAL.name, BODY_EXIT.name)
OPENED = (BODY_SUSPENSION.name, BODY_RESUMPTION.name)


class NotYoursToFile(NotAllowed):
    """The organisation is not one that who acts files for."""


class FiledAlready(Conflict):
    """The same is being handled for this organisation."""


class NotSuspended(Conflict):
    """The body is not suspended, or is already."""


class BadKind(Invalid):
    """There is no such kind of filing, body or reason."""


@dataclass(frozen=True, slots=True)
class FilingWanted:
    """What is filed.

    kind      one of the kinds of filing
    days      from which day to which; of an exit the first day is the last on which it is listed
    added     what the body is to evaluate; `ended`: numbers of the records of what it is to evaluate no longer
    reason    what it says besides; needed of an exit, a suspension and a resumption
    """

    kind: str
    organisation: int
    days: Days
    body_kind: str = ""
    added: Sequence[ScopeLine] = ()
    ended: Collection[int] = ()
    suspension_reason: str = ""
    reason: str = ""


@transaction.atomic
def file_filing(wanted: FilingWanted, hand: Hand, pack: Pack) -> Case:
    """The case, waiting to be accepted.

    raises   NotYoursToFile, BadKind, BadDays, BadLines with every row, NoLines, FiledAlready, BadReason;
             NotListed, Suspended: a body that is not listed or is suspended cannot file that; ListedAlready
    """
    if wanted.organisation not in hand.reach(THING, "make").organisations:
        raise NotYoursToFile("this organisation is not yours", zh="只能为本单位办理备案")
    _check_kind(wanted, FILED, pack)
    reason = _said(wanted, needed=wanted.kind == BODY_EXIT.name)
    listing = checked(wanted, hand.on, pack)
    case = _opened(wanted, listing, Channel.PORTAL, hand)
    move(case, "claim", hand, reason=reason, codes={"organisation": wanted.organisation})
    return case


@transaction.atomic
def open_filing(wanted: FilingWanted, hand: Hand, pack: Pack) -> Case:
    """The case by which the department suspends a body, or lets it resume, waiting to be examined.

    raises   NotYoursToFile, BadKind, BadDays, NotListed, NotSuspended, FiledAlready, BadReason
    """
    if not hand.reach(THING, "manage").everything:
        raise NotYoursToFile("the provincial department opens this", zh="暂停和恢复由省级主管部门立件办理")
    _check_kind(wanted, OPENED, pack)
    reason = _said(wanted, needed=True)
    listing = checked(wanted, hand.on, pack)
    case = _opened(wanted, listing, Channel.DESK, hand)
    move(case, "open", hand, reason=reason, codes={"organisation": wanted.organisation})
    return case


def checked(wanted: FilingWanted, on: date, pack: Pack) -> EvaluationBody | None:
    """The listing that stands, where what is filed can be carried out on a day as the directory stands."""
    check_days(wanted.days, on)
    listing = listing_of(wanted.organisation, on)
    if wanted.kind != BODY_FILING.name and listing is None:
        raise NotListed(
            f"the organisation is not listed on {on}; it files first",
            zh=f"该单位 {on} 不在公布目录中，请先办理备案",
        )
    if wanted.kind == BODY_FILING.name or wanted.kind == BODY_RENEWAL.name:
        refuse_listed(wanted.organisation, wanted.days)
    _check_suspension(wanted, on)
    kind = wanted.body_kind if listing is None else listing.body_kind
    _check_scopes(wanted, kind, on, pack)
    return listing


def _check_suspension(wanted: FilingWanted, on: date) -> None:
    running = suspension_of(wanted.organisation, on)
    if wanted.kind == BODY_CHANGE.name and running is not None:
        raise Suspended(
            f"the body is suspended since {running.starts_on}; it changes nothing until it resumes",
            zh=f"该机构自 {running.starts_on} 起暂停，恢复之前不能办理变更",
        )
    if wanted.kind == BODY_SUSPENSION.name and running is not None:
        raise NotSuspended(
            f"the body is suspended since {running.starts_on} already",
            zh=f"该机构自 {running.starts_on} 起已处于暂停",
        )
    if wanted.kind == BODY_RESUMPTION.name and running is None:
        raise NotSuspended("the body is not suspended", zh="该机构没有处于暂停")


def _check_scopes(wanted: FilingWanted, body_kind: str, on: date, pack: Pack) -> None:
    named = bool(wanted.added or wanted.ended)
    if wanted.kind in (BODY_FILING.name, BODY_CHANGE.name) and not named:
        raise NoLines("name at least one occupation and level", zh="请至少填写一个职业和等级")
    known = set(scopes_of(wanted.organisation, on).values_list("record", flat=True))
    strange = set(wanted.ended) - known
    if strange:
        raise NoLines(
            f"the body does not evaluate {sorted(strange)} today; look at its scopes again",
            zh=f"该机构今天没有范围 {sorted(strange)}，请重新核对",
        )
    check_lines(wanted.added, body_kind, wanted.days, pack, organisation=wanted.organisation)


def _check_kind(wanted: FilingWanted, kinds: Collection[str], pack: Pack) -> None:
    codes = pack.vocabulary.codes
    files, suspends = wanted.kind == BODY_FILING.name, wanted.kind == BODY_SUSPENSION.name
    if (
        wanted.kind not in kinds
        or (files and wanted.body_kind not in codes["body_kind"].codes)
        or (suspends and wanted.suspension_reason not in codes["suspension_reason"].codes)
    ):
        raise BadKind(
            "choose what is filed, of what kind the body is, or why it is suspended",
            zh="请选择办理事项、机构类别或暂停事由",
        )


def _said(wanted: FilingWanted, *, needed: bool) -> str:
    return checked_reason(wanted.reason) if needed or wanted.reason.strip() else ""


def _opened(wanted: FilingWanted, listing: EvaluationBody | None, channel: Channel, hand: Hand) -> Case:
    case = Case(
        kind=wanted.kind,
        state=CaseState.BEFORE,
        measure="",
        subject=BODY,
        subject_record=wanted.organisation,
        organisation_id=wanted.organisation,
        division=province(),
        channel=channel,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise FiledAlready(
            "the same is being handled for this organisation; look at that case instead",
            zh="该单位的同一事项正在办理，请查看该办件",
        ) from None
    _kept(case, wanted, listing)
    return case


def _kept(case: Case, wanted: FilingWanted, listing: EvaluationBody | None) -> Filing:
    made = Filing.objects.create(
        case=case,
        organisation_id=wanted.organisation,
        body_kind=wanted.body_kind if listing is None else listing.body_kind,
        division=_seat(wanted.organisation) if listing is None else listing.division,
        starts_on=wanted.days.starts_on,
        ends_on=wanted.days.ends_on,
        suspension_reason=wanted.suspension_reason,
        expects_record=None if listing is None else listing.record,
    )
    ended = BodyScope.objects.filter(superseded_at=FOREVER, record__in=wanted.ended).order_by("record")
    lines = [(one, None) for one in wanted.added] + [(line_of(one), one.record) for one in ended]
    FilingScope.objects.bulk_create(
        FilingScope(filing=made, ends_record=gone, **_columns(line)) for line, gone in lines
    )
    return made


def _columns(line: ScopeLine) -> dict[str, Any]:
    return {
        "occupation": line.target.occupation,
        "work_type": line.target.work_type,
        "level": line.target.level,
        "ability_item": line.target.ability_item,
        "division": line.division,
        "standard_edition": line.standard_edition,
    }


def _seat(organisation: int) -> str:
    found = OrganisationVersion.objects.filter(superseded_at=FOREVER, record=organisation).first()
    return province() if found is None else found.division


def province() -> str:
    """The code of the province, whose department decides."""
    found = Division.objects.filter(level=DivisionLevel.PROVINCE).values_list("code", flat=True).first()
    return found or ""
