"""后续处理: a record was corrected or revoked, and something was given on it."""

from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

CONSEQUENCE = declare(
    "consequence",
    Words(zh="后续处理", en="Consequence"),
    "open",
    "review",
    "send-back",
    "endorse",
    "approve",
    "decide",
    "close",
    nature=Nature.FOLLOWS,
)
