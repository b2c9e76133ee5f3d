"""What the pages of funds call things, in both languages."""

from jiyao.engine.shapes import Words
from jiyao.funds.models import AllocationKind, AllocationState, Pot, TransferKind

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
