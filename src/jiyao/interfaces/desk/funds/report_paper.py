"""Execution as a PDF file."""

from collections.abc import Sequence
from datetime import date

from jiyao.base.money import yuan
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.funds.queries.reports import Execution
from jiyao.interfaces.desk.funds.reports import HEADS, TITLE, FundTold, month_name
from jiyao.interfaces.ui.paper.setting import Frame, paper
from jiyao.interfaces.ui.templatetags.ui import day

TEMPLATE = "desk/paper/execution.typ"
HOUSE = Words(zh="技耀 · {0}资金", en="Jiyao · {0} · funds")
ABOVE = Words(
    zh="金额单位：元。预计用完：按最近 90 天的承诺速度推算。",
    en="Sums in yuan. Runs out: at the rate of the last 90 days’ commitments.",
)
BASIS = Words(zh="依据资金流水，截至 {0}", en="From the ledger, as of {0}")
BY_MONTH = Words(zh="按月", en="By month")


def report_paper(funds: Sequence[FundTold], year: int, pack: Pack, on: date, language: Language) -> bytes:
    """A PDF file with the report of a year."""
    region = pack.vocabulary.codes[DIVISIONS].codes[pack.region].said(language)
    frame = Frame(
        language=language,
        title=f"{TITLE.said(language)} {year}",
        house=HOUSE.said(language).format(region),
        on=on,
        said=day(on),
        basis=BASIS.said(language).format(day(on)),
        demonstration=pack.overlay is not None,
    )
    heads = [head.said(language).replace("（元）", "").replace(" (yuan)", "") for head in HEADS]
    content = {
        "above": ABOVE.said(language),
        "by_month": BY_MONTH.said(language),
        "place_heads": heads[1:],
        "month_heads": heads[1:-2],
        "funds": [_fund(fund, year, language) for fund in funds],
    }
    return paper(TEMPLATE, frame=frame, content=content)


def _fund(fund: FundTold, year: int, language: Language) -> dict[str, object]:
    return {
        "name": fund.name,
        "places": [
            [
                one.place,
                *_sums(one.report.whole, one.report.whole.left_fen),
                yuan(one.report.liability_fen),
                "—" if one.report.runs_out_on is None else one.report.runs_out_on.isoformat(),
            ]
            for one in fund.places
        ],
        "months": [[month_name(one, year, language), *_sums(one.moved, one.left_fen)] for one in fund.months],
    }


def _sums(one: Execution, left_fen: int) -> list[str]:
    sums = (one.allocated_fen, one.committed_fen, one.paid_fen, one.recovered_fen, one.returned_fen, left_fen)
    return [yuan(amount) for amount in sums]
