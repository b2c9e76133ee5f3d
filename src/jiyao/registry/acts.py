"""The registry's kinds of act."""

from jiyao.foundation.kinds import declare

declare("record", zh="登记", en="recorded", reversal="correct")
declare("correct", zh="更正", en="corrected", reversal="correct")
