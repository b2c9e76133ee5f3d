"""What the causes are called that hold something at a stage of take-up."""

from collections.abc import Mapping

from jiyao.casework.queries.stopping import Cause, Stage
from jiyao.engine.shapes import Words

NEXT: Mapping[Stage, Words] = {
    Stage.ENTITLED: Words(zh="未触达", en="not reached"),
    Stage.REACHED: Words(zh="已触达，未受理", en="reached, not accepted"),
    Stage.ACCEPTED: Words(zh="已受理，未到账", en="accepted, not paid"),
}
CAUSES: Mapping[Cause, Words] = {
    Cause.NOT_CONFIRMED: Words(zh="政策标准未确认", en="a value of the policy is not confirmed"),
    Cause.NOT_OFFERED: Words(zh="未推送、未申领", en="neither offered nor claimed"),
    Cause.NO_ANSWER: Words(zh="已推送，本人未确认", en="offered, no answer yet"),
    Cause.TO_ACCEPT: Words(zh="待受理", en="waits to be accepted"),
    Cause.SUPPLEMENT: Words(zh="待补正", en="something is missing"),
    Cause.DECLINED: Words(zh="本人不需要", en="the person said no"),
    Cause.TAKEN_BACK: Words(zh="受理前本人撤回", en="taken back before it was accepted"),
    Cause.OFFER_LAPSED: Words(zh="推送失效（已不符合或标准有变）", en="the offer lapsed: true no longer"),
    Cause.SUPPLEMENT_LAPSED: Words(zh="逾期未补正", en="not supplemented in time"),
    Cause.REJECTED: Words(zh="不予受理", en="not accepted"),
    Cause.FLAGGED_BEFORE: Words(zh="有疑点，待核查或属实", en="flagged, and not cleared"),
    Cause.FLAGGED: Words(zh="有疑点，待核查或属实", en="flagged, and not cleared"),
    Cause.TO_REVIEW: Words(zh="待审核", en="waits to be reviewed"),
    Cause.TO_APPROVE: Words(zh="待审批", en="waits to be approved"),
    Cause.ON_NOTICE: Words(zh="公示中或待决定", en="on public notice, or to be decided"),
    Cause.NO_ACCOUNT: Words(zh="缺收款账户", en="no account to pay to"),
    Cause.BANK_FAILED: Words(zh="银行退回", en="the bank gave it back"),
    Cause.BANK_UNKNOWN: Words(zh="银行结果不明", en="the bank does not know"),
    Cause.TO_PAY: Words(zh="待拨付", en="waits to be paid"),
    Cause.WITHDRAWN: Words(zh="受理后本人撤回", en="taken back after it was accepted"),
    Cause.REFUSED_RULES: Words(zh="不予批准：测算不符合", en="refused: the rules give nothing"),
    Cause.REFUSED_FLAG: Words(zh="不予批准：疑点属实", en="refused: a flag was confirmed"),
    Cause.REFUSED_DEPARTING: Words(zh="不予批准：与测算不一致", en="refused, although the rules give it"),
    Cause.REVERSED: Words(zh="已撤销", en="reversed"),
    Cause.ARRIVED: Words(zh="已到账", en="paid"),
}
