"""申领: a person claims what a measure gives for one of their records."""

from jiyao.casework.issuing import OF_CLAIMS
from jiyao.casework.kinds.kind import declare
from jiyao.engine.shapes import Words

PERSON_CLAIM = declare(
    "person-claim",
    Words(zh="个人申领", en="Claim by a person"),
    "offer",
    "claim",
    "lapse",
    "ask-supplement",
    "supplement",
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
    "withdraw",
    "reopen",
    on=OF_CLAIMS,
)
