"""更正申请: somebody says that a column of a record is wrong; who reviews there corrects it, or keeps the record."""

from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

CORRECTION = declare(
    "correction",
    Words(zh="更正申请", en="Correction"),
    "open",
    "correct",
    "keep",
    "withdraw",
    nature=Nature.CORRECTS,
    called={"open": Words(zh="申请更正", en="ask")},
)
