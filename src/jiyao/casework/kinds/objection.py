"""异议、申诉、投诉: somebody contests another case. One kind with three forms; each has time limits of its own."""

from collections.abc import Mapping

from jiyao.casework.issuing import OF_CONTESTS
from jiyao.casework.kinds.kind import CaseKind, Nature, declare
from jiyao.engine.shapes import Words

_CALLED = {
    "claim": Words(zh="提出", en="file"),
    "review": Words(zh="审查", en="examine"),
    "approve": Words(zh="认定成立", en="uphold"),
    "refuse": Words(zh="认定不成立", en="dismiss"),
}


def _form(name: str, words: Words) -> CaseKind:
    return declare(
        name,
        words,
        "claim",
        "ask-supplement",
        "supplement",
        "accept",
        "reject",
        "review",
        "send-back",
        "approve",
        "refuse",
        "decide",
        "close",
        "withdraw",
        nature=Nature.CONTESTS,
        called=_CALLED,
        on=OF_CONTESTS,
    )


OBJECTION = _form("objection", Words(zh="异议", en="Objection"))
APPEAL = _form("appeal", Words(zh="申诉", en="Appeal"))
COMPLAINT = _form("complaint", Words(zh="投诉", en="Complaint"))
CONTESTS: Mapping[str, CaseKind] = {kind.name: kind for kind in (OBJECTION, APPEAL, COMPLAINT)}
"""The three forms, by name; the pack says the time limits of each in the procedure that names it."""
