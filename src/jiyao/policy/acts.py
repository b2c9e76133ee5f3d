"""Policy's kinds of act."""

from jiyao.foundation.kinds import declare

declare(
    "population-run",
    zh="全员测算",
    en="population determined",
    irreversible="it decides nothing; a later run stands beside it",
)
