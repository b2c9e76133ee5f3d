"""公示, 汇总表, 请款函: papers over several cases, with as little about people as does."""

from collections import Counter
from collections.abc import Mapping, Sequence

from jiyao.base.capitals import capitals
from jiyao.casework.models import Case, Paper, PaperKind
from jiyao.casework.queries.together import Over
from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.ui.cases import STATES
from jiyao.interfaces.ui.official.around import office_of, reference_of, warning_of
from jiyao.interfaces.ui.official.content import Block, Content, Table, Text, said_day
from jiyao.interfaces.ui.official.saying import figures, money
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.labels import MaskedPerson, masked_people

UNKNOWN = "期限未定"


def listed(over: Over, paper: Paper, pack: Pack) -> Content:
    """What a paper over several cases says."""
    return _LISTED[over.kind](over, paper, pack)


def _notice(over: Over, paper: Paper, pack: Pack) -> Content:
    teller, people = Teller(pack, "zh"), _people(over)
    rows = tuple(
        (
            one.case.number,
            _name(people, one.case),
            place_name(teller, one.case.division) or "—",
            figures(one.case.amount_fen or 0) if one.case.amount_fen else "—",
            f"{said_day(one.since)}至{UNKNOWN if one.until is None else said_day(one.until.on)}",
        )
        for one in over.since
    )
    title = _title(over, pack)
    blocks: list[Block] = [
        Text(text=f"经审核、审批，拟对下列{len(rows)}件申领给付{title}，现予公示。"),
        Table(
            heads=("受理编号", "姓名", "受理地", "金额（元）", "公示起止"),
            rows=rows,
            widths=(50, 16, 24, 24, 42),
            right=(3,),
        ),
        Text(
            text="对公示内容有异议的，请在公示期内实名向本机关提出，并附有关材料。异议办结前公示期顺延。姓名已作隐去处理。"
        ),
    ]
    return _letter(over, paper, pack, f"关于拟给付{title}的公示", blocks)


def _summary(over: Over, paper: Paper, pack: Pack) -> Content:
    people = _people(over)
    rows = [
        (
            str(number),
            case.number,
            _name(people, case),
            _identity(people, case),
            _measure(case, pack),
            "" if case.grant is None else case.grant.granted_on.isoformat(),
            STATES[case.state].zh,
            figures(over.fen(case)),
        )
        for number, case in enumerate(over.cases, 1)
    ]
    whole = sum(map(over.fen, over.cases))
    rows.append(("合计", f"{len(over.cases)} 件", "", "", "", "", "", figures(whole)))
    heads = ("序号", "受理编号", "姓名", "公民身份号码", "事项", "决定日期", "状态", "金额（元）")
    table = Table(heads=heads, rows=tuple(rows), widths=(6, 22, 8, 20, 28, 12, 9, 14), right=(7,))
    return Content(
        form="lying",
        office=office_of(pack, paper.division),
        reference=reference_of(paper, pack),
        title=f"{_title(over, pack)}汇总表",
        blocks=(table,),
        on=paper.issued_on,
        notes=(
            f"合计金额大写：{capitals(whole)}。姓名和公民身份号码已作隐去处理。出具日期：{said_day(paper.issued_on)}。",
            Teller(pack, "zh").basis(),
        ),
        warning=warning_of(pack),
    )


def _request(over: Over, paper: Paper, pack: Pack) -> Content:
    title, place = _title(over, pack), place_name(Teller(pack, "zh"), over.division)
    rows = _by_measure(over, pack)
    fund = _fund(over, pack)
    blocks: list[Block] = [
        Text(
            text=f"按照有关政策规定，{place}{title}经受理、审核、审批，符合给付条件的共{len(over.cases)}件，"
            f"合计{money(over.whole_fen)}，列支{fund}。明细如下："
        ),
        Table(heads=("事项", "件数", "金额（元）"), rows=rows, widths=(60, 16, 30), right=(1, 2)),
        Text(text="请予审核拨付。"),
        Text(text="附件：汇总表"),
    ]
    return _letter(over, paper, pack, f"关于拨付{title}资金的函", blocks, to="财政部门：")


def _by_measure(over: Over, pack: Pack) -> tuple[tuple[str, str, str], ...]:
    """How many and how much by measure; what a batch pays besides, then all of it."""
    counted, sums = Counter(case.measure for case in over.cases), Counter[str]()
    for case in over.cases:
        sums[case.measure] += over.fen(case)
    rows = [(pack.title_of(name).zh, str(counted[name]), figures(sums[name])) for name in sorted(counted)]
    besides = over.whole_fen - sums.total()
    if besides:
        rows.append(("其他", "—", figures(besides)))
    return (*rows, ("合计", str(len(over.cases)), figures(over.whole_fen)))


_LISTED = {
    PaperKind.NOTICE: _notice,
    PaperKind.SUMMARY: _summary,
    PaperKind.PAYMENT_REQUEST: _request,
}


def _letter(
    over: Over, paper: Paper, pack: Pack, title: str, blocks: Sequence[Block], to: str = ""
) -> Content:
    office = office_of(pack, paper.division)
    return Content(
        office=office,
        reference=reference_of(paper, pack),
        title=title,
        to=to,
        blocks=tuple(blocks),
        signed_by=office,
        on=paper.issued_on,
        notes=(Teller(pack, "zh").basis(),),
        warning=warning_of(pack),
    )


def _title(over: Over, pack: Pack) -> str:
    """What it is about: the measure; of a batch, the batch."""
    return f"第{over.batch.pk}批次技能人才待遇" if over.batch is not None else pack.title_of(over.measure).zh


def _measure(case: Case, pack: Pack) -> str:
    return pack.title_of(case.measure).zh


def _fund(over: Over, pack: Pack) -> str:
    if over.batch is not None:
        return FUNDS["zh"].get(over.batch.line.fund, over.batch.line.fund)
    fund = pack.measures[over.measure].fund
    return FUNDS["zh"].get(fund or "", fund or "有关资金")


def _people(over: Over) -> Mapping[int, MaskedPerson]:
    return masked_people(case.person_id for case in over.cases if case.person_id)


def _name(people: Mapping[int, MaskedPerson], case: Case) -> str:
    found = people.get(case.person_id or 0)
    return "—" if found is None or not found.name else found.name


def _identity(people: Mapping[int, MaskedPerson], case: Case) -> str:
    found = people.get(case.person_id or 0)
    return "—" if found is None or not found.identity else found.identity
