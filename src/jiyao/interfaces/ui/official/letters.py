"""受理通知书, 一次性告知补正通知书, 不予受理通知书."""

from jiyao.casework.time_limits import days_for
from jiyao.interfaces.ui.official.around import Around
from jiyao.interfaces.ui.official.content import Block, Content, Text, numbered
from jiyao.interfaces.ui.official.saying import asked, rests_on


def acceptance(around: Around) -> Content:
    """That a case is accepted, and what comes then."""
    first: list[Block] = [Text(text=f"{asked(around)}经审查，属于本机关受理范围，现予受理。")]
    return around.letter(
        "受理通知书",
        (
            *first,
            *numbered([("政策依据", rests_on(around)), ("办理时限", _days(around)), ("查询", _asking())]),
        ),
    )


def supplement(around: Around) -> Content:
    """Everything that is missing, told once."""
    days = days_for(around.case, around.pack, "supplement")
    when = f"请于收到本通知书之日起{days}个工作日内补正。" if days else "请尽快补正。"
    said = "以上为全部需要补正的内容，一次性告知。补正后本机关即继续办理。"
    missing: list[Block] = [Text(text=line) for line in _paragraphs(around.reason("ask-supplement"))]
    first: list[Block] = [Text(text=f"{asked(around)}经审查，申请材料不齐全或者不符合法定形式。")]
    return around.letter(
        "一次性告知补正通知书",
        (*first, *numbered([("需要补正的内容", missing), ("补正期限", [Text(text=when + said)])])),
    )


def rejection(around: Around) -> Content:
    """That a case is not accepted, and why."""
    why: list[Block] = [Text(text=line) for line in _paragraphs(around.reason("reject"))]
    first: list[Block] = [Text(text=f"{asked(around)}经审查，决定不予受理。")]
    return around.letter(
        "不予受理通知书",
        (
            *first,
            *numbered(
                [
                    ("不予受理的理由", why),
                    ("政策依据", rests_on(around)),
                    ("救济途径和期限", [*around.remedies]),
                ]
            ),
        ),
    )


def _days(around: Around) -> list[Block]:
    """How long it may take, as far as anybody has found it."""
    words = {"review": "审核", "approve": "审批", "notice": "公示", "pay": "拨付"}
    found = {word: days_for(around.case, around.pack, does) for does, word in words.items()}
    said = "，".join(f"{word}{days}个工作日" for word, days in found.items() if days)
    return [Text(text=f"{said}。")] if said else []


def _asking() -> list[Block]:
    return [Text(text="可凭受理编号在“我的办件”查询办理进度，或向本机关窗口询问。")]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
