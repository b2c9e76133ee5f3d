"""Casework's tables."""

from jiyao.casework.models import Case, Correction, Flag, Message, Paper, Rating, SmsConsent, State
from jiyao.engine.shapes import Words
from jiyao.registry.tabling import Column, Table, declare

CORRECTIONS = declare(
    Table(
        "corrections",
        Words(zh="更正申请", en="Correction requests"),
        Correction,
        shown=("id", "state", "table", "record", "person", "division", "asked_at", "decided_at"),
        order="-asked_at",
        person="person",
        asked_by="case__opened_by",
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("state", Words(zh="状态", en="State"), "code", choices=State.choices),
            Column("table", Words(zh="记录种类", en="Table"), "table"),
            Column("record", Words(zh="记录号", en="Record"), "text"),
            Column("version", Words(zh="版本", en="Version"), "integer"),
            Column("column", Words(zh="栏目", en="Column"), "column"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("division", Words(zh="受理地", en="Place"), "code", "division"),
            Column("asked_by_id", Words(zh="申请账号", en="Asked by account"), "text"),
            Column("asked_at", Words(zh="申请时间", en="Asked"), "moment"),
            Column("decided_by_id", Words(zh="经办账号", en="Decided by account"), "text"),
            Column("decided_at", Words(zh="办结时间", en="Closed"), "moment"),
        ),
    )
)
CASES = declare(
    Table(
        "cases",
        Words(zh="办件", en="Cases"),
        Case,
        shown=("id", "state", "measure", "person", "division", "amount_fen", "opened_on", "state_since"),
        order="-pk",
        person="person",
        asked_by="opened_by",
        organisations=("organisation",),
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("kind", Words(zh="类别", en="Kind"), "code"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("measure", Words(zh="措施", en="Measure"), "measure"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("organisation", Words(zh="单位", en="Organisation"), "organisation"),
            Column("division", Words(zh="受理地", en="Place"), "code", "division"),
            Column("channel", Words(zh="渠道", en="Channel"), "code"),
            Column("amount_fen", Words(zh="金额（元）", en="Amount (yuan)"), "money"),
            Column("departs", Words(zh="与测算不一致", en="Departs"), "boolean"),
            Column("opened_on", Words(zh="申请日期", en="Opened"), "date"),
            Column("state_since", Words(zh="状态日期", en="Since"), "date"),
        ),
    )
)
FLAGS = declare(
    Table(
        "flags",
        Words(zh="疑点", en="Flags"),
        Flag,
        shown=("flag", "state", "table", "record", "person", "organisation", "division", "found_on"),
        order="-pk",
        person="person",
        organisations=("organisation",),
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("flag", Words(zh="疑点", en="Flag"), "flag"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("table", Words(zh="记录种类", en="Table"), "table"),
            Column("record", Words(zh="记录号", en="Record"), "text"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("organisation", Words(zh="单位", en="Organisation"), "organisation"),
            Column("division", Words(zh="所在地", en="Place"), "code", "division"),
            Column("found_on", Words(zh="发现日期", en="Found"), "date"),
            Column("resolved_by_id", Words(zh="核查账号", en="Resolved by account"), "text"),
            Column("resolved_on", Words(zh="核查日期", en="Resolved"), "date"),
        ),
    )
)
PAPERS = declare(
    Table(
        "papers",
        Words(zh="公文", en="Official papers"),
        Paper,
        shown=("id", "kind", "reference", "year", "serial", "division", "case_id", "issued_on"),
        order="-pk",
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("kind", Words(zh="种类", en="Kind"), "code"),
            Column("reference", Words(zh="文号", en="Reference"), "text"),
            Column("year", Words(zh="年度", en="Year"), "number"),
            Column("serial", Words(zh="序号", en="Serial"), "integer"),
            Column("division", Words(zh="出具地", en="Place"), "code", "division"),
            Column("case_id", Words(zh="办件", en="Case"), "number"),
            Column("about", Words(zh="范围", en="Over"), "text"),
            Column("issued_on", Words(zh="成文日期", en="Issued"), "date"),
        ),
    )
)
RATINGS = declare(
    Table(
        "ratings",
        Words(zh="好差评", en="Ratings"),
        Rating,
        shown=("id", "grade", "measure", "person", "division", "rated_on", "case_id", "follow_up_id"),
        order="-pk",
        person="person",
        organisations=("organisation",),
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("grade", Words(zh="评价", en="Grade"), "code"),
            Column("measure", Words(zh="措施", en="Measure"), "measure"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("organisation", Words(zh="单位", en="Organisation"), "organisation"),
            Column("division", Words(zh="受理地", en="Place"), "code", "division"),
            Column("rated_on", Words(zh="评价日期", en="Rated"), "date"),
            Column("case_id", Words(zh="办件编号", en="Case"), "integer"),
            Column("follow_up_id", Words(zh="整改办件编号", en="Follow-up"), "integer"),
        ),
    )
)
MESSAGES = declare(
    Table(
        "messages",
        Words(zh="消息", en="Messages"),
        Message,
        shown=(
            "channel",
            "state",
            "person",
            "measure",
            "step",
            "division",
            "case_id",
            "made_at",
            "told_on",
        ),
        order="-pk",
        person="person",
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("channel", Words(zh="渠道", en="Channel"), "code"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("measure", Words(zh="措施", en="Measure"), "measure"),
            Column("step", Words(zh="所告知的步骤", en="Step told"), "code"),
            Column("division", Words(zh="所在地", en="Place"), "code", "division"),
            Column("organisation", Words(zh="单位", en="Organisation"), "organisation"),
            Column("case_id", Words(zh="办件", en="Case"), "number"),
            Column("made_at", Words(zh="生成时间", en="Made"), "moment"),
            Column("state_at", Words(zh="状态时间", en="Since"), "moment"),
            Column("told_on", Words(zh="告知日期", en="Told on"), "date"),
        ),
    )
)
SMS_CONSENTS = declare(
    Table(
        "sms-consents",
        Words(zh="短信意愿", en="Wishes for text messages"),
        SmsConsent,
        shown=("person", "wanted", "way", "said_at"),
        order="-pk",
        person="person",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("wanted", Words(zh="接收短信", en="Wants text messages"), "boolean"),
            Column("way", Words(zh="表示方式", en="Said"), "code"),
            Column("said_at", Words(zh="表示时间", en="Said at"), "moment"),
        ),
    )
)
