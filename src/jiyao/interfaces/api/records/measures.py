"""A measure as programs read it: in short, and with everything that its page tells."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from jiyao.engine.determination.records import Record
from jiyao.engine.measures import Condition, Limit, Measure
from jiyao.engine.wording import Speaker
from jiyao.interfaces.api.records.clauses import ClauseRecord, Confidence, Dated, clause_record, days
from jiyao.interfaces.api.records.doing import (
    CaseRecord,
    DocumentRecord,
    PaperRecord,
    StepRecord,
    case_records,
    document_records,
    paper_records,
    step_records,
)
from jiyao.interfaces.api.records.values import SeriesRecord, series_record
from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.policy.giving import given_on
from jiyao.interfaces.ui.policy.paying import why_not
from jiyao.interfaces.ui.policy.telling import speaker_on
from jiyao.interfaces.ui.sentences import Teller

Stage = Literal["training", "use", "evaluation", "incentives"]
GivenKind = Annotated[
    str, Field(json_schema_extra={"enum": ["amount", "level", "title", "team_place", "service"]})
]
Payee = Annotated[str, Field(json_schema_extra={"enum": ["person", "employer", "provider", "nobody"]})]


class GivesRecord(Record):
    """What is given: a sum (`least_fen` to `greatest_fen`) or, where it has none, words."""

    kind: GivenKind
    least_fen: int | None
    greatest_fen: int | None
    words: str | None
    note: str | None


class MeasureSummary(Record):
    """A measure in short. `why_not`: each reason why it does not pay on the day."""

    id: str
    title: str
    summary: str | None
    stage: Annotated[str, Field(json_schema_extra={"enum": list(get_args(Stage))})]
    subject: str
    pays: Payee
    fund: str
    gives: GivesRecord
    payable: Literal["pays", "value_not_confirmed", "not_in_force"]
    why_not: list[str]


class RuleRecord(Dated):
    """A condition. `rule` is what the machine reads, `said` the same in words; of `any_of` one is enough."""

    id: str
    title: str
    rule: str
    said: str
    source: ClauseRecord
    confidence: Confidence
    any_of: list["RuleRecord"]


class AskRecord(Dated):
    """A condition that an official judges; no part of the truth value."""

    id: str
    title: str
    source: ClauseRecord
    confidence: Confidence


class BoundRecord(Dated):
    """A limit: how often, counted by what, shared with which measures."""

    pool: str
    title: str
    at_most: str
    per: list[str]
    shared_with: list[str]
    source: ClauseRecord
    confidence: Confidence


class MeasureRecord(MeasureSummary):
    """A measure with everything that its page tells, on one day."""

    on: date
    known: date | None
    place: str
    counted_on: str | None
    applies: RuleRecord | None
    conditions: list[RuleRecord]
    asks: list[AskRecord]
    limits: list[BoundRecord]
    values: list[SeriesRecord]
    evidence: list[PaperRecord]
    procedure: str | None
    steps: list[StepRecord]
    cases: list[CaseRecord]
    documents: list[DocumentRecord]
    open: list[str]
    waived: list[str]
    notes: list[str]


def measure_summary(teller: Teller, measure: Measure, on: date) -> MeasureSummary:
    """The measure in short."""
    given = given_on(teller, measure, on)
    return MeasureSummary(
        id=measure.id,
        title=teller.words(measure.title),
        summary=None if measure.summary is None else teller.words(measure.summary),
        stage=measure.stage,
        subject=measure.subject,
        pays=measure.pays,
        fund=measure.fund,
        gives=GivesRecord(
            kind=measure.gives_kind,
            least_fen=given.low_fen,
            greatest_fen=given.high_fen,
            words=given.words or None,
            note=given.note or None,
        ),
        payable=measure.payable_on(on, None).value,
        why_not=why_not(teller, measure, on),
    )


def measure_record(teller: Teller, measure: Measure, on: date) -> MeasureRecord:
    """The measure with everything."""
    speaker = speaker_on(teller, measure, on)
    return MeasureRecord(
        **dict(measure_summary(teller, measure, on)),
        on=on,
        known=clocks().known,
        place=measure.place,
        counted_on=measure.counted_on,
        applies=None if measure.applies is None else _rule(teller, speaker, measure.applies),
        conditions=[_rule(teller, speaker, condition) for condition in measure.conditions],
        asks=[
            AskRecord(
                **days(ask.period),
                id=ask.id,
                title=teller.words(ask.words),
                source=clause_record(teller, ask.source),
                confidence=ask.confidence,
            )
            for ask in measure.asks
        ],
        limits=[_bound(teller, speaker, measure, limit) for limit in measure.limits],
        values=[series_record(teller, measure, parameter) for parameter in measure.parameters.values()],
        evidence=paper_records(teller, measure),
        procedure=measure.procedure,
        steps=step_records(teller, measure),
        cases=case_records(teller, measure),
        documents=document_records(teller, measure),
        open=[teller.words(words) for words in measure.open],
        waived=[teller.words(words) for words in measure.waived],
        notes=[teller.words(words) for words in measure.notes],
    )


def _rule(teller: Teller, speaker: Speaker, condition: Condition) -> RuleRecord:
    return RuleRecord(
        **days(condition.period),
        id=condition.id,
        title=teller.words(condition.words),
        rule=condition.text,
        said=speaker.rule(condition.rule),
        source=clause_record(teller, condition.source),
        confidence=condition.confidence,
        any_of=[_rule(teller, speaker, branch) for branch in condition.branches],
    )


def _bound(teller: Teller, speaker: Speaker, measure: Measure, limit: Limit) -> BoundRecord:
    others = [other for other in teller.pack.measures.values() if other is not measure]
    return BoundRecord(
        **days(limit.period),
        pool=limit.pool.id,
        title=teller.words(limit.words),
        at_most=speaker.rule(limit.at_most),
        per=list(limit.pool.per),
        shared_with=[o.id for o in others if limit.pool.id in {one.pool.id for one in o.limits}],
        source=clause_record(teller, limit.source),
        confidence=limit.pool.confidence,
    )
