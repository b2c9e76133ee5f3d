"""What the pages of measures call things, in both languages."""

GIVES = {
    "amount": ("金额", "Sum"),
    "level": ("等级", "Level given"),
    "title": ("称号或职称", "Title given"),
    "team_place": ("参赛资格", "Place in a team"),
    "service": ("办事资格", "Service"),
}
OR = ("或", " or ")
SEMICOLON = ("；", "; ")
SUM_UNKNOWN = ("数额未查到", "the sum was not found")
SET_BY_CITIES = ("由各市（地）确定", "set by each prefecture")
SET_BY_CITIES_FROM = ("由各市（地）确定，不低于{0}", "set by each prefecture, at least {0}")
NO_VALUE_SINCE = ("{0}：{1}起没有规定值", "{0}: no value stands since {1}")
NO_VALUE_YET = ("{0}：{1}起才有规定值", "{0}: a value stands only from {1}")
NO_VALUE = ("{0}：没有规定值", "{0}: no value stands")
NOT_FOUND = ("{0}：未查到", "{0}: not found")
NOT_CONFIRMED = ("{0}：{1}", "{0}: {1}")
DEPENDS_ON_CITY = (
    "{0}：由各市（地）确定，要看在哪个市（地）",
    "{0}: set by each prefecture; it depends on where",
)
NO_CITY_FOUND = ("{0}：由各市（地）确定，各地的规定未查到", "{0}: set by each prefecture; none was found")
ENDED = ("适用到{0}为止", "held until {0}")
BEGINS = ("从{0}起适用", "holds from {0}")
THE_VALUE = ("规定值", "the value")
SINCE = ("{0}起", "from {0}")
UNTIL = ("至{0}", "until {0}")
FROM_TO = ("{0}至{1}", "{0} to {1}")
ALWAYS = ("一直适用", "at all times")
RELAXED_UNTIL = ("阶段性放宽，至{0}：{1}", "relaxed until {0}: {1}")
RELAXED = ("阶段性放宽：{0}", "relaxed: {0}")
NAMED = ("{0}：{1}", "{0}: {1}")
SPAN = ("{0}–{1}", "{0} – {1}")
THEN = ("其后为{0}", "then {0}")
AT_MOST = ("最多{0}", "at most {0}")
TIMES = ("{0}次", "{0} times")
ONCE = ("1次", "once")
PER_WORDS = {"person": ("人", "person"), "calendar_year": ("自然年", "calendar year")}
WORKING_DAYS = ("{0} 个工作日", "{0} working days")
RANK = ("第{0}名", "rank {0}")
TODAY = ("今天", "today")
NO_VALUE_MARK = ("无规定值", "no value")
NOT_FOUND_MARK = ("未查到", "not found")
FAILED = ("不符合：{0}", "not met: {0}")
MISSING = ("还要知道：{0}", "still to know: {0}")
NOT_APPLICABLE = ("不属于这项政策的对象", "not whom the measure is about")
