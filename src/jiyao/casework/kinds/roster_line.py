"""名册中的一人: what a measure gives for one record, claimed with a roster. It never goes ahead of it."""

from jiyao.casework.issuing import OF_LINES
from jiyao.casework.kinds.kind import declare
from jiyao.engine.shapes import Words

ROSTER_LINE = declare(
    "roster-line",
    Words(zh="名册内人员", en="Line of a roster"),
    "claim",
    "lapse",
    "accept",
    "reject",
    "review",
    "send-back",
    "endorse",
    "approve",
    "refuse",
    "notice",
    "decide",
    "pay",
    "close",
    "reopen",
    on=OF_LINES,
)
