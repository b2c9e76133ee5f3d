"""The documents that a measure rests on, and the steps of its procedure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiyao.base.periods import Period
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Source
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.telling import Margin, margin, unconfirmed
from jiyao.interfaces.ui.sentences import Teller

BEST_FIRST = ("official", "official-mirror", "press", "secondary")
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the pack. `link` is the best copy that the pack names, `publisher` who shows it."""

    id: str
    title: str
    number: str
    articles: str
    issuers: str
    link: str
    publisher: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """A step of the procedure; without a margin where nobody has found a source for it."""

    words: str
    days: str
    margin: Margin | None


def documents(teller: Teller, measure: Measure) -> tuple[Document, ...]:
    """The documents that the measure names."""
    return tuple(_document(teller, name, articles or "") for name, articles in measure.documents)


def _document(teller: Teller, name: str, articles: str) -> Document:
    held = teller.pack.documents[name]
    copy = best_copy(held)
    return Document(
        id=name,
        title=teller.document_title(name),
        number=held.get("number") or "",
        articles=articles,
        issuers="、".join(held.get("issuers") or ()),
        link=copy.get("url") or "",
        publisher=copy.get("publisher") or "",
        confidence=unconfirmed(teller, held.get("confidence", "verified")),
    )


def best_copy(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The copy that stands nearest to the issuer; nothing where no address is known."""
    ranks = {kind: rank for rank, kind in enumerate(BEST_FIRST)}
    copies = [copy for copy in document.get("sources") or () if str(copy.get("url")).startswith(WEB)]
    return min(copies, key=lambda copy: ranks.get(copy.get("kind"), len(ranks)), default={})


def procedure_steps(teller: Teller, measure: Measure) -> tuple[ProcedureStep, ...]:
    """The steps of the procedure."""
    if measure.procedure is None:
        return ()
    return tuple(_step(teller, step) for step in teller.pack.procedures[measure.procedure].get("steps", ()))


def _step(teller: Teller, step: Mapping[str, Any]) -> ProcedureStep:
    days = step.get("working_days")
    source = step.get("source")
    return ProcedureStep(
        words=step[teller.language],
        days=teller.say(w.WORKING_DAYS, days) if days else "",
        margin=None if source is None else _margin(teller, source),
    )


def _margin(teller: Teller, source: Mapping[str, Any]) -> Margin:
    where = Source(document=source["document"], article=source.get("article"))
    return margin(teller, where, Period(None, None), source.get("confidence", "verified"))
