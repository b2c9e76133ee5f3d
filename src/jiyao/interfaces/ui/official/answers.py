"""异议处理决定书, 申诉处理决定书, 投诉处理答复书: what is answered to who contested a case."""

from collections.abc import Mapping

from jiyao.casework.kinds import COMPLAINT, CONSEQUENCE
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, Recommendation
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.official.around import Around
from jiyao.interfaces.ui.official.content import Block, Content, Text, numbered
from jiyao.interfaces.ui.official.saying import asked, facts, rests_on

TITLES: Mapping[str, Words] = {
    "objection": Words(zh="异议处理决定书", en="Decision on the objection"),
    "appeal": Words(zh="申诉处理决定书", en="Decision on the appeal"),
    "complaint": Words(zh="投诉处理答复书", en="Answer to the complaint"),
}
"""What an answer to each form of contest is called."""


def answer(around: Around) -> Content:
    """What was found of what somebody contested, and what follows.

    Of whom a case is about only they themselves are told what is on record; who objects to another's is not.
    """
    first = Text(text=f"{asked(around)}本机关依法受理，由未经办原件的人员审查、另一人决定，现答复如下。")
    parts: list[tuple[str, list[Block]]] = [
        ("你方的事实和理由", _paragraphs(around.reason("claim"))),
        ("查明的事实", [*_own_facts(around), *_paragraphs(around.reason("review"))]),
        ("依据", rests_on(around)),
        ("决定", [*_decided(around)]),
        ("救济途径和期限", [*around.remedies]),
    ]
    return around.letter(TITLES[around.case.kind].zh, (first, *numbered(parts)))


def _own_facts(around: Around) -> list[Block]:
    contested = around.contested
    own = contested is not None and contested.person_id == around.case.person_id
    return facts(around) if own else []


def _decided(around: Around) -> list[Text]:
    form = kind_of(around.case).words.zh
    if around.reviewed.get("recommends") == Recommendation.REFUSE:
        told = f"经审查，{form}不成立。"
        said = around.reason("refuse")
    else:
        told = f"经审查，{form}成立。{_follows(around)}"
        said = around.reason("approve")
    return [Text(text=told), *([Text(text=f"决定意见：{said}")] if said else [])]


def _follows(around: Around) -> str:
    """What becomes of the contested case, as the step that concluded left it."""
    contested = around.contested
    if contested is None or around.case.kind == COMPLAINT.name:
        return "处理情况见上。"
    if _was_reopened(contested, around):
        return f"办件{contested.number}恢复审核，结果另行告知。"
    if contested.kind == CONSEQUENCE.name:
        return f"办件{contested.number}所撤销的给付重新核定，核定前不追回，结果另行告知。"
    if contested.grant_id is not None:
        return f"办件{contested.number}已作出的给付重新核定，核定前保持不变，结果另行告知。"
    return f"办件{contested.number}已经终结，不再另行办理。"


def _was_reopened(contested: Case, around: Around) -> bool:
    return contested.steps.filter(step="reopen", at=around.paper.issued_at).exists()


def _paragraphs(text: str) -> list[Block]:
    return [Text(text=line.strip()) for line in text.splitlines() if line.strip()]
