"""A determination as programs read it: one record each, in a published schema."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from jiyao.engine.determination.needs import Need
from jiyao.engine.determination.reasons import ConditionReason, Determination, LimitReason, ValueRead
from jiyao.engine.rules.tree import Fact
from jiyao.engine.shapes import Source
from jiyao.engine.wording import Speaker

Plain = bool | int | str | date | None


class Record(BaseModel):
    """A part of the output; nothing but what is declared."""

    model_config = ConfigDict(extra="forbid")


class SourceRecord(Record):
    """Where it is written."""

    document: str
    article: str | None


class ValueRecord(Record):
    """A value of policy as it was read; money in fen, a ratio in ten-thousandths."""

    name: str
    value: Plain
    confidence: str | None
    source: SourceRecord | None


class NeedRecord(Record):
    """What would have to be otherwise. `fact` is null where a sum or an age is meant; `text` says it."""

    fact: str | None
    op: str
    wanted: list[Plain]
    value: Plain
    text: str


class ConditionRecord(Record):
    """One condition with all that it read."""

    id: str
    zh: str
    en: str
    truth: bool | None
    in_force: bool | None
    rule: str
    facts: dict[str, Plain]
    values: list[ValueRecord]
    source: SourceRecord
    needs: list[NeedRecord]
    true_from: date | None
    any_of: list["ConditionRecord"]


class LimitRecord(Record):
    """One draw on a pool."""

    pool: str
    truth: bool | None
    taken: int
    at_most: int | None
    source: SourceRecord


class DeterminationRecord(Record):
    """One row under one measure."""

    person: str
    row: str
    subject: str
    measure: str
    version: str
    pack_hash: str
    on: date
    outcome: Literal["eligible", "to_be_confirmed", "not_eligible", "unknown", "not_applicable"]
    payable: Literal["pays", "value_not_confirmed", "not_in_force"] | None
    amount_fen: int | None
    given: str | None
    first_failed: str | None
    first_unknown: str | None
    conditions: list[ConditionRecord]
    limits: list[LimitRecord]
    values: list[ValueRecord]
    missing: list[str]
    missing_values: list[str]
    eligible_from: date | None
    next_change_on: date | None


def record(found: Determination, speaker: Speaker) -> DeterminationRecord:
    """The determination as it is printed."""
    result = found.result
    return DeterminationRecord(
        person=found.case.owner_id,
        row=found.case.id,
        subject=found.measure.subject,
        measure=found.measure.id,
        version=found.version,
        pack_hash=found.pack_hash,
        on=found.on,
        outcome=result.outcome.value,
        payable=None if result.payable is None else result.payable.value,
        amount_fen=result.amount_fen,
        given=result.given,
        first_failed=result.first_failed,
        first_unknown=result.first_unknown,
        conditions=[_condition(reason, speaker) for reason in found.conditions],
        limits=[_limit(reason) for reason in found.limits],
        values=_values(found.values),
        missing=list(found.missing),
        missing_values=list(found.missing_values),
        eligible_from=found.eligible_from,
        next_change_on=result.next_change_on,
    )


def _condition(reason: ConditionReason, speaker: Speaker) -> ConditionRecord:
    return ConditionRecord(
        id=reason.id,
        zh=reason.words.zh,
        en=reason.words.en,
        truth=reason.truth,
        in_force=reason.in_force,
        rule=reason.text,
        facts=dict(reason.facts),
        values=_values(reason.values),
        source=_source(reason.source),
        needs=[_need(need, speaker) for need in reason.needs],
        true_from=reason.true_from,
        any_of=[_condition(branch, speaker) for branch in reason.branches],
    )


def _need(need: Need, speaker: Speaker) -> NeedRecord:
    return NeedRecord(
        fact=need.what.name if isinstance(need.what, Fact) else None,
        op=need.op,
        wanted=list(need.wanted),
        value=need.value,
        text=speaker.rule(need.what),
    )


def _limit(reason: LimitReason) -> LimitRecord:
    return LimitRecord(
        pool=reason.id,
        truth=reason.truth,
        taken=reason.taken,
        at_most=reason.at_most,
        source=_source(reason.source),
    )


def _source(source: Source) -> SourceRecord:
    return SourceRecord(document=source.document, article=source.article)


def _values(values: Sequence[ValueRead]) -> list[ValueRecord]:
    return [
        ValueRecord(
            name=read.name,
            value=read.value,
            confidence=None if read.row is None else read.row.confidence,
            source=None if read.row is None else _source(read.row.source),
        )
        for read in values
    ]
