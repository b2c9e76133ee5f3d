"""How to go about a measure: papers, steps, worked cases, documents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jiyao.engine.determination.records import Plain, Record
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Source
from jiyao.interfaces.api.records.clauses import ClauseRecord, Confidence, clause_record
from jiyao.interfaces.ui.policy.cases import examples_by_measure
from jiyao.interfaces.ui.policy.papers import best_copy
from jiyao.interfaces.ui.sentences import Teller


class PaperRecord(Record):
    """A paper to bring."""

    title: str
    only_if: str | None


class StepRecord(Record):
    """A step of the procedure. Without a source it is usual practice, and no rule was found."""

    id: str
    title: str
    working_days: int | None
    source: ClauseRecord | None
    confidence: Confidence | None


class CaseRecord(Record):
    """A worked case: what is known on a day, and what comes of it."""

    id: str
    title: str
    on: date
    facts: dict[str, Plain]
    outcome: str
    amount_fen: int | None
    failed: list[str] | None
    missing: list[str] | None


class DocumentRecord(Record):
    """A document that the measure rests on. `address` is the best copy that is known."""

    id: str
    title: str
    number: str | None
    articles: str | None
    issuers: list[str]
    address: str | None
    confidence: Confidence


def paper_records(teller: Teller, measure: Measure) -> list[PaperRecord]:
    """The papers to bring."""
    return [
        PaperRecord(
            title=teller.words(paper.words),
            only_if=None if paper.only_if is None else teller.words(paper.only_if),
        )
        for paper in measure.evidence
    ]


def step_records(teller: Teller, measure: Measure) -> list[StepRecord]:
    """The steps of the procedure in order."""
    if measure.procedure is None:
        return []
    return [_step(teller, step) for step in teller.pack.procedures[measure.procedure].get("steps", ())]


def _step(teller: Teller, step: Mapping[str, Any]) -> StepRecord:
    source = step.get("source")
    where = None if source is None else Source(document=source["document"], article=source.get("article"))
    return StepRecord(
        id=step["id"],
        title=step[teller.language],
        working_days=step.get("working_days"),
        source=None if where is None else clause_record(teller, where),
        confidence=None if source is None else source.get("confidence", "verified"),
    )


def case_records(teller: Teller, measure: Measure) -> list[CaseRecord]:
    """The worked cases in the order of the pack."""
    return [
        CaseRecord(
            id=case.id,
            title=teller.words(case.title),
            on=case.on,
            facts=dict(case.case.facts),
            outcome=case.expect["outcome"],
            amount_fen=case.expect.get("amount_fen"),
            failed=case.expect.get("failed"),
            missing=case.expect.get("missing"),
        )
        for case in examples_by_measure(teller.pack).get(measure.id, ())
    ]


def document_records(teller: Teller, measure: Measure) -> list[DocumentRecord]:
    """The documents that the measure names."""
    return [_document(teller, name, articles) for name, articles in measure.documents]


def _document(teller: Teller, name: str, articles: str | None) -> DocumentRecord:
    held = teller.pack.documents[name]
    return DocumentRecord(
        id=name,
        title=teller.document_title(name),
        number=held.get("number") or None,
        articles=articles,
        issuers=list(held.get("issuers") or ()),
        address=best_copy(held).get("url"),
        confidence=held.get("confidence", "verified"),
    )
