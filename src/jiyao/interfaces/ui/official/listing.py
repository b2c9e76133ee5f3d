"""Papers in a list: what each is called, and its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.casework.models import Paper, PaperKind
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.official.answers import TITLES
from jiyao.interfaces.ui.official.composing import reference_shown

KINDS: Mapping[str, Words] = {
    PaperKind.ACCEPTANCE: Words(zh="受理通知书", en="Notice of acceptance"),
    PaperKind.SUPPLEMENT: Words(zh="一次性告知补正通知书", en="Notice of everything missing"),
    PaperKind.REJECTION: Words(zh="不予受理通知书", en="Notice of no acceptance"),
    PaperKind.DECISION: Words(zh="给付决定书", en="Decision"),
    PaperKind.REFUSAL: Words(zh="不予给付决定书", en="Refusal"),
    PaperKind.REVERSAL: Words(zh="撤销给付决定书", en="Reversal"),
    PaperKind.ANSWER: Words(zh="异议、申诉、投诉处理决定书", en="Answer to what was contested"),
    PaperKind.LINES: Words(zh="名册处理决定书", en="Decision about the roster"),
    PaperKind.EXPLANATION: Words(zh="办案说明", en="Why it was decided so"),
    PaperKind.NOTICE: Words(zh="公示", en="Public notice"),
    PaperKind.SUMMARY: Words(zh="汇总表", en="Summary sheet"),
    PaperKind.PAYMENT_REQUEST: Words(zh="请款函", en="Payment request"),
}


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A paper in words."""

    paper: Paper
    words: Words
    reference: str


def papers_told(papers: Sequence[Paper]) -> Sequence[PaperTold]:
    """The papers, each in words."""
    return [PaperTold(one, _words(one), reference_shown(one)) for one in papers]


def _words(paper: Paper) -> Words:
    """What it is called; an answer by what it answers."""
    if paper.kind == PaperKind.ANSWER and paper.case is not None:
        return TITLES[paper.case.kind]
    return KINDS[paper.kind]
