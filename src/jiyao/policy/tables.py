"""Policy's tables."""

from jiyao.engine.shapes import Words
from jiyao.policy.models import Grant, PackChange, Run
from jiyao.registry.tabling import Column, Table, declare

declare(
    Table(
        "grants",
        Words(zh="给付", en="Grants"),
        Grant,
        shown=("measure", "person", "occupation", "level", "amount_fen", "granted_on", "reversed_on"),
        order="-pk",
        person="person",
        organisations=("organisation",),
        division="division",
        own=(
            Column("measure", Words(zh="措施", en="Measure"), "measure"),
            Column("pack_version", Words(zh="规则版本", en="Version of the rules"), "text"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("organisation", Words(zh="单位", en="Organisation"), "organisation"),
            Column("division", Words(zh="支付地", en="Place"), "code", "division"),
            Column("occupation", Words(zh="职业", en="Occupation"), "occupation"),
            Column("level", Words(zh="等级", en="Level"), "code", "level"),
            Column("amount_fen", Words(zh="金额（元）", en="Amount (yuan)"), "money"),
            Column("granted_on", Words(zh="决定日期", en="Granted on"), "date"),
            Column("reversed_on", Words(zh="撤销日期", en="Reversed on"), "date"),
        ),
        said_since={"reversed_on": "reversed_at"},
    )
)
declare(
    Table(
        "runs",
        Words(zh="全员测算", en="Runs"),
        Run,
        shown=(
            "determined_on",
            "covers",
            "pack_version",
            "subjects",
            "determinations",
            "total_fen",
            "seconds",
            "finished_at",
        ),
        order="-pk",
        own=(
            Column("determined_on", Words(zh="测算日", en="Day"), "date"),
            Column("covers", Words(zh="范围", en="Of whom"), "code"),
            Column("known_at", Words(zh="数据时点", en="As known at"), "moment"),
            Column("pack", Words(zh="规则包", en="Pack"), "text"),
            Column("pack_version", Words(zh="规则版本", en="Version of the rules"), "text"),
            Column("subjects", Words(zh="对象数", en="Subjects"), "integer"),
            Column("determinations", Words(zh="测算数", en="Determinations"), "integer"),
            Column("total_fen", Words(zh="金额合计（元）", en="Sum (yuan)"), "money"),
            Column("seconds", Words(zh="用时（秒）", en="Seconds"), "seconds"),
            Column("finished_at", Words(zh="完成时间", en="Finished"), "moment"),
        ),
    )
)
declare(
    Table(
        "pack-changes",
        Words(zh="规则修改", en="Changes of the rules"),
        PackChange,
        shown=("number", "title_zh", "kind", "state", "division", "proposed_at", "decided_at"),
        order="-proposed_at",
        division="division",
        own=(
            Column("number", Words(zh="次序", en="Order"), "integer"),
            Column("title_zh", Words(zh="标题", en="Title"), "text"),
            Column("title_en", Words(zh="英文标题", en="Title in English"), "text"),
            Column("kind", Words(zh="类别", en="Kind"), "code"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("division", Words(zh="区划", en="Place"), "code", "division"),
            Column("proposed_by_id", Words(zh="提出账号", en="Proposed by account"), "text"),
            Column("proposed_at", Words(zh="提出时间", en="Proposed"), "moment"),
            Column("decided_by_id", Words(zh="复核账号", en="Decided by account"), "text"),
            Column("decided_at", Words(zh="复核时间", en="Decided"), "moment"),
        ),
    )
)
