"""What the rule editor calls things, in both languages."""

from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.ruling.parts import PartKind

TITLE = Words(zh="政策名称", en="Title")
SUMMARY = Words(zh="简介", en="Summary")
STAGE = Words(zh="环节", en="Stage")
PAYS = Words(zh="付给", en="Paid to")
FUND = Words(zh="资金", en="Fund")
PLACE = Words(zh="以何处为支付地", en="Which place counts")
COUNTED_ON = Words(zh="按哪一天的规定", en="Which day counts")
COUNTED_HINT = Words(zh="条件和数值取这一天有效的", en="Conditions and values are those of that day")
TODAY = Words(zh="办理之日", en="The day of determination")
PROCEDURE = Words(zh="办理流程", en="Procedure")
APPLIES = Words(zh="对象范围（表达式）", en="Whom it is about (expression)")
APPLIES_HINT = Words(zh="不填即适用于全部对象", en="Left empty, it is about everybody")
CONDITION = Words(zh="条件（写给群众看的话）", en="The condition, in plain words")
EXPRESSION = Words(zh="判定表达式", en="Expression")
EXPRESSION_HINT = Words(
    zh="可用下面的“拼写条件”写出，也可直接修改", en="Compose it below, or write it yourself"
)
WAY = Words(zh="情形（符合任一即可）", en="The way, in plain words")
ASK = Words(zh="由经办人判断的事项", en="What an official judges")
FROM = Words(zh="起始日", en="From")
TO = Words(zh="截止日", en="To")
TO_HINT = Words(
    zh="当天仍有效；没有截止日就不填", en="The last day on which it holds; left out where it has no end"
)
SOURCE_NOTE = Words(zh="出处说明（可不填）", en="Note on the source (may be left out)")
CONFIDENCE = Words(zh="核实程度", en="Confidence")
CONFIDENCE_HINT = Words(
    zh="只有“已核实”的才据以兑付；读过原文的才标“已核实”",
    en="Only what is verified pays; call verified only what you have read in the document",
)
AS_BEFORE = Words(zh="（未写明，按已核实）", en="(not said: counts as verified)")
CONFIRMED_ON = Words(zh="核对日期", en="Read on")
CONFIRMED_HINT = Words(zh="读到原文的那一天", en="The day on which it was read in the document")
NOTE = Words(zh="说明", en="Note")
VALUE_TITLE = Words(zh="数值名称", en="What the value is called")
UNIT = Words(zh="单位", en="Unit")
BY = Words(zh="按什么分列", en="Table by")
BY_HINT = Words(zh="选了就成一张表，如按等级", en="Chosen, it becomes a table, such as by level")
DELEGATED = Words(zh="由谁确定", en="Set by")
PREFECTURES = Words(zh="各市（地）在省定范围内确定", en="prefectures, within the province's range")
RANGE = Words(zh="省定范围", en="The province's range")
RANGE_HINT = Words(
    zh="如：100–500；一边不限就空着", en="Such as 100–500; leave a side empty where it is open"
)
GIVES = {
    "amount": Words(zh="给付金额（表达式）", en="Amount (expression)"),
    "level": Words(zh="给予等级（表达式）", en="Level given (expression)"),
    "title": Words(zh="授予称号（表达式）", en="Title given (expression)"),
    "team_place": Words(zh="给予名额（表达式）", en="Place given (expression)"),
    "service": Words(zh="提供服务（表达式）", en="Service given (expression)"),
}
GIVES_HINT = Words(
    zh="金额以分计；规定值写 param('名')，按等级等分列的写 lookup('名', 事实)",
    en="Amounts are in fen; values are param('name'), tables lookup('name', fact)",
)
LIMIT = Words(zh="限制（写给群众看的话）", en="The limit, in plain words")
AT_MOST = Words(zh="最多几次（表达式）", en="At most (expression)")
AT_MOST_HINT = Words(
    zh="一个数，或规定值 param('名')；不填就按限额本身的次数",
    en="A number or param('name'); left empty, the pool's own number counts",
)
FIRST = Words(zh="同日竞争时谁先", en="Who comes first")
FIRST_HINT = Words(zh="按哪一天先后排", en="By which day they are put in order")
POOL = Words(zh="计入哪个限额", en="Pool")
POOL_HINT = Words(zh="几项政策可共用一个限额", en="Several measures may share a pool")
NEW_POOL = Words(zh="新设一个限额", en="A new pool")
POOL_TITLE = Words(zh="限额名称", en="What the pool is called")
PER = Words(zh="按什么计次", en="Counted by")
POOL_AT_MOST = Words(zh="最多几次", en="At most")
POOL_AT_MOST_HINT = Words(zh="各政策自定次数的就不填", en="Left empty where each measure says its own")
WINDOW_FROM = Words(zh="从哪一天起算", en="Counted from")
MONTHS = Words(zh="几个月（表达式）", en="Months (expression)")
MONTHS_HINT = Words(zh="一个数，或规定值 param('名')", en="A number, or param('name')")
WINDOW = Words(zh="申领期限（写给群众看的话）", en="The window, in plain words")
YIELDS = Words(zh="共用限额时让位于", en="Yields to, where they share a pool")
PAPER = Words(zh="材料", en="Paper to bring")
ONLY_IF = Words(zh="何种情形才需要（可不填）", en="Only if (may be left out)")
ARTICLES = Words(zh="条款", en="Articles")
OPEN = Words(zh="未定事项", en="Open point")
NAME = Words(zh="在表达式中的名字", en="Its name in expressions")
NAME_HINT = Words(
    zh="小写字母、数字和下划线，如 min_insured_months",
    en="Small letters, and underscores",
)
UNITS = {
    "fen": Words(zh="金额（元）", en="money (yuan)"),
    "ratio": Words(zh="比例（%）", en="ratio (%)"),
    "date": Words(zh="日期", en="day"),
    "boolean": Words(zh="是否", en="yes or no"),
    "month": Words(zh="月", en="months"),
    "year": Words(zh="年", en="years"),
    "day": Words(zh="天", en="days"),
    "hour": Words(zh="课时", en="hours"),
    "times": Words(zh="次", en="times"),
    "count": Words(zh="个数", en="a number of things"),
    "rank": Words(zh="名次", en="a rank"),
}
KINDS = {
    PartKind.ABOUT: Words(zh="基本情况", en="About"),
    PartKind.APPLIES: Words(zh="对象范围", en="Whom it is about"),
    PartKind.CONDITION: Words(zh="条件", en="Condition"),
    PartKind.WAY: Words(zh="情形", en="Way"),
    PartKind.ASK: Words(zh="人工判断", en="Judged by people"),
    PartKind.PARAMETER: Words(zh="数值", en="Value"),
    PartKind.BASE: Words(zh="规定值", en="Row"),
    PartKind.RELAXED: Words(zh="阶段性规定值", en="Relaxed row"),
    PartKind.GIVES: Words(zh="给付", en="What is given"),
    PartKind.LIMIT: Words(zh="次数限制", en="Limit"),
    PartKind.POOL: Words(zh="限额", en="Pool"),
    PartKind.WINDOW: Words(zh="申领期限", en="Window"),
    PartKind.YIELDS: Words(zh="让位", en="Yields to"),
    PartKind.PAPER: Words(zh="材料", en="Papers"),
    PartKind.BASIS: Words(zh="依据文件", en="Legal basis"),
    PartKind.OPEN: Words(zh="未定事项", en="Open points"),
    PartKind.NOTE: Words(zh="说明", en="Notes"),
}
