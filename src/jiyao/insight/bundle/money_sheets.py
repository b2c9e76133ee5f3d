"""The sheets of the money: lines, transfers, allocations, commitments, orders, batches and files."""

from jiyao.funds.models import Allocation, BankFile, Batch, Commitment, PaymentOrder, Pot, Transfer
from jiyao.insight.bundle import taking
from jiyao.insight.bundle.describing import asked, named, values_of, worked_out
from jiyao.insight.bundle.sheets import Column, Sheet


def _pots(when: str, meaning: str) -> list[Column]:
    return [
        Column(
            f"{when}{pot.label}分",
            f"{meaning}，科目“{pot.label}”的金额",
            "integer",
            f"funds_budgetline.{pot.value}_fen",
        )
        for pot in Pot
    ]


LINES = Sheet(
    "额度",
    "一个区划某年某项资金的额度，分五个科目；期初加流水等于期末",
    [
        *worked_out(
            ("额度编号", "integer", "额度", "funds_budgetline.id"),
            ("资金", "text", "资金代码，与政策规则包相同", "funds_budgetline.fund"),
            ("区划", "text", "行政区划代码", "funds_budgetline.division_id"),
            ("区划名称", "text", "行政区划名称", "registry_division.zh"),
            ("年度", "integer", "预算年度", "funds_budgetline.year"),
        ),
        *_pots("期初", "审计期间开始前"),
        *_pots("期末", "审计期间结束时"),
    ],
    taking.line_rows,
)
TRANSFERS = asked(
    "流水",
    "资金账：一行是一笔转移，只增不改",
    Transfer,
    (
        ("流水编号", "id", "流水，按发生次序编号"),
        ("种类", "kind", "为何转移"),
        ("转出额度", "source_id", "转出的额度编号；空：财政专户"),
        ("转出科目", "source_pot", "转出的科目"),
        ("转入额度", "target_id", "转入的额度编号；空：财政专户"),
        ("转入科目", "target_pot", "转入的科目"),
        ("金额分", "amount_fen", "金额"),
        ("日期", "moved_on", "转移日期"),
        ("记录时间", "recorded_at", "系统记录的时间"),
        ("区划", "division", "行政区划代码"),
        ("事由", "subject", "为何：case:办件编号、allocation:安排编号或 grant:给付编号"),
        ("给付编号", "grant", "没有办件的给付"),
        ("承诺编号", "commitment", "承诺"),
        ("支付单编号", "order", "支付单"),
        ("行为编号", "act", "记录此事的行为"),
    ),
    taking.transfers_taken,
)
ALLOCATIONS = asked(
    "资金安排",
    "下达、调减、结转和上缴：一人提出，另一人确认",
    Allocation,
    (
        ("安排编号", "id", "资金安排"),
        ("种类", "kind", "种类"),
        ("资金", "fund", "资金代码"),
        ("区划", "division_id", "行政区划代码"),
        ("年度", "year", "预算年度"),
        ("金额分", "amount_fen", "金额"),
        ("依据", "basis", "依据文件"),
        ("库内文件", "document", "政策库中的文件编号"),
        ("条款", "article", "该文件的条款"),
        ("状态", "state", "状态"),
        ("提出账号", "proposed_by_id", "提出人的账号编号"),
        ("提出时间", "proposed_at", "提出时间"),
        ("确认账号", "decided_by_id", "确认人的账号编号"),
        ("确认时间", "decided_at", "确认时间"),
        ("行为编号", "act", "确认的行为"),
    ),
    lambda taken: Allocation.objects.filter(**({"fund": taken.period.fund} if taken.period.fund else {})),
)
COMMITMENTS = named(
    "承诺",
    "审批时为一个办件留出的资金",
    Commitment,
    (
        ("承诺编号", "id", "承诺"),
        ("额度编号", "line_id", "额度"),
        ("事由", "subject", "为何：case:办件编号，或 grant:给付编号"),
        ("给付编号", "grant", "没有办件的给付"),
        ("金额分", "amount_fen", "承诺的金额"),
        ("支付中分", "ordered_fen", "已制单、结果未知的金额"),
        ("已拨付分", "paid_fen", "已到账的金额"),
        ("已释放分", "released_fen", "退回可用的金额"),
        ("已追回分", "recovered_fen", "已拨付后追回的金额"),
        ("日期", "made_on", "承诺日期"),
        ("行为编号", "act", "承诺的行为"),
    ),
    ("pk", values_of("流水", "承诺编号")),
)
ORDERS = named(
    "支付单",
    "向一个收款方的一笔支付；账号不在包内",
    PaymentOrder,
    (
        ("支付单编号", "id", "支付单"),
        ("幂等键", "key", "制单方给的键，一个键只有一张支付单"),
        ("承诺编号", "commitment_id", "承诺"),
        ("额度编号", "line_id", "额度"),
        ("收款方", "payee", "收款方的内部编号，不含姓名：person:人员号或 organisation:单位号"),
        ("金额分", "amount_fen", "金额"),
        ("状态", "state", "制作审计包时的状态"),
        ("批次编号", "batch_id", "批次"),
        ("替代支付单", "replaces_id", "银行退回后由此单替代的支付单编号"),
        ("制单日期", "made_on", "制单日期"),
        ("到账日期", "settled_on", "银行到账日期"),
        ("银行说明", "reason", "银行退回的原因"),
        ("行为编号", "act", "制单的行为"),
        ("结果行为编号", "result_act", "载入银行结果的行为"),
    ),
    ("commitment", values_of("承诺", "承诺编号")),
)
BATCHES = named(
    "批次",
    "一起送银行的支付单",
    Batch,
    (
        ("批次编号", "id", "批次"),
        ("额度编号", "line_id", "额度"),
        ("状态", "state", "状态"),
        ("笔数", "count", "支付单数"),
        ("合计分", "total_fen", "金额合计"),
        ("经办账号", "made_by_id", "经办人的账号编号"),
        ("日期", "made_on", "成批日期"),
    ),
    ("pk", values_of("支付单", "批次编号")),
)
FILES = named(
    "银行文件",
    "送银行的文件和银行返回的结果；文件本身不在包内",
    BankFile,
    (
        ("文件编号", "id", "文件"),
        ("批次编号", "batch_id", "批次"),
        ("种类", "kind", "种类"),
        ("文件名", "name", "文件名"),
        ("摘要", "hash", "送出或收到的文件内容的 SHA-256"),
        ("结果", "counts", "各种结果的行数"),
        ("经办", "by", "经办：account:账号编号"),
        ("收存时间", "kept_at", "收存时间"),
        ("行为编号", "act", "生成或载入完毕的行为"),
    ),
    ("batch", values_of("批次", "批次编号")),
)
