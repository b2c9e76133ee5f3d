"""名册处理决定书: what was decided of each line of a roster, told to its organisation with masked names."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.casework.models import CaseStep
from jiyao.foundation.models import Act
from jiyao.interfaces.ui.official.around import Around
from jiyao.interfaces.ui.official.content import Block, Content, Table, Text, numbered
from jiyao.interfaces.ui.official.saying import asked, figures, money, rests_on
from jiyao.registry.queries.labels import MaskedPerson, masked_people

OUTCOMES = {"decide": "准予给付", "refuse": "不予给付", "reject": "不予受理", "lapse": "已失效"}
"""What was decided of a line, by the step that did it."""
HEADS = ("序号", "受理编号", "姓名", "决定", "金额（元）")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its number, whose it is, what was decided and how much it gives."""

    number: str
    person: str
    outcome: str
    fen: int


def lines_decided(around: Around) -> Content:
    """What was decided of each line, and the sums; each person has the reasons in a paper of their own."""
    lines = _lines(around)
    first = Text(text=f"{asked(around)}名册共{len(lines)}人，本机关依法受理，逐人审核、审批，现决定如下。")
    parts: list[tuple[str, list[Block]]] = [
        ("依据", rests_on(around)),
        ("决定", [Text(text=_whole(around, lines)), _table(lines)]),
        ("说明", [Text(text="每人的事实、理由和依据见送达本人的决定书。姓名已作隐去处理。")]),
        ("救济途径和期限", [*around.remedies]),
    ]
    return around.letter("名册处理决定书", (first, *numbered(parts)))


def _whole(around: Around, lines: Sequence[_Line]) -> str:
    given = [one for one in lines if one.outcome == OUTCOMES["decide"]]
    rest = len(lines) - len(given)
    besides = f"；其余{rest}人不予给付或者已失效" if rest else ""
    if not given:
        return f"名册所列{len(lines)}人均不予给付{around.title}。"
    to = "你单位" if any(one.organisation_id is not None for one in around.lines) else "本人"
    fen = sum(one.fen for one in given)
    return f"准予给付{len(given)}人{around.title}，合计{money(fen)}，支付至{to}提供的收款账户{besides}。"


def _table(lines: Sequence[_Line]) -> Table:
    rows = [
        (str(number), one.number, one.person, one.outcome, figures(one.fen) if one.fen else "—")
        for number, one in enumerate(lines, 1)
    ]
    rows.append(("合计", "", "", f"{len(lines)} 人", figures(sum(one.fen for one in lines))))
    return Table(heads=HEADS, rows=tuple(rows), widths=(8, 42, 16, 18, 20), right=(4,))


def _lines(around: Around) -> list[_Line]:
    """The lines as they were decided when the paper was issued, whatever came after."""
    steps = CaseStep.objects.filter(
        case__in=[one.pk for one in around.lines], pk__lte=around.paper.step_id, step__in=OUTCOMES
    )
    last = {one.case_id: one for one in steps.order_by("pk")}
    acts = [one.act for one in last.values() if one.step == "decide"]
    sums = {one.number: int(one.codes.get("fen") or 0) for one in Act.objects.filter(number__in=acts)}
    people = masked_people(
        (one.person_id for one in around.lines if one.person_id), at=around.paper.issued_at
    )
    return [
        _Line(
            one.number,
            _name(people.get(one.person_id or 0)),
            OUTCOMES[last[one.pk].step],
            sums.get(last[one.pk].act, 0),
        )
        for one in around.lines
        if one.pk in last
    ]


def _name(found: MaskedPerson | None) -> str:
    return "—" if found is None or not found.name else found.name
