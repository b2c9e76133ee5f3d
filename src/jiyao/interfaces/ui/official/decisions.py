"""给付决定书, 不予给付决定书, 撤销给付决定书: what is decided, on which facts and clause, and the remedies."""

from jiyao.casework.models import CaseStep, Consequence, Reversal
from jiyao.casework.queries.saying import reasons_of
from jiyao.foundation.models import Act
from jiyao.interfaces.ui.official.around import Around
from jiyao.interfaces.ui.official.content import Block, Content, Table, Text, numbered, said_day
from jiyao.interfaces.ui.official.saying import asked, facts, figures, money, rests_on, unmet
from jiyao.registry.tabling import TABLES


def decision(around: Around) -> Content:
    """That something is given."""
    first = Text(text=f"{asked(around)}本机关依法受理，经审核、审批{_noticed(around)}，现决定如下。")
    parts: list[tuple[str, list[Block]]] = [
        ("查明的事实", facts(around)),
        ("依据", rests_on(around)),
        ("决定", [*_given(around)]),
        ("救济途径和期限", [*around.remedies]),
    ]
    return around.letter("给付决定书", (first, *numbered(parts)))


def refusal(around: Around) -> Content:
    """That something is not given, and why."""
    first = Text(text=f"{asked(around)}本机关依法受理，经审核、审批，现决定如下。")
    parts: list[tuple[str, list[Block]]] = [
        ("查明的事实", facts(around)),
        ("理由和依据", _why(around)),
        ("决定", [Text(text=f"不予给付{around.title}。")]),
        ("救济途径和期限", [*around.remedies]),
    ]
    return around.letter("不予给付决定书", (first, *numbered(parts)))


def reversal(around: Around) -> Content:
    """That what was given is taken back, for which reason, and what is to be paid back."""
    case = around.case
    branches = list(case.branches.filter(decided=Reversal.REVERSE).select_related("grant").order_by("pk"))
    table = TABLES.get(case.subject)
    what = case.subject if table is None else table.title.zh
    first = Text(
        text=f"你的{what}记录（编号{case.subject_record}）已依法更正。据以作出的下列给付，经审核、审批，决定予以撤销（办件编号{case.number}）。"
    )
    back = sum(one.recovered_fen for one in branches)
    parts: list[tuple[str, list[Block]]] = [
        ("撤销的给付", [_reversed(around, branches)]),
        ("理由", [*_reasons(around, branches)]),
        (
            "应退回的金额",
            [Text(text=f"已拨付的，应退回{money(back)}；未拨付的，不再拨付。")] if back > 0 else [],
        ),
        ("救济途径和期限", [*around.remedies]),
    ]
    return around.letter("撤销给付决定书", (first, *numbered(parts)))


def _noticed(around: Around) -> str:
    step = around.last("notice")
    return "" if step is None else f"，并自{said_day(step.on)}起公示"


def _given(around: Around) -> list[Text]:
    """What is given, and why where that departs from the determination."""
    decided = around.last("decide")
    fen = 0 if decided is None else _fen(decided)
    what = f"准予给付{around.title}"
    if fen:
        told = [Text(text=f"{what}，金额为{money(fen)}，支付至{_payee(around)}提供的收款账户。")]
    else:
        given = "" if around.found is None else around.teller.given(around.found)
        told = [Text(text=f"{what}：{given}。" if given else f"{what}。")]
    if around.departs and around.reason("review"):
        told.append(Text(text=f"上述决定与规则测算结果不一致，理由：{around.reason('review')}"))
    return told


def _payee(around: Around) -> str:
    """Who gave the account: the organisation whose roster it is where that is paid."""
    return around.organisation or "申领单位" if around.case.organisation_id is not None else "你"


def _fen(step: CaseStep) -> int:
    """The sum as the act of the decision says it."""
    return int(Act.objects.get(number=step.act).codes.get("fen") or 0)


def _why(around: Around) -> list[Block]:
    """What is not met with its clause, then what the office says."""
    told: list[Block] = []
    for line in unmet(around):
        needs = f"（{'；'.join(line.needs)}）" if line.needs else ""
        told.append(Text(text=f"不符合“{line.words}”{needs}。依据：{'；'.join(line.margin)}。"))
    if around.reason("review"):
        told.append(Text(text=f"审核意见：{around.reason('review')}"))
    return told


def _reversed(around: Around, branches: list[Consequence]) -> Table:
    rows = tuple(
        (
            around.pack.title_of(one.grant.measure).zh,
            said_day(one.grant.granted_on),
            figures(one.given_fen),
            figures(one.stays_fen or 0),
        )
        for one in branches
    )
    return Table(
        heads=("事项", "决定日期", "已给付（元）", "保留（元）"),
        rows=rows,
        widths=(40, 24, 20, 18),
        right=(2, 3),
    )


def _reasons(around: Around, branches: list[Consequence]) -> list[Text]:
    said = reasons_of(around.case, branches)
    told = [Text(text=said[one.pk]) for one in branches if said.get(one.pk)]
    return told or [Text(text="按更正后的记录和决定当日的规则重新测算，不再符合原给付条件或金额。")]
