"""Sentences and tables that several papers share: who asked what, what was found, on which clause, how much."""

from collections.abc import Iterator

from jiyao.base.capitals import capitals
from jiyao.base.money import FEN_A_YUAN
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Channel, Recommendation
from jiyao.engine.shapes import Source
from jiyao.interfaces.ui.cases import CHANNELS
from jiyao.interfaces.ui.determinations.telling import Line, lines, stated_source
from jiyao.interfaces.ui.library.wording import wording
from jiyao.interfaces.ui.official.around import Around
from jiyao.interfaces.ui.official.content import Block, Table, Text, said_day
from jiyao.interfaces.ui.sentences import Teller

MET = {
    "yes": "符合",
    "no": "不符合",
    "ask": "未查明",
    "confirm": "经核实符合",
    "later": "尚不符合",
    "none": "不适用",
}
HEADS = ("条件", "查明的情况", "是否符合", "依据")
LONGEST_WORDING = 300


def asked(around: Around) -> str:
    """Who asked for what, when and how."""
    case, person = around.case, around.person
    known = f"（公民身份号码：{person.identity}）" if person.identity else ""
    way = CHANNELS[case.channel].zh
    when = said_day(case.opened_on)
    if around.contested is not None:
        who = "你单位" if case.person_id is None else f"你{known}"
        form = kind_of(case).words.zh
        return f"{who}于{when}对办件{around.contested.number}（{around.title}）提出{form}，受理编号{case.number}。"
    if case.person_id is None:
        return f"你单位于{when}提出{around.title}申领（{way}），受理编号{case.number}。"
    if case.channel == Channel.ROSTER and around.organisation:
        return f"{around.organisation}于{when}以单位名册为你{known}提出{around.title}申领，受理编号{case.number}。"
    return f"你{known}于{when}（{way}）提出{around.title}申领，受理编号{case.number}。"


def clause(teller: Teller, source: Source) -> str:
    """A clause as papers name it: 《题名》（文号）第一条."""
    document = teller.pack.documents.get(source.document, {})
    number = document.get("number")
    title = teller.document_title(source.document).strip("《》")
    return f"《{title}》" + (f"（{number}）" if number else "") + (source.article or "")


def rests_on(around: Around) -> list[Block]:
    """The clause that decides, with its words where they are held."""
    source = None if around.found is None else stated_source(around.found)
    if source is None:
        return []
    told: list[Block] = [Text(text=f"{clause(around.teller, source)}。")]
    said = "".join(wording(around.pack, source))
    if said:
        short = said if len(said) <= LONGEST_WORDING else f"{said[:LONGEST_WORDING]}……"
        told.append(Text(text=f"该条规定：“{short}”"))
    return told


def conditions(around: Around) -> list[Block]:
    """Every condition with what was found and its clause, as a table."""
    if around.found is None:
        return []
    told = lines(around.found, around.teller)
    rows = tuple(_row(one) for one in told if one.mark != "none")
    return [Table(heads=HEADS, rows=rows, widths=(32, 30, 14, 30))] if rows else []


def facts(around: Around) -> list[Block]:
    """What is on record, each fact once."""
    if around.found is None:
        return []
    found = lines(around.found, around.teller)
    said = "；".join(dict.fromkeys(fact for line in found for fact in _facts(line)))
    told: list[Block] = [Text(text=f"经核验登记资料，查明：{said}。")] if said else []
    judged = "；".join(line.words for line in found if line.mark == "confirm")
    if judged and around.contested is None and around.reviewed.get("recommends") == Recommendation.GRANT:
        told.append(Text(text=f"经审核人员核实：{judged}。"))
    return told


def unmet(around: Around) -> Iterator[Line]:
    """The conditions and limits that are not met."""
    if around.found is not None:
        yield from (one for one in lines(around.found, around.teller) if one.mark in ("no", "later"))


def _row(line: Line) -> tuple[str, str, str, str]:
    found = "；".join(dict.fromkeys(part for part in (*_facts(line), line.said) if part)) or "—"
    return line.words, found, MET[line.mark], "；".join(line.margin) or "—"


def _facts(line: Line) -> list[str]:
    """The facts of a condition, then those of its branches."""
    own = [f"{name}：{value}" for name, value in line.facts]
    return own + [fact for branch in line.branches for fact in _facts(branch)]


def money(amount_fen: int) -> str:
    """A sum as papers write it: figures, then capitals."""
    return f"人民币{figures(amount_fen)}元（大写：{capitals(amount_fen)}）"


def figures(amount_fen: int) -> str:
    """A sum in figures, always with its fen: 1,500.00."""
    whole, rest = divmod(amount_fen, FEN_A_YUAN)
    return f"{whole:,}.{rest:02d}"
