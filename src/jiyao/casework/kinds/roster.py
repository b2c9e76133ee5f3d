"""单位名册: an organisation claims for a class, its apprentices or its staff. It is decided line by line."""

from jiyao.casework.issuing import OF_CLAIMS
from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

ROSTER = declare(
    "roster",
    Words(zh="单位名册", en="Roster of an organisation"),
    "claim",
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
    "close",
    "withdraw",
    "reopen",
    nature=Nature.GATHERS,
    on=OF_CLAIMS,
)
