"""The sheets of what the money rests on: cases with their steps, determinations and clauses, grants, and acts."""

from jiyao.casework.models import (
    Case,
    CaseDetermination,
    CaseStep,
    Consequence,
    OwedAdvance,
    RecoveryInstalment,
    RecoveryPlan,
)
from jiyao.foundation.models import Act
from jiyao.insight.bundle import taking
from jiyao.insight.bundle.describing import Fields, asked, named, named_by, values_of, worked_out
from jiyao.insight.bundle.sheets import Sheet, column
from jiyao.policy.models import Grant

CASES = named(
    "办件",
    "留出过资金的办件",
    Case,
    (
        ("办件编号", "id", "办件；受理编号的末八位"),
        ("类别", "kind", "办件类别代码"),
        ("状态", "state", "制作审计包时的状态"),
        ("措施", "measure", "政策措施代码"),
        ("对象", "subject", "所依据记录的种类"),
        ("对象记录号", "subject_record", "所依据的记录"),
        ("人员号", "person_id", "人员的内部编号，不含姓名和证件号码"),
        ("单位号", "organisation_id", "单位的内部编号"),
        ("受理地", "division", "行政区划代码"),
        ("渠道", "channel", "渠道"),
        ("申请日期", "opened_on", "申请日期"),
        ("金额分", "amount_fen", "决定的金额"),
        ("与测算不一致", "departs", "1：决定与测算结论不同"),
        ("给付编号", "grant_id", "现行的给付"),
    ),
    ("pk", taking.cases),
)
STEPS = named(
    "办件步骤",
    "办件的每一步；理由不在包内",
    CaseStep,
    (
        ("步骤编号", "id", "步骤"),
        ("办件编号", "case_id", "办件"),
        ("步骤", "step", "步骤代码"),
        ("之前", "before", "之前的状态"),
        ("之后", "after", "之后的状态"),
        ("经办账号", "by_id", "经办人的账号编号；空：系统"),
        ("日期", "on", "日期"),
        ("行为编号", "act", "这一步的行为"),
    ),
    ("case", values_of("办件", "办件编号")),
)
DETERMINATIONS = named(
    "测算",
    "规则对办件的结论，按当时的规则和事实；事实不在包内",
    CaseDetermination,
    (
        ("测算编号", "id", "测算"),
        ("办件编号", "case_id", "办件"),
        ("步骤", "step", "在哪一步测算"),
        ("测算日期", "determined_on", "按哪一天的规则和事实"),
        ("数据时间", "known_at", "按哪一时刻已知的记录"),
        ("规则版本", "pack_version", "规则包版本"),
        ("规则摘要", "pack_hash", "规则包的摘要"),
        ("结论", "outcome", "结论代码"),
        ("可否支付", "payable", "可否支付代码"),
        ("金额分", "amount_fen", "测算的金额"),
    ),
    ("case", values_of("办件", "办件编号")),
)
CLAUSES = Sheet(
    "测算条款",
    "每次测算的条件、限额和所依据的条款；已匿名化人员的没有",
    worked_out(
        ("序号", "integer", "行", "casework_casedetermination.told_sealed"),
        ("测算编号", "integer", "测算", "casework_casedetermination.id"),
        ("措施", "text", "政策措施代码", "casework_case.measure"),
        ("条件", "text", "条件或限额", "casework_casedetermination.told_sealed"),
        ("成立", "integer", "1：成立；0：不成立；空：不能确定", "casework_casedetermination.told_sealed"),
        ("文件", "text", "政策文件编号", "casework_casedetermination.told_sealed"),
        ("条款", "text", "文件的条款", "casework_casedetermination.told_sealed"),
    ),
    taking.clause_rows,
)
BRANCHES = Sheet(
    "后续处理",
    "所依据的记录更正后，对给付的处理",
    [
        column(Consequence, *one)
        for one in (
            ("后续编号", "id", "对一笔给付的一项处理"),
            ("办件编号", "case_id", "后续处理的办件"),
            ("给付编号", "grant_id", "处理的给付"),
            ("原金额分", "given_fen", "处理前的金额"),
            ("应给金额分", "due_fen", "按更正后的记录应给的金额；空：无法确定"),
            ("决定", "decided", "决定"),
            ("保留金额分", "stays_fen", "决定后保留的金额"),
            ("新给付编号", "renewed_id", "保留或恢复部分的新给付"),
        )
    ],
    taking.branch_rows,
)
ADVANCES = named(
    "预拨追回",
    "分期拨付中已付多于应付的办件；应收回的是已付减应付",
    OwedAdvance,
    (
        ("预拨编号", "id", "预拨追回"),
        ("办件编号", "case_id", "办件"),
        ("应付金额分", "due_fen", "最近一次核算时累计应付的金额"),
        ("发现日期", "seen_on", "第一次核算出多付的日期"),
    ),
    ("case", values_of("办件", "办件编号")),
)
_PLAN: Fields = (
    ("计划编号", "id", "追回计划"),
    ("后续编号", "branch_id", "对一笔给付的一项处理；空：预拨追回的计划"),
    ("预拨编号", "advance_id", "预拨追回；空：后续处理的计划"),
    ("状态", "state", "状态"),
    ("此前已追回分", "before_fen", "提出时已追回的金额"),
    ("提出账号", "proposed_by_id", "提出人的账号编号"),
    ("提出日期", "proposed_on", "提出日期"),
    ("同意账号", "decided_by_id", "同意或退回的账号编号"),
    ("同意日期", "decided_on", "同意或退回的日期"),
    ("行为编号", "act", "提出的行为"),
    ("同意行为编号", "decided_act", "同意或退回的行为"),
)
PLANS = named_by(
    "追回计划",
    "追回的分期计划：一人提出，另一人同意",
    RecoveryPlan,
    _PLAN,
    ("branch", values_of("后续处理", "后续编号")),
    ("advance", values_of("预拨追回", "预拨编号")),
)
INSTALMENTS = named(
    "追回分期",
    "追回计划的各期",
    RecoveryInstalment,
    (
        ("分期编号", "id", "一期"),
        ("计划编号", "plan_id", "追回计划"),
        ("应还日期", "due_on", "应还日期"),
        ("金额分", "amount_fen", "金额"),
    ),
    ("plan", values_of("追回计划", "计划编号")),
)
GRANTS = named(
    "给付",
    "给了谁什么，凭哪项措施",
    Grant,
    (
        ("给付编号", "id", "给付"),
        ("措施", "measure", "政策措施代码"),
        ("规则版本", "pack_version", "规则包版本"),
        ("对象", "subject", "所依据记录的种类"),
        ("对象记录号", "subject_record", "所依据的记录"),
        ("人员号", "person_id", "人员的内部编号，不含姓名和证件号码"),
        ("单位号", "organisation_id", "单位的内部编号"),
        ("支付地", "division", "行政区划代码"),
        ("金额分", "amount_fen", "金额"),
        ("决定日期", "granted_on", "决定日期"),
        ("撤销日期", "reversed_on", "撤销日期"),
    ),
    ("pk", taking.grants),
)
MEASURES = Sheet(
    "措施条款",
    "每项措施的条件和所依据的条款，按制作审计包时的规则",
    worked_out(
        ("序号", "integer", "行", "规则包"),
        ("措施", "text", "政策措施代码", "规则包 measures/"),
        ("名称", "text", "措施名称", "规则包 measures/"),
        ("条件", "text", "条件", "规则包 measures/"),
        ("文件", "text", "政策文件编号", "规则包 measures/"),
        ("文件名称", "text", "政策文件名称", "规则包 documents/"),
        ("条款", "text", "文件的条款", "规则包 measures/"),
    ),
    taking.measure_rows,
)
MANIFESTS = Sheet(
    "清单行",
    "成批行为的清单：承诺和支付单为“编号、金额”，银行结果为“支付单、结果”",
    worked_out(
        ("序号", "integer", "行", "foundation_actmanifest.lines"),
        ("行为编号", "integer", "成批的行为", "foundation_actmanifest.act_id"),
        ("记录", "integer", "承诺或支付单编号", "foundation_actmanifest.lines"),
        ("版本", "integer", "版本", "foundation_actmanifest.lines"),
        ("标记", "text", "金额（分），或银行结果代码", "foundation_actmanifest.lines"),
    ),
    taking.manifest_rows,
)
ACTS = asked(
    "行为",
    "全部行为，分链相连：每条的摘要包含前一条的摘要；内容封存，不在包内",
    Act,
    (
        ("行为编号", "number", "链上位置乘 100 加链号"),
        ("种类", "kind", "行为种类代码"),
        ("经办", "actor", "经办：account:账号编号，或 system"),
        ("对象", "subject", "对何事，用内部编号"),
        ("时间", "at", "时间"),
        ("所属人员号", "owner", "内容以谁的密钥封存；空：系统密钥"),
        ("代码", "codes", "不含个人信息的内容"),
        ("依据", "rests_on", "所依据的行为：编号和摘要"),
        ("内容摘要", "payload_hash", "封存内容的 SHA-256"),
        ("清单摘要", "manifest_hash", "清单行的 SHA-256"),
        ("上一摘要", "previous", "同一链上前一条行为的摘要"),
        ("摘要", "hash", "以上各列的 SHA-256"),
    ),
    lambda _: Act.objects.all(),
)
