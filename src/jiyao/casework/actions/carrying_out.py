"""决定备案事项: one examines, another agrees; what is agreed to is shown where the pack asks, then carried out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.filing import FilingWanted, checked, province
from jiyao.casework.actions.moving import check_duty, held, move
from jiyao.casework.kinds import (
    BODY_CHANGE,
    BODY_EXIT,
    BODY_FILING,
    BODY_RENEWAL,
    BODY_RESUMPTION,
    BODY_SUSPENSION,
    FILINGS,
)
from jiyao.casework.models import Case, CaseState, Filing, FilingScope, Recommendation
from jiyao.casework.queries.cases import endorsements
from jiyao.casework.queries.notices import is_held_up
from jiyao.casework.time_limits import approvals_needed, notice_of
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.bodies import (
    Because,
    Listing,
    change_scope,
    leave,
    list_body,
    renew,
    resume_body,
    suspend_body,
)
from jiyao.evaluation.filed import Days, ScopeLine
from jiyao.evaluation.queries.bodies import Target
from jiyao.registry.hand import Hand


class NoFiling(Conflict):
    """The case is no filing of an evaluation body."""


class StandsOtherwise(Conflict):
    """The directory stands otherwise than when it was filed, so that it cannot be carried out."""


class NoticeRuns(Conflict):
    """The public notice ends by itself, or an objection is open."""


@transaction.atomic
def examine_filing(number: int, recommends: Recommendation, hand: Hand, *, reason: str) -> Case:
    """The case with what the examiner proposes, and why. raises NoFiling, BadReason, NotNow, NotYourDuty, SameHand"""
    case = _held(number, hand, "review")
    case.recommends = recommends
    said = checked_reason(reason)
    move(case, "review", hand, reason=said, codes={"recommends": recommends.value})
    return case


@transaction.atomic
def agree_to_filing(number: int, hand: Hand, pack: Pack, *, said: str = "") -> Case:
    """The case: not agreed to; or waiting for one more, on public notice, or carried out and over.

    raises   NoFiling, StandsOtherwise, NotNow, NotYourDuty, SameHand; NoNumbers, StationsExhausted
    """
    case = _held(number, hand, "approve")
    if endorsements(case) + 1 < approvals_needed(case, pack):
        move(case, "endorse", hand, reason=said)
        return case
    if case.recommends == Recommendation.REFUSE:
        move(case, "refuse", hand, reason=said)
        return case
    move(case, "approve", hand, reason=said)
    if notice_of(case, pack) is not None:
        wanted_now(case, hand.on, pack)
        move(case, "notice", hand.by_itself)
        return case
    return carry_out(case, hand, pack)


@transaction.atomic
def end_notice(number: int, hand: Hand, pack: Pack) -> Case:
    """The case, carried out; its notice ends by the hand of who agrees, where nobody has found how long it runs.

    raises   NoFiling, NoticeRuns, StandsOtherwise, NotYourDuty, SameHand
    """
    case = _held(number, hand, "approve")
    check_duty(case, FILINGS[case.kind].steps["approve"], hand)
    notice = notice_of(case, pack)
    if case.state != CaseState.NOTICED or notice is None or notice.get("working_days") or is_held_up(case):
        raise NoticeRuns(
            f"case {case.number}: there is no notice that ends by hand: its days are known, or an objection is open",
            zh=f"办件 {case.number}：没有可由人工结束的公示（期限已定，或有异议正在核查）",
        )
    return carry_out(case, hand, pack)


def carry_out(case: Case, hand: Hand, pack: Pack) -> Case:
    """The case, decided and over; the directory says so from now on. The caller holds it. raises StandsOtherwise"""
    filing = Filing.objects.get(case=case)
    wanted = wanted_now(case, hand.on, pack)
    move(case, "decide", hand.by_itself, codes={"organisation": filing.organisation_id})
    because = Because(hand.at, hand.party, case.party)
    _DO[case.kind](filing, wanted, because, hand.on, pack)
    move(case, "close", hand.by_itself)
    return case


def wanted_now(case: Case, on: date, pack: Pack) -> FilingWanted:
    """What is filed, if it can be carried out, from today on where its first day is over. raises StandsOtherwise"""
    filing = Filing.objects.get(case=case)
    days = Days(max(filing.starts_on, on), filing.ends_on)
    wanted = replace(wanted_of(filing), days=days)
    try:
        listing = checked(wanted, on, pack)
    except JiyaoError as error:
        raise _otherwise(case, error) from error
    if (None if listing is None else listing.record) != filing.expects_record:
        raise StandsOtherwise(
            f"case {case.number}: the body is listed otherwise than when this was filed; send it back",
            zh=f"办件 {case.number}：提交之后该机构的目录状态已变，请退回审查",
        )
    return wanted


def wanted_of(filing: Filing) -> FilingWanted:
    """What a filing says, as it was asked."""
    lines = list(filing.scopes.order_by("pk"))
    return FilingWanted(
        kind=filing.case.kind,
        organisation=filing.organisation_id,
        days=Days(filing.starts_on, filing.ends_on),
        body_kind=filing.body_kind,
        added=[filed_line(one) for one in lines if one.ends_record is None],
        ended=[one.ends_record for one in lines if one.ends_record is not None],
        suspension_reason=filing.suspension_reason,
    )


def filed_line(one: FilingScope) -> ScopeLine:
    """A line of a filing as the directory would say it."""
    target = Target(one.occupation, one.level, one.work_type, one.ability_item)
    return ScopeLine(target, one.division, one.standard_edition)


def _otherwise(case: Case, error: JiyaoError) -> StandsOtherwise:
    return StandsOtherwise(
        f"case {case.number} cannot be carried out any more: {error}; send it back or do not agree",
        zh=f"办件 {case.number} 已不能执行：{error.said('zh')}。请退回审查或不予同意",
    )


def _held(number: int, hand: Hand, verb: str) -> Case:
    case = held(number, hand, verb)
    if case.kind not in FILINGS:
        raise NoFiling(
            f"case {case.number} is no filing of a body; use the buttons of its page",
            zh=f"办件 {case.number} 不是评价机构备案事项，请用页面上的按钮办理",
        )
    return case


def _list(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    listing = Listing(
        organisation=filing.organisation_id,
        body_kind=filing.body_kind,
        division=filing.division,
        province=province(),
        filed_on=filing.case.opened_on,
    )
    filing.number_part = list_body(listing, wanted.added, wanted.days, because, numbering=pack.numbering)
    filing.save(update_fields=["number_part"])


def _change(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    change_scope(filing.organisation_id, wanted.added, wanted.ended, wanted.days.starts_on, because)


def _renew(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    renew(filing.organisation_id, wanted.days, on, because)


def _suspend(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    suspend_body(
        filing.organisation_id,
        filing.suspension_reason,
        wanted.days,
        division=filing.division,
        because=because,
    )


def _resume(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    resume_body(filing.organisation_id, wanted.days.starts_on, because)


def _leave(filing: Filing, wanted: FilingWanted, because: Because, on: date, pack: Pack) -> None:
    leave(filing.organisation_id, wanted.days.starts_on, because)


_DO: Mapping[str, Callable[[Filing, FilingWanted, Because, date, Pack], None]] = {
    BODY_FILING.name: _list,
    BODY_CHANGE.name: _change,
    BODY_RENEWAL.name: _renew,
    BODY_SUSPENSION.name: _suspend,
    BODY_RESUMPTION.name: _resume,
    BODY_EXIT.name: _leave,
}
"""What each kind does to the directory once it is decided."""
