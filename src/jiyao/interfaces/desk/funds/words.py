"""What the pages of funds call things, in both languages."""

from jiyao.engine.shapes import Words
from jiyao.funds.models import (
    AllocationKind,
    AllocationState,
    BatchState,
    FileKind,
    OrderState,
    Pot,
    TransferKind,
)

POTS = {
    Pot.AVAILABLE: Words(zh="可用", en="available"),
    Pot.COMMITTED: Words(zh="已承诺", en="committed"),
    Pot.PAID: Words(zh="已拨付", en="paid"),
    Pot.RECOVERED: Words(zh="已追回", en="recovered"),
    Pot.RETURNED: Words(zh="已上缴", en="returned"),
}
TREASURY = Words(zh="财政专户", en="treasury")
TRANSFERS = {
    TransferKind.ALLOCATE: Words(zh="下达", en="allocated"),
    TransferKind.CUT: Words(zh="调减", en="cut"),
    TransferKind.CARRY: Words(zh="结转", en="carried over"),
    TransferKind.RETURN: Words(zh="上缴", en="returned"),
    TransferKind.COMMIT: Words(zh="承诺", en="committed"),
    TransferKind.RELEASE: Words(zh="释放", en="released"),
    TransferKind.PAY: Words(zh="拨付", en="paid"),
    TransferKind.RECOVER: Words(zh="追回", en="recovered"),
}
ALLOCATIONS = {
    AllocationKind.ALLOCATE: Words(zh="下达（追加）", en="Allocate, or add"),
    AllocationKind.CUT: Words(zh="调减", en="Cut"),
    AllocationKind.CARRY: Words(zh="结转下年", en="Carry over to the next year"),
    AllocationKind.RETURN: Words(zh="上缴", en="Return to the treasury"),
}
STATES = {
    AllocationState.PROPOSED: Words(zh="待确认", en="waits for a second official"),
    AllocationState.CONFIRMED: Words(zh="已确认", en="confirmed"),
    AllocationState.RETURNED: Words(zh="已退回", en="given back"),
    AllocationState.WITHDRAWN: Words(zh="已撤回", en="withdrawn"),
}
ORDERS = {
    OrderState.READY: Words(zh="待拨付", en="waits"),
    OrderState.BATCHED: Words(zh="已入批，等银行结果", en="with the bank"),
    OrderState.PAID: Words(zh="已到账", en="paid"),
    OrderState.RETURNED: Words(zh="已退回，等新账户", en="returned: another account is needed"),
    OrderState.UNKNOWN: Words(zh="结果不明，须再查询", en="unknown: to be asked again"),
    OrderState.WITHDRAWN: Words(zh="已撤回", en="withdrawn"),
}
BATCHES = {
    BatchState.MADE: Words(zh="生成文件中", en="file being written"),
    BatchState.FILED: Words(zh="等银行结果", en="waits for results"),
    BatchState.CLOSED: Words(zh="已办结", en="closed"),
    BatchState.DISSOLVED: Words(zh="已撤销", en="given up"),
}
FILES = {
    FileKind.ORDERS: Words(zh="代发文件", en="File for the bank"),
    FileKind.QUERY: Words(zh="查询文件", en="Query for the bank"),
    FileKind.RESULTS: Words(zh="结果文件", en="Results of the bank"),
}
REFUSALS = {
    "bad_order": Words(zh="支付单号不是数字", en="the order is no number"),
    "bad_amount": Words(zh="金额无法识别", en="the sum cannot be read"),
    "bad_result": Words(zh="处理结果不在约定的写法之内", en="the result is none that was agreed on"),
    "bad_day": Words(zh="到账日期应写成 2025-06-30", en="write the day as 2025-06-30"),
    "unknown_order": Words(zh="本批次没有这张支付单", en="the batch has no such order"),
    "other_amount": Words(zh="金额与支付单不符", en="the sum is not that of the order"),
    "contradicts": Words(
        zh="与先前的结果矛盾，请向银行核实", en="it contradicts an earlier result; ask the bank"
    ),
}
