"""Deciding a request: the record is corrected, in the same transaction, or kept as it is."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.asking import NotYours, refuse_closed, request_named
from jiyao.casework.actions.following import open_consequence
from jiyao.casework.actions.moving import check_duty, held, move
from jiyao.casework.claiming import (
    Claim,
    correctable_column,
    plain,
    read_claim,
    records_of,
    refuse_period,
    restored,
)
from jiyao.casework.kinds import CORRECTION
from jiyao.casework.models import Case, Correction
from jiyao.casework.queries.corrections import DUTY
from jiyao.casework.sealing import Said, said_by
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.vocabulary import Vocabulary
from jiyao.evaluation.actions.standing import Decided, correct_certificate
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.actions.correcting import NoSuchRecord, NothingToCorrect, correct_record
from jiyao.registry.actions.recording import hold
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, Record
from jiyao.registry.tabling import Table, table_named

CERTIFICATES = "certificates"
"""Records of which papers were given out: a correction is followed by another paper."""


class StandsOtherwise(Conflict):
    """What stands is not what the request spoke of. `seen`, `stands`: the two values."""

    def __init__(self, message: str, *, zh: str, seen: Any, stands: Any) -> None:
        super().__init__(message, zh=zh)
        self.seen, self.stands = seen, stands


@transaction.atomic
def correct(
    request: int, hand: Hand, *, assessor: Assessor, other: str | None = None, answer: str = ""
) -> Correction:
    """The request, decided: its record has a version that says what was claimed, or another value.

    What was given on the record becomes a case of its own in the same transaction.

    other    the value instead of the one claimed, as a text; it needs an answer that says why
    raises   NotYours, NotYourDuty, SameHand, NotOpen, StandsOtherwise, BadClaim, BadReason
    """
    found, case = _opened(request, "correct", hand)
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
    act = _decided(found, case, "correct", hand, told, {"value": plain(claim.value)})
    correct_record(
        model=model,
        record=found.record,
        changes={claim.field: claim.value},
        at=hand.at,
        by=hand.party,
        reason=told or said.reason,
        rests_on=[act],
    )
    if found.table == CERTIFICATES:
        correct_certificate(found.record, Decided(hand, told or said.reason, act))
    open_consequence(found, hand, assessor)
    return request_named(request)


@transaction.atomic
def keep(request: int, hand: Hand, *, answer: str) -> Correction:
    """The request, decided: the record stays as it is, and who asked is told why.

    raises   NotYours, NotYourDuty, SameHand, NotOpen, BadReason
    """
    found, case = _opened(request, "keep", hand)
    _decided(found, case, "keep", hand, checked_reason(answer), {})
    return request_named(request)


def _opened(request: int, step: str, hand: Hand) -> tuple[Correction, Case]:
    """The request and its case, held until the transaction ends, where the step is this hand's duty."""
    found = Correction.objects.filter(pk=request).first()
    if found is None:
        raise NotYours(f"{request}: there is no such request", zh=f"{request}：没有这件申请")
    case = held(found.case_id, hand, DUTY)
    refuse_closed(found, case)
    check_duty(case, CORRECTION.steps[step], hand)
    return found, case


def _standing(table: Table, request: Correction) -> Record:
    versions = records_of(table)._default_manager
    row = versions.filter(record=request.record, superseded_at=FOREVER).first()
    if row is None:
        raise NoSuchRecord(f"{table.name}: no record {request.record} stands")
    return row


def _claim(
    table: Table,
    request: Correction,
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


def _refuse_moved(table: Table, request: Correction, row: Record, field: str) -> None:
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


def _decided(
    request: Correction, case: Case, step: str, hand: Hand, answer: str, decided: Mapping[str, Any]
) -> int:
    """The number of the act by which the request is over, its answer kept."""
    if answer:
        request.answer_sealed = seal_text(request.owner, "answer_sealed", answer)
        request.save(update_fields=["answer_sealed"])
    return move(case, step, hand, payload={"reason": answer, **decided}).act
