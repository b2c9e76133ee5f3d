"""办案说明: on one sheet why a case was decided so, for the official's file."""

from jiyao.base.money import yuan
from jiyao.casework.life import STEPS
from jiyao.casework.models import Recommendation
from jiyao.interfaces.ui.cases import CHANNELS
from jiyao.interfaces.ui.hands import hands_of
from jiyao.interfaces.ui.official.around import Around, reference_of
from jiyao.interfaces.ui.official.content import Block, Content, Heading, Table, said_day
from jiyao.interfaces.ui.official.saying import conditions

OUTCOMES = {
    "eligible": "符合",
    "to_be_confirmed": "符合，须经人工核实",
    "not_eligible": "不符合",
    "unknown": "资料不全，无法认定",
    "not_applicable": "不适用",
}


def explanation(around: Around) -> Content:
    """Who asked what, what the rules said, who did which step, and what was decided."""
    blocks: list[Block] = [
        Table(rows=_facts(around), widths=(18, 82)),
        Heading(text="逐项条件"),
        *conditions(around),
        Heading(text="办理经过"),
        Table(heads=("步骤", "日期", "经办", "说明"), rows=_steps(around), widths=(22, 18, 18, 42)),
    ]
    return Content(
        form="sheet",
        office=around.office,
        reference=reference_of(around.paper, around.pack),
        title="办案说明",
        blocks=tuple(blocks),
        on=around.paper.issued_on,
        notes=("本说明存入办案卷宗，不送达申请人。", around.teller.basis()),
        warning=around.warning,
    )


def _facts(around: Around) -> tuple[tuple[str, str], ...]:
    case, person = around.case, around.person
    papers = "、".join(
        case.evidence.filter(added_at__lte=around.paper.issued_at)
        .order_by("pk")
        .values_list("what", flat=True)
    )
    return (
        ("受理编号", case.number),
        ("申请人", f"{around.addressee}　{person.identity}".strip()),
        ("事项", around.title),
        ("申请", f"{said_day(case.opened_on)}，{CHANNELS[case.channel].zh}"),
        ("测算结论", _said(around)),
        ("审核意见", _recommended(around)),
        ("材料", papers or "登记资料，未另交材料"),
    )


def _said(around: Around) -> str:
    if around.kept is None:
        return "—"
    amount = f"，{yuan(around.kept.amount_fen)} 元" if around.kept.amount_fen else ""
    return f"{OUTCOMES[around.kept.outcome]}{amount}（测算日{said_day(around.kept.determined_on)}）"


def _recommended(around: Around) -> str:
    if not around.reviewed:
        return "—"
    if around.reviewed["recommends"] == Recommendation.REFUSE:
        return "不同意" + ("；与测算不一致" if around.departs else "")
    fen = int(around.reviewed.get("fen", 0))
    return "同意" + (f"，{yuan(fen)} 元" if fen else "") + ("；与测算不一致" if around.departs else "")


def _steps(around: Around) -> tuple[tuple[str, str, str, str], ...]:
    hands = hands_of(around.case, around.steps)
    return tuple(
        (
            STEPS[one.step].words.zh,
            one.on.isoformat(),
            hands[one.pk].zh,
            around.reasons.get(one.pk, ""),
        )
        for one in around.steps
    )
