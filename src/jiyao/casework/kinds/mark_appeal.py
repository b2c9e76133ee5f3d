"""成绩申诉: a candidate does not agree with the answer to a re-marking; the department decides."""

from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

MARK_APPEAL = declare(
    "mark-appeal",
    Words(zh="成绩申诉", en="Appeal against a mark"),
    "open",
    "correct",
    "keep",
    "withdraw",
    nature=Nature.MARKS,
    called={
        "open": Words(zh="提出", en="file"),
        "correct": Words(zh="认定成立，改正成绩", en="uphold and correct the mark"),
        "keep": Words(zh="认定不成立", en="dismiss"),
    },
)
