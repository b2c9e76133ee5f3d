"""Execution as a Word file: each fund by place with what is owed and when it runs out, then by month."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from jiyao.base.money import yuan
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.funds.queries.reports import Execution
from jiyao.interfaces.desk.funds.report_paper import ABOVE, BASIS, BY_MONTH, HOUSE
from jiyao.interfaces.desk.funds.reports import HEADS, TITLE, FundTold, month_name
from jiyao.interfaces.desk.workbooks import DEMONSTRATION
from jiyao.interfaces.ui.official.content import Block, Content, Heading, Table, Text
from jiyao.interfaces.ui.official.word import document
from jiyao.interfaces.ui.templatetags.ui import day

WHOLE = Words(zh="合计", en="Total")
NEVER = "—"
FIGURES = tuple(range(1, 8))


def report_word(funds: Sequence[FundTold], year: int, pack: Pack, on: date, language: Language) -> bytes:
    """A DOCX file with the report of a year."""
    region = pack.vocabulary.codes[DIVISIONS].codes[pack.region].said(language)
    blocks: list[Block] = [Text(text=ABOVE.said(language))]
    for fund in funds:
        blocks += [Heading(text=fund.name), _places(fund, language)]
        if fund.months:
            blocks += [Heading(text=BY_MONTH.said(language)), _months(fund, year, language)]
    return document(
        Content(
            form="lying",
            office=HOUSE.said(language).format(region),
            reference=BASIS.said(language).format(day(on)),
            title=f"{TITLE.said(language)} {year}",
            blocks=tuple(blocks),
            on=on,
            warning=DEMONSTRATION[language] if settings.DEMONSTRATION else "",
        )
    )


def _places(fund: FundTold, language: Language) -> Table:
    rows = [
        (
            one.place,
            *_sums(one.report.whole),
            yuan(one.report.liability_fen),
            NEVER if one.report.runs_out_on is None else one.report.runs_out_on.isoformat(),
        )
        for one in fund.places
    ]
    rows.append((WHOLE.said(language), *_sums(fund.whole), yuan(fund.owed_fen), ""))
    return Table(
        heads=_heads(language)[1:],
        rows=tuple(rows),
        widths=(24, 18, 18, 18, 16, 16, 18, 18, 18),
        right=FIGURES,
    )


def _months(fund: FundTold, year: int, language: Language) -> Table:
    rows = tuple((month_name(one, year, language), *_sums(one.moved, one.left_fen)) for one in fund.months)
    return Table(
        heads=_heads(language)[1:-2], rows=rows, widths=(24, 18, 18, 18, 16, 16, 18), right=FIGURES[:-1]
    )


def _heads(language: Language) -> tuple[str, ...]:
    return tuple(head.said(language).replace("（元）", "").replace(" (yuan)", "") for head in HEADS)


def _sums(one: Execution, left_fen: int | None = None) -> tuple[str, ...]:
    left = one.left_fen if left_fen is None else left_fen
    sums = (one.allocated_fen, one.committed_fen, one.paid_fen, one.recovered_fen, one.returned_fen, left)
    return tuple(map(yuan, sums))
