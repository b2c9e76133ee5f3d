"""Kinds of act of funds."""

from jiyao.foundation.kinds import declare

declare("propose-allocation", zh="提出资金安排", en="allocation proposed", reversal="withdraw-allocation")
declare(
    "withdraw-allocation",
    zh="撤回资金安排",
    en="allocation withdrawn",
    irreversible="it is proposed again instead",
)
declare(
    "return-allocation",
    zh="退回资金安排",
    en="allocation returned",
    irreversible="it is proposed again instead",
)
declare(
    "confirm-allocation",
    zh="确认资金安排",
    en="allocation confirmed",
    irreversible="transfers stay; another allocation goes the other way",
)
declare("commit-funds", zh="承诺资金", en="funds committed", reversal="release-funds")
declare(
    "release-funds",
    zh="释放承诺",
    en="commitment released",
    irreversible="transfers stay; what is needed after all is committed anew",
)
