"""事后抽查: a case that was paid and drawn; an official who did not handle it says what was checked and found."""

from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

SAMPLE_CHECK = declare(
    "sample-check", Words(zh="事后抽查", en="Check after payment"), "open", "check", nature=Nature.CHECKS
)
