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
declare("order-payment", zh="制作支付单", en="payment ordered", reversal="withdraw-order")
declare("withdraw-order", zh="撤回支付单", en="order withdrawn", irreversible="it is ordered again instead")
declare("make-batch", zh="组成批次", en="batch made", reversal="dissolve-batch")
declare("dissolve-batch", zh="撤销批次", en="batch given up", irreversible="another batch takes its orders")
declare("write-bank-file", zh="生成银行文件", en="bank file written", irreversible="it is only written down")
declare(
    "take-bank-file", zh="取走银行文件", en="bank file taken out", irreversible="who has seen it has seen it"
)
declare(
    "load-results",
    zh="载入银行结果",
    en="bank results loaded",
    irreversible="what the bank paid is recovered from the payee, not undone",
)
declare("end-results", zh="结果载入完毕", en="results loaded to the end", irreversible="it only counts")
declare(
    "recover-funds",
    zh="追回资金",
    en="funds recovered",
    irreversible="transfers stay; what is due after all is committed anew",
)
declare(
    "reconcile-treasury", zh="与财政对账", en="held against the treasury", irreversible="it changes nothing"
)
declare(
    "make-bundle",
    zh="制作审计包",
    en="bundle made for an auditor",
    irreversible="who has seen it has seen it",
)
