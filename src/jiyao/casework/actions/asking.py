"""Asking for a correction, and taking the request back."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.moving import held, move
from jiyao.casework.claiming import plain, read_claim
from jiyao.casework.kinds import CORRECTION
from jiyao.casework.models import STANDS, Case, CaseState, Channel, Correction, subject_of_column
from jiyao.casework.queries.places import place_of
from jiyao.engine.vocabulary import Vocabulary
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, Record
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import Table, table_named


class OutOfReach(NotAllowed):
    """There is no such record, or this account may not ask to correct it."""


class RecordMoved(Conflict):
    """The record has another version than the one that was looked at."""


class SaysThatAlready(Conflict):
    """What is claimed is what stands."""


class AskedAlready(Conflict):
    """Somebody asked to correct this column, and nobody has decided yet."""


class NotYours(NotAllowed):
    """There is no such request, or this account may do nothing with it."""


class NotOpen(Conflict):
    """The request was decided or withdrawn meanwhile."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks: that a column of a record, as seen in a version of it, should hold something else.

    claimed   the value as a text; an empty one says that there is nothing
    """

    table: str
    record: int
    version: int
    column: str
    claimed: str
    reason: str


@transaction.atomic
def ask_correction(asked: Asked, hand: Hand, *, vocabulary: Vocabulary) -> Correction:
    """The request, open from now on.

    raises   UnknownTable, OutOfReach, RecordMoved, NotCorrectable, BadClaim, BadReason, SaysThatAlready, AskedAlready
    """
    table = table_named(asked.table)
    account, row = _in_reach(table, asked, hand)
    claim = read_claim(table, asked.column, asked.claimed, row, vocabulary)
    reason = checked_reason(asked.reason)
    if getattr(row, claim.field) == claim.value:
        raise SaysThatAlready(
            f"{claim.column.shape.en}: the record says that already",
            zh=f"{claim.column.shape.zh}：记录中已经是这个值",
        )
    case = _opened(table, asked, row, account, hand)
    return _told(case, asked, plain(claim.value), reason, hand)


def _opened(table: Table, asked: Asked, row: Record, account: Account, hand: Hand) -> Case:
    """The case of the request, before its first step. raises AskedAlready: one column has one open request"""
    person = getattr(row, f"{table.person}_id") if table.person else None
    is_own = person is not None and person == account.person_id
    case = Case(
        kind=CORRECTION.name,
        state=CaseState.BEFORE,
        measure="",
        subject=subject_of_column(table.name, asked.column),
        subject_record=asked.record,
        person_id=person,
        division=place_of(table, row, hand.on),
        channel=Channel.PORTAL if is_own else Channel.COUNTER,
        opened_by=account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise AskedAlready(
            "a request about this column is open already; wait for its answer",
            zh="这一栏已有一件更正申请在办理，请等待答复",
        ) from None
    return case


def _told(case: Case, asked: Asked, claimed: Any, reason: str, hand: Hand) -> Correction:
    """The request with what it says, its case one step on."""
    person = case.person_id
    made = Correction.objects.create(
        case=case,
        table=asked.table,
        record=asked.record,
        version=asked.version,
        column=asked.column,
        claimed_sealed=seal_text(person, "claimed_sealed", json.dumps(claimed, ensure_ascii=False)),
        reason_sealed=seal_text(person, "reason_sealed", reason),
    )
    codes = {"table": made.table, "record": made.record, "version": made.version, "column": made.column}
    move(case, "open", hand, codes=codes, payload={"claimed": claimed, "reason": reason})
    return request_named(made.pk)


@transaction.atomic
def withdraw_correction(request: int, hand: Hand) -> Correction:
    """The request, taken back by who asked. raises NotYours, NotOpen"""
    found = Correction.objects.filter(pk=request).first()
    account = hand.account
    if found is None or account is None or found.asked_by_id != account.pk:
        raise NotYours(f"{request}: only who asked can withdraw it", zh=f"{request}：只有申请人可以撤回")
    case = held(found.case_id, hand, None)
    refuse_closed(found, case)
    move(case, "withdraw", hand)
    return request_named(request)


def request_named(number: int) -> Correction:
    """The request of that number, as its case stands now."""
    return Correction.objects.select_related("case").get(pk=number)


def refuse_closed(request: Correction, case: Case) -> None:
    """Refuses a request whose case is over. raises NotOpen"""
    state = STANDS[CaseState(case.state)]
    if case.state != CaseState.ACCEPTED:
        raise NotOpen(
            f"request {request.pk} is not open any more: {state}",
            zh=f"{request.pk} 号申请已经办结：{state.label}",
        )


def _in_reach(table: Table, asked: Asked, hand: Hand) -> tuple[Account, Record]:
    row = one_row(table, hand.reach(table.name, "correct"), str(asked.record), hand.on)
    if row is None or hand.account is None or not table.is_versioned:
        raise OutOfReach(
            f"{table.name} {asked.record}: no such record is in your reach",
            zh=f"{table.title.zh} {asked.record}：没有这条记录，或不在您的权限之内",
        )
    if row.version != asked.version:
        raise RecordMoved(
            "the record was corrected while you wrote; look at what stands now and ask again",
            zh="在您填写期间，这条记录已被更正；请核对现在的内容后再申请",
        )
    return hand.account, row
