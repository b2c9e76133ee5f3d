"""What the pages of gaps and changes call things, in both languages."""

from jiyao.engine.packs.gaps import GapKind
from jiyao.engine.shapes import Words
from jiyao.policy.models import ChangeKind, ChangeState

KINDS = {
    GapKind.VALUE: Words(zh="规定值", en="Value"),
    GapKind.LOCAL: Words(zh="各市（地）标准", en="Local value"),
    GapKind.CONDITION: Words(zh="条件", en="Condition"),
    GapKind.WAY: Words(zh="条件之一", en="One way of a condition"),
    GapKind.WINDOW: Words(zh="申领期限", en="Window"),
    GapKind.LIMIT: Words(zh="次数限额", en="Limit"),
    GapKind.ASK: Words(zh="人工判断", en="Judged by people"),
    GapKind.OPEN: Words(zh="未定事项", en="Open point"),
}
STATES = {
    ChangeState.PROPOSED: Words(zh="待复核", en="waits for a second official"),
    ChangeState.CONFIRMED: Words(zh="已确认", en="confirmed"),
    ChangeState.RETURNED: Words(zh="已退回", en="returned"),
    ChangeState.WITHDRAWN: Words(zh="已撤回", en="withdrawn"),
}
CHANGE_KINDS = {
    ChangeKind.DOCUMENT: Words(zh="文件", en="document"),
    ChangeKind.VALUE: Words(zh="规定值", en="value"),
    ChangeKind.LOCAL_VALUE: Words(zh="地方标准", en="local value"),
    ChangeKind.RELAXATION: Words(zh="阶段性政策", en="relaxation"),
    ChangeKind.RULE: Words(zh="规则", en="rule"),
    ChangeKind.GUIDE: Words(zh="办事指南", en="guide"),
}
OWNERS = {
    "province": Words(zh="省级", en="the province"),
    "prefecture": Words(zh="各市（地）", en="the prefectures"),
}
NAMES_OF_EXPECTED = {
    "outcome": Words(zh="结论", en="outcome"),
    "payable": Words(zh="能否兑现", en="payable"),
    "amount_fen": Words(zh="金额（元）", en="amount (yuan)"),
    "given": Words(zh="给予", en="given"),
    "failed": Words(zh="不符合的条件", en="conditions that fail"),
    "missing": Words(zh="还缺的事实", en="facts still missing"),
    "next_change_on": Words(zh="下次变化", en="next change"),
}
SET_BY = ("{1}个市（地）中{0}个已设定", "set by {0} of {1} prefectures")
NO_ROW = ("没有规定值", "no value stands")
STANDS = ("{0}（{1}）", "{0} ({1})")
OPEN_POINT = ("未定事项", "open point")
NOTE = ("说明", "note")
RELAXED = ("{0}（阶段性）", "{0} (relaxed)")
LOCAL = ("{0}（{1}）", "{0} ({1})")
CONFIRMED_ON = ("{0}，{1}核对", "{0}, read on {1}")
GIVES = ("给付", "gives")
PAYS = ("能否兑现", "payable")
DOCUMENT = ("文件", "document")
POOL = ("限额：{0}", "limit: {0}")
COLON = ("{0}：{1}", "{0}: {1}")
CONFIRMS = ("{0}：确认“{1}”", "{0}: “{1}” confirmed")
ANSWERS = ("{0}：补明“{1}”", "{0}: “{1}” answered")
ENTERS = ("{0}：{1}为{2}", "{0}: {1} is {2}")
RELAXES = ("{0}：{1}阶段性为{2}，至{3}", "{0}: {1} is {2} until {3}")
TABLE = ("{0} {1}", "{0} {1}")
TITLE = ("政策名称", "title")
SUMMARY = ("简介", "summary")
STAGE = ("环节", "stage")
PAID_TO = ("付给", "paid to")
FUND = ("资金", "fund")
PLACE = ("支付地", "place")
COUNTED_ON = ("按哪一天的规定", "day that counts")
TODAY = ("办理之日", "the day of determination")
PROCEDURE = ("办理流程", "procedure")
APPLIES = ("对象范围", "whom it is about")
YIELDS = ("让位于", "yields to")
BASIS = ("依据文件", "legal basis")
PAPER = ("材料", "paper")
AT_MOST = ("最多{0}（{1}）", "at most {0} ({1})")
PUBLISHES = ("{0}：{1}办事指南，承诺{2}个工作日", "{0}: guide of {1}, {2} working days promised")
GUIDE = ("{0} · 办事指南", "{0} · local guide")
OFFICE = ("受理窗口 {0}", "window {0}")
WAYS = ("办理方式", "ways to apply")
PROMISE = ("承诺时限", "promised days")
STEP = ("步骤 {0}", "step {0}")
FORM = ("表格 {0}", "form {0}")
FORM_KEPT = ("{0}（已上传 {1}）", "{0} (uploaded {1})")
PUBLISHED_ON = ("公布", "published")
SET_UNTIL = ("{0}：{1}由各市（地）在{2}前设定", "{0}: {1} to be set by prefectures until {2}")
DEADLINE = ("{0}：设定期限", "{0}: to be set by")
