"""Deciding a request: the record is corrected, in the same transaction, or kept as it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.casework.actions.asking import NotYours, asking_acts, checked_reason, refuse_closed, subject_of
from jiyao.casework.actions.following import open_consequence
from jiyao.casework.claiming import (
    Claim,
    correctable_column,
    plain,
    read_claim,
    records_of,
    refuse_period,
    restored,
)
from jiyao.casework.hand import Hand
from jiyao.casework.models import CorrectionRequest, State
from jiyao.casework.sealing import Said, said_by, seal_text
from jiyao.casework.tables import CORRECTIONS
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.vocabulary import Vocabulary
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.models import Act
from jiyao.registry.actions.correcting import NoSuchRecord, NothingToCorrect, correct_record
from jiyao.registry.actions.recording import hold
from jiyao.registry.models import FOREVER, Account, Record
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import Table, table_named


class OwnRequest(NotAllowed):
    """Who asked, or whom it is about, does not decide."""


class StandsOtherwise(Conflict):
    """What stands is not what the request spoke of. `seen`, `stands`: the two values."""

    def __init__(self, message: str, *, zh: str, seen: Any, stands: Any) -> None:
        super().__init__(message, zh=zh)
        self.seen, self.stands = seen, stands


@transaction.atomic
def correct(
    request: int, hand: Hand, *, assessor: Assessor, other: str | None = None, answer: str = ""
) -> CorrectionRequest:
    """The request, decided: its record has a version that says what was claimed, or another value.

    What was given on the record becomes a case of its own in the same transaction.

    other    the value instead of the one claimed, as a text; it needs an answer that says why
    raises   NotYours, OwnRequest, NotOpen, StandsOtherwise, BadClaim, BadReason
    """
    found, account = _opened(request, hand)
    table, said = table_named(found.table), said_by([found])[found.pk]
    model = records_of(table)
    hold(model)
    row = _standing(table, found)
    claim = _claim(table, found, said, row, other, assessor.pack.vocabulary)
    told = checked_reason(answer) if other is not None or answer.strip() else ""
    _refuse_moved(table, found, row, claim.field)
    if getattr(row, claim.field) == claim.value:
        raise NothingToCorrect(
            "the record says that already", zh="记录中已经是这个值；如无须更正，请选择维持"
        )
    act = _closed(found, account, State.CORRECTED, told, hand.at, {"value": plain(claim.value)})
    correct_record(
        model=model,
        record=found.record,
        changes={claim.field: claim.value},
        at=hand.at,
        by=account.party,
        reason=told or said.reason,
        rests_on=[act],
    )
    open_consequence(found, hand, assessor)
    return found


@transaction.atomic
def keep(request: int, hand: Hand, *, answer: str) -> CorrectionRequest:
    """The request, decided: the record stays as it is, and who asked is told why.

    raises   NotYours, OwnRequest, NotOpen, BadReason
    """
    found, account = _opened(request, hand)
    _closed(found, account, State.KEPT, checked_reason(answer), hand.at, {})
    return found


def _opened(request: int, hand: Hand) -> tuple[CorrectionRequest, Account]:
    """The request, held until the transaction ends, and who decides it."""
    account = hand.account
    found = CorrectionRequest.objects.select_for_update().filter(pk=request).first()
    reach = hand.reach(CORRECTIONS.name, "decide")
    if found is None or account is None or one_row(CORRECTIONS, reach, str(request), hand.on) is None:
        raise NotYours(
            f"{request}: no such request is yours to decide",
            zh=f"{request}：没有这件申请，或不由您办理",
        )
    if found.asked_by_id == account.pk or (found.person_id and found.person_id == account.person_id):
        raise OwnRequest(
            "who asked, or whom it is about, does not decide; leave it to a colleague",
            zh="本人提出的或与本人有关的申请，须由其他人员办理",
        )
    refuse_closed(found)
    return found, account


def _standing(table: Table, request: CorrectionRequest) -> Record:
    versions = records_of(table)._default_manager
    row = versions.filter(record=request.record, superseded_at=FOREVER).first()
    if row is None:
        raise NoSuchRecord(f"{table.name}: no record {request.record} stands")
    return row


def _claim(
    table: Table,
    request: CorrectionRequest,
    said: Said,
    row: Record,
    other: str | None,
    vocabulary: Vocabulary,
) -> Claim:
    if other is not None:
        return read_claim(table, request.column, other, row, vocabulary)
    column = correctable_column(table, request.column)
    claim = Claim(column, restored(column, said.claimed))
    refuse_period(table, row, claim)
    return claim


def _refuse_moved(table: Table, request: CorrectionRequest, row: Record, field: str) -> None:
    seen = table.model._default_manager.get(record=request.record, version=request.version)
    before, now = getattr(seen, field), getattr(row, field)
    if before != now:
        raise StandsOtherwise(
            f"what stands has changed since the request: then {_shown(before)}, now {_shown(now)}; "
            "keep the record and say so, or wait for a new request",
            zh=f"申请之后记录已经变动：申请时为 {_shown(before)}，现为 {_shown(now)}；可维持记录并说明，或等待重新申请",
            seen=before,
            stands=now,
        )


def _shown(value: Any) -> str:
    return "—" if value is None else str(plain(value))


def _closed(
    request: CorrectionRequest,
    account: Account,
    state: State,
    answer: str,
    at: datetime,
    decided: Mapping[str, Any],
) -> Act:
    act = append_act(
        kind="decide-correction",
        actor=account.party,
        subject=subject_of(request),
        at=at,
        codes={"state": state.value},
        payload={"answer": answer, **decided},
        owner=request.owner,
        rests_on=asking_acts(request),
    )
    request.state, request.decided_by, request.decided_at = state, account, at
    request.decided_act = act.number
    request.answer_sealed = seal_text(request.owner, "answer_sealed", answer) if answer else None
    request.save(update_fields=["state", "decided_by", "decided_at", "decided_act", "answer_sealed"])
    return act
