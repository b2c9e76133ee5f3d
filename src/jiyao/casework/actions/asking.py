"""Asking for a correction, and taking the request back."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.claiming import plain, read_claim
from jiyao.casework.models import CorrectionRequest, State
from jiyao.casework.queries.places import place_of
from jiyao.casework.sealing import seal_text
from jiyao.engine.vocabulary import Vocabulary
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.models import Account, Record
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import Table, table_named

LONGEST_REASON = 1000


class OutOfReach(NotAllowed):
    """There is no such record, or this account may not ask to correct it."""


class BadReason(Invalid):
    """A reason is missing or too long."""


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
def ask_correction(
    asked: Asked, *, holder: Holder, vocabulary: Vocabulary, on: date, at: datetime
) -> CorrectionRequest:
    """The request, open from now on.

    raises   UnknownTable, OutOfReach, RecordMoved, NotCorrectable, BadClaim, BadReason, SaysThatAlready, AskedAlready
    """
    table = table_named(asked.table)
    account, row = _in_reach(table, asked, holder, on)
    claim = read_claim(table, asked.column, asked.claimed, row, vocabulary)
    reason = checked_reason(asked.reason)
    if getattr(row, claim.field) == claim.value:
        raise SaysThatAlready(
            f"{claim.column.shape.en}: the record says that already",
            zh=f"{claim.column.shape.zh}：记录中已经是这个值",
        )
    person = getattr(row, f"{table.person}_id") if table.person else None
    claimed = json.dumps(plain(claim.value), ensure_ascii=False)
    made = _made(
        CorrectionRequest(
            asked_by=account,
            person_id=person,
            division=place_of(table, row, on),
            table=table.name,
            record=asked.record,
            version=row.version,
            column=asked.column,
            claimed_sealed=seal_text(person, "claimed_sealed", claimed),
            reason_sealed=seal_text(person, "reason_sealed", reason),
            asked_at=at,
        )
    )
    act = append_act(
        kind="ask-correction",
        actor=account.party,
        subject=subject_of(made),
        at=at,
        codes={"table": table.name, "record": made.record, "version": made.version, "column": made.column},
        payload={"claimed": plain(claim.value), "reason": reason},
        owner=person,
    )
    made.asked_act = act.number
    made.save(update_fields=["asked_act"])
    return made


@transaction.atomic
def withdraw(request: int, *, holder: Holder, at: datetime) -> CorrectionRequest:
    """The request, taken back by who asked. raises NotYours, NotOpen"""
    found = CorrectionRequest.objects.select_for_update().filter(pk=request).first()
    account = holder.account
    if found is None or account is None or found.asked_by_id != account.pk:
        raise NotYours(f"{request}: only who asked can withdraw it", zh=f"{request}：只有申请人可以撤回")
    refuse_closed(found)
    act = append_act(
        kind="withdraw-correction",
        actor=account.party,
        subject=subject_of(found),
        at=at,
        owner=found.owner,
        rests_on=asking_acts(found),
    )
    found.state, found.decided_by, found.decided_at = State.WITHDRAWN, account, at
    found.decided_act = act.number
    found.save(update_fields=["state", "decided_by", "decided_at", "decided_act"])
    return found


def subject_of(request: CorrectionRequest) -> str:
    """The request as acts name it."""
    return f"{CorrectionRequest._meta.model_name}:{request.pk}"


def asking_acts(request: CorrectionRequest) -> list[int]:
    """The act by which it was asked."""
    return [] if request.asked_act is None else [request.asked_act]


def refuse_closed(request: CorrectionRequest) -> None:
    """Refuses a request that is not open any more. raises NotOpen"""
    if request.state != State.OPEN:
        raise NotOpen(
            f"request {request.pk} is not open any more: {request.state}",
            zh=f"{request.pk} 号申请已经办结：{State(request.state).label}",
        )


def checked_reason(text: str) -> str:
    """The reason without blanks around it. raises BadReason"""
    reason = text.strip()
    if not reason:
        raise BadReason("a reason is needed; say in a sentence why", zh="请用一句话写明理由")
    if len(reason) > LONGEST_REASON:
        raise BadReason(
            f"the reason is longer than {LONGEST_REASON} characters; shorten it",
            zh=f"理由超过 {LONGEST_REASON} 个字，请写短一些",
        )
    return reason


def _in_reach(table: Table, asked: Asked, holder: Holder, on: date) -> tuple[Account, Record]:
    row = one_row(table, holder.reach(table.name, "correct"), str(asked.record), on)
    if row is None or holder.account is None or not table.is_versioned:
        raise OutOfReach(
            f"{table.name} {asked.record}: no such record is in your reach",
            zh=f"{table.title.zh} {asked.record}：没有这条记录，或不在您的权限之内",
        )
    if row.version != asked.version:
        raise RecordMoved(
            "the record was corrected while you wrote; look at what stands now and ask again",
            zh="在您填写期间，这条记录已被更正；请核对现在的内容后再申请",
        )
    return holder.account, row


def _made(request: CorrectionRequest) -> CorrectionRequest:
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise AskedAlready(
            "a request about this column is open already; wait for its answer",
            zh="这一栏已有一件更正申请在办理，请等待答复",
        ) from None
    return request
