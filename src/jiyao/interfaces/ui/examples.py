"""What the gallery shows of the shared parts that need something to show."""

from datetime import date

from jiyao.base.periods import Period
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.charts import Step, StepTable
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import Choice, Field, filled

_FIELDS = (
    Field(
        name="reason",
        label=Words(zh="原因", en="Reason"),
        kind="sentence",
        hint=Words(zh="写明为什么要看，会留存。", en="Say why; it is kept."),
        is_required=True,
    ),
    Field(
        name="day",
        label=Words(zh="测算日", en="Day"),
        kind="day",
        value="2025-06-30",
    ),
    Field(
        name="number",
        label=Words(zh="证书编号", en="Certificate number"),
        value="S00012",
        hint=Words(zh="22 位。", en="22 characters."),
    ),
    Field(
        name="mode",
        label=Words(zh="有误时", en="If rows are bad"),
        kind="one_of",
        value="good",
        choices=(
            Choice(value="good", words=Words(zh="登记无误的行", en="Record the good rows")),
            Choice(value="none", words=Words(zh="都不登记", en="Record nothing")),
        ),
    ),
    Field(name="file", label=Words(zh="文件", en="File"), kind="file", accept=".csv,.xlsx"),
)
_COMPLAINT = Words(zh="只有 6 位，应为 22 位。", en="This has 6 characters; there should be 22.")


def example_fields() -> list[Field]:
    """A field of each kind, one of them filled in wrongly."""
    return filled(_FIELDS, {}, {"number": _COMPLAINT.said(language_of_page())})


def example_steps() -> StepTable:
    """A chart that shows a change, a relaxation, a gap and an open end."""
    months = ("{0}个月", "{0} months")[language_of_page() == "en"]
    told = [(2015, 2016, 24, False), (2018, None, 36, False), (2022, 2025, 12, True)]
    listed = tuple(
        Step(Period(date(a, 1, 1), date(b, 12, 31) if b else None), value, months.format(value), relaxed)
        for a, b, value, relaxed in told
    )
    title, now, gap = (("规定月数", "今天", "无规定值"), ("Months", "today", "no value"))[
        language_of_page() == "en"
    ]
    return StepTable(title, listed, today(), now, gap)
