"""Tables of funds."""

from jiyao.engine.shapes import Words
from jiyao.funds.models import Allocation, Batch, BudgetLine, PaymentOrder, Transfer
from jiyao.registry.tabling import Column, Table, declare

FUND = Column("fund", Words(zh="资金", en="Fund"), "fund")
DIVISION = Column("division_id", Words(zh="区划", en="Division"), "code", "division")
AMOUNT = Column("amount_fen", Words(zh="金额（元）", en="Sum (yuan)"), "money")

LINES = declare(
    Table(
        "budget-lines",
        Words(zh="资金额度", en="Budget lines"),
        BudgetLine,
        shown=("fund", "division_id", "year", "available_fen", "committed_fen", "paid_fen"),
        order="-pk",
        division="division",
        own=(
            FUND,
            DIVISION,
            Column("year", Words(zh="年度", en="Year"), "number"),
            Column("available_fen", Words(zh="可用（元）", en="Available (yuan)"), "money"),
            Column("committed_fen", Words(zh="已承诺（元）", en="Committed (yuan)"), "money"),
            Column("paid_fen", Words(zh="已拨付（元）", en="Paid (yuan)"), "money"),
            Column("recovered_fen", Words(zh="已追回（元）", en="Recovered (yuan)"), "money"),
            Column("returned_fen", Words(zh="已上缴（元）", en="Returned (yuan)"), "money"),
        ),
    )
)
TRANSFERS = declare(
    Table(
        "transfers",
        Words(zh="资金流水", en="Transfers"),
        Transfer,
        shown=("id", "moved_on", "kind", "amount_fen", "subject", "division", "act"),
        order="-pk",
        found_by=("subject",),
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "number"),
            Column("moved_on", Words(zh="日期", en="Day"), "date"),
            Column("kind", Words(zh="种类", en="Kind"), "code"),
            Column("source_id", Words(zh="转出额度", en="From line"), "number"),
            Column("source_pot", Words(zh="转出科目", en="From"), "code"),
            Column("target_id", Words(zh="转入额度", en="To line"), "number"),
            Column("target_pot", Words(zh="转入科目", en="To"), "code"),
            AMOUNT,
            Column("subject", Words(zh="事由", en="For"), "text"),
            Column("grant", Words(zh="给付编号", en="Grant"), "number"),
            Column("commitment", Words(zh="承诺编号", en="Commitment"), "number"),
            Column("order", Words(zh="支付单号", en="Order"), "number"),
            Column("division", Words(zh="区划", en="Division"), "code", "division"),
            Column("act", Words(zh="行为编号", en="Act"), "number"),
            Column("recorded_at", Words(zh="记录时间", en="Recorded"), "moment"),
        ),
    )
)
ALLOCATIONS = declare(
    Table(
        "allocations",
        Words(zh="资金安排", en="Allocations"),
        Allocation,
        shown=("id", "kind", "fund", "division_id", "year", "amount_fen", "state", "proposed_at"),
        order="-pk",
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "number"),
            Column("kind", Words(zh="种类", en="Kind"), "code"),
            FUND,
            DIVISION,
            Column("year", Words(zh="年度", en="Year"), "number"),
            AMOUNT,
            Column("basis", Words(zh="依据", en="Basis"), "text"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("proposed_by_id", Words(zh="提出账号", en="Proposed by account"), "text"),
            Column("proposed_at", Words(zh="提出时间", en="Proposed"), "moment"),
            Column("decided_by_id", Words(zh="确认账号", en="Decided by account"), "text"),
            Column("decided_at", Words(zh="确认时间", en="Decided"), "moment"),
        ),
    )
)
ORDERS = declare(
    Table(
        "orders",
        Words(zh="支付单", en="Payment orders"),
        PaymentOrder,
        shown=("id", "state", "payee", "amount_fen", "made_on", "settled_on", "reason"),
        order="-pk",
        found_by=("payee",),
        division="line__division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "number"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("payee", Words(zh="收款方", en="Payee"), "text"),
            AMOUNT,
            Column("line_id", Words(zh="额度", en="Line"), "number"),
            Column("commitment_id", Words(zh="承诺编号", en="Commitment"), "number"),
            Column("batch_id", Words(zh="批次", en="Batch"), "number"),
            Column("replaces_id", Words(zh="替代", en="Replaces"), "number"),
            Column("made_on", Words(zh="制单日期", en="Ordered"), "date"),
            Column("settled_on", Words(zh="到账日期", en="Settled"), "date"),
            Column("reason", Words(zh="银行说明", en="What the bank said"), "text"),
        ),
    )
)
BATCHES = declare(
    Table(
        "batches",
        Words(zh="支付批次", en="Payment batches"),
        Batch,
        shown=("id", "state", "line_id", "count", "total_fen", "made_on"),
        order="-pk",
        division="line__division",
        own=(
            Column("id", Words(zh="批次", en="Batch"), "number"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("line_id", Words(zh="额度", en="Line"), "number"),
            Column("count", Words(zh="笔数", en="Orders"), "integer"),
            Column("total_fen", Words(zh="金额（元）", en="Sum (yuan)"), "money"),
            Column("format", Words(zh="文件格式", en="File format"), "text"),
            Column("made_by_id", Words(zh="经办账号", en="Made by account"), "text"),
            Column("made_on", Words(zh="日期", en="Day"), "date"),
            Column("made_at", Words(zh="时间", en="Moment"), "moment"),
        ),
    )
)
