"""The interview's parts for the gallery, with invented measures and people."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

from jiyao.engine.measures import Measure, Outcome
from jiyao.engine.shapes import Words
from jiyao.interfaces.portal.interview.answering import Answered
from jiyao.interfaces.portal.interview.fields import Choice, Field
from jiyao.interfaces.portal.interview.headlines import Headline
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.determinations.sorting import Conclusions
from jiyao.interfaces.ui.determinations.telling import Line, Step, Told
from jiyao.interfaces.ui.gallery import Example, Part, show
from jiyao.interfaces.ui.templatetags.ui import day, say

PAGE = Words(zh="我能享受什么", en="What is mine")
FOLDER = "portal/interview"
Examples = Callable[[], Sequence[Example]]


def _show(id_: str, zh: str, en: str, template: str, examples: Examples) -> None:
    show(
        Part(
            id=f"interview-{id_}",
            page=PAGE,
            title=Words(zh=zh, en=en),
            template=template,
            examples=examples,
            styles=("portal/interview.css",),
            within="interview",
        )
    )


def _headlines() -> list[Example]:
    more = say("答完后最多可到 3,500 元", "After the last answer at most 3,500 yuan")
    shown = [
        Headline(say("目前可领", "Yours now"), "1,200", say("元", "yuan"), [more]),
        Headline(say("最早可享受的日子", "The first day on which something is yours"), day(today())),
        Headline(say("还差", "Still to answer, at most"), "9", say("个答案", "questions")),
    ]
    return [{"headline": one} for one in shown]


def _question(field: Field) -> Example:
    return {
        "about": say("证书 1", "Certificate 1"),
        "asked": "certificate-1:nothing",
        "question": say("这里是一个问题？", "Here stands a question?"),
        "field": field,
        "matters": [_told().title],
        "found": _found(),
        **_answers()[0],
        **_headlines()[0],
    }


def _asking(field: Callable[[], Field]) -> Examples:
    return lambda: [_question(field())]


def _choices() -> list[Choice]:
    return [Choice("yes", say("是", "Yes"), chosen=True), Choice("no", say("否", "No"))]


def _wrong() -> str:
    return say("请填 0 至 720 的整数。", "Write a whole number from 0 to 720.")


def _fields() -> dict[str, tuple[str, str, Callable[[], Field]]]:
    """Every control of a question: its names, and an example."""
    return {
        "buttons": ("问题：按钮", "Question: buttons", lambda: Field("buttons", _choices())),
        "select": ("问题：列表", "Question: list", lambda: Field("select", _choices())),
        "day": ("问题：日期", "Question: day", lambda: Field("day", text=today().isoformat())),
        "number": (
            "问题：数字，填错了",
            "Question: number, with an error",
            lambda: Field("number", unit=say("个月", "months"), text="x", error=_wrong()),
        ),
        "text": ("问题：文字", "Question: text", lambda: Field("text", hint="A-1", text="A-1")),
    }


def _told() -> Told:
    return Told(
        measure=cast(Measure, SimpleNamespace(id="nothing", gives_kind="amount", pays="person")),
        title=say("一项补贴", "A subsidy"),
        row="certificate-1",
        row_words=say("证书 1", "Certificate 1"),
        outcome=Outcome.ELIGIBLE,
        fen=120_000,
        given="",
        why=[],
        clause=say("一份办法 第四条", "A rule, article 4"),
        from_day=None,
        lasts_to=today() + timedelta(days=90),
        unpaid="",
        payee="",
        demonstration=False,
        evidence=[say("居民身份证", "Identity card"), say("证书", "The certificate")],
        steps=[Step(say("申领", "Claim"), None), Step(say("审核", "Review"), 5)],
        notes=[],
    )


def _cards() -> list[Example]:
    told, bare = _told(), replace(_told(), evidence=[], steps=[], lasts_to=None)
    missing = say("还需知道：累计缴费月数", "Still to know: months of insurance paid")
    failed = say("累计缴费月数须不少于 12 个月（现为 3 个月）", "Months paid: must be at least 12 (is 3)")
    unpaid = say("暂不兑现：规定或数值未经确认", "not payable yet: a rule or value is not confirmed")
    return [
        {"kind": "yes", "one": told},
        {"kind": "confirm", "one": replace(told, demonstration=True)},
        {"kind": "later", "one": replace(bare, fen=None, from_day=today() + timedelta(days=40))},
        {"kind": "ask", "one": replace(bare, why=[missing])},
        {"kind": "confirm", "one": replace(bare, unpaid=unpaid)},
        {"kind": "no", "one": replace(bare, fen=None, why=[failed])},
    ]


def _found() -> Conclusions:
    told = _told()
    return Conclusions([told] * 2, [told], [told], [told] * 5, [], [told] * 3, 12)


def _rows() -> list[Example]:
    titles = [Words(zh=f"补贴 {letter}", en=f"Subsidy {letter}") for letter in "ABC"]
    names = {"certificate": Words(zh="证书", en="Certificate"), "enrolment": Words(zh="培训", en="Training")}
    subjects = [
        {"id": id_, "words": words, "count": count, "measures": titles[:many]}
        for (id_, words), count, many in zip(names.items(), (1, 0), (3, 2), strict=True)
    ]
    return [{"subjects": subjects, "numbers": range(4)}]


def _answers() -> list[Example]:
    certificate = say("证书 1", "Certificate 1")
    answers = [
        Answered("certificate-1", "a", certificate, say("证书核发日期", "Day of issue"), day(today())),
        Answered("own", "b", "", say("累计缴费月数", "Months paid"), say("31个月", "31 months")),
    ]
    return [{"answers": answers, "screen": "conclusions"}, {"answers": []}]


def _lines() -> list[Example]:
    margin = [say("一份办法 第四条", "A rule, article 4"), say("部分核实", "partial")]
    fact = (say("累计缴费月数", "Months paid"), say("31个月", "31 months"))
    paid = say("缴费满规定月数", "Has paid for the required months")
    plain = Line("yes", paid, facts=[fact], values=[say("12个月", "12 months")], margin=margin)
    either = Line(
        "ask", say("有证书或有工龄", "Has a certificate, or has served"), branches=[plain], margin=margin
    )
    return [{"line": plain}, {"line": replace(plain, mark="later", from_day=today())}, {"line": either}]


_show("headline", "结论的数字", "The figure", f"{FOLDER}/_headline.html", _headlines)
_show("counts", "结论的项数", "How many of each", f"{FOLDER}/_counts.html", lambda: [{"found": _found()}])
for _kind, (_zh, _en, _field) in _fields().items():
    _show(f"question-{_kind}", _zh, _en, f"{FOLDER}/_question.html", _asking(_field))
_show("card", "一项结论", "A conclusion", f"{FOLDER}/_told.html", _cards)
_show("line", "一条条件与页边", "A condition with its margin", "ui/_line.html", _lines)
_show("rows", "选择有几项", "How many of each there are", f"{FOLDER}/_rows.html", _rows)
_show("answers", "我的回答", "My answers", f"{FOLDER}/_answers.html", _answers)
