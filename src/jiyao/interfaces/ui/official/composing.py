"""A paper of a case: what it says, written down at the first look and the same ever after, and its files."""

from collections.abc import Callable, Mapping
from datetime import datetime

from jiyao.casework.actions.papering import Form, kept_paper, write_down, written
from jiyao.casework.models import Paper, PaperKind
from jiyao.foundation.models import Attachment
from jiyao.interfaces.ui.official.answers import answer
from jiyao.interfaces.ui.official.around import Around, reference_of, rules_on
from jiyao.interfaces.ui.official.content import Content
from jiyao.interfaces.ui.official.decisions import decision, refusal, reversal
from jiyao.interfaces.ui.official.explaining import explanation
from jiyao.interfaces.ui.official.files import as_file
from jiyao.interfaces.ui.official.letters import acceptance, rejection, supplement
from jiyao.interfaces.ui.official.rosters import lines_decided

COMPOSED: Mapping[str, Callable[[Around], Content]] = {
    PaperKind.ACCEPTANCE: acceptance,
    PaperKind.SUPPLEMENT: supplement,
    PaperKind.REJECTION: rejection,
    PaperKind.DECISION: decision,
    PaperKind.REFUSAL: refusal,
    PaperKind.REVERSAL: reversal,
    PaperKind.ANSWER: answer,
    PaperKind.LINES: lines_decided,
    PaperKind.EXPLANATION: explanation,
}
"""How what papers of a case say is put together. Papers over several cases are written down when they are issued."""


def content_of(paper: Paper) -> Content:
    """What the paper says, from now on for ever. raises RulesNotKept; Erased where the person was anonymised"""
    text = written(paper)
    if text is None:
        composed = COMPOSED[paper.kind](Around(paper, rules_on(paper)))
        text = write_down(paper.pk, composed.model_dump_json(), composed.reference)
    return Content.model_validate_json(text)


def file_of_paper(paper: Paper, form: Form, at: datetime) -> tuple[Attachment, str]:
    """The file of a paper and what it is called. raises RulesNotKept; Erased"""
    content = content_of(paper)
    name = f"{content.title}-{content.reference}.{form}"
    return kept_paper(paper.pk, form, lambda: as_file(content, form), name=name, at=at), name


def reference_shown(paper: Paper) -> str:
    """文号 of a paper, written already or not."""
    return paper.reference or reference_of(paper, rules_on(paper).pack)
