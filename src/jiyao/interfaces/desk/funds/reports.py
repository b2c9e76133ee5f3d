"""Execution as a page and as a workbook: by fund and place, by month, with what is owed and when a line runs out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import groupby

import xlsxwriter
from django.conf import settings

from jiyao.base.money import FEN_A_YUAN
from jiyao.engine.shapes import Language, Words
from jiyao.funds.queries.lines import lines_in, years_of
from jiyao.funds.queries.reports import Execution, LineReport, Month, months_together, reports_of
from jiyao.interfaces.desk.funds.lines import fund_name
from jiyao.interfaces.desk.workbooks import DEMONSTRATION
from jiyao.registry.permitting import Reach

TITLE = Words(zh="资金执行情况", en="Execution of funds")
HEADS = (
    Words(zh="资金", en="Fund"),
    Words(zh="区划或月份", en="Place or month"),
    Words(zh="额度（元）", en="Allocated (yuan)"),
    Words(zh="承诺（元）", en="Committed (yuan)"),
    Words(zh="拨付（元）", en="Paid (yuan)"),
    Words(zh="追回（元）", en="Recovered (yuan)"),
    Words(zh="上缴（元）", en="Returned (yuan)"),
    Words(zh="结余（元）", en="Left (yuan)"),
    Words(zh="未付承诺（元）", en="Owed (yuan)"),
    Words(zh="预计用完", en="Runs out on"),
)
MONTH = Words(zh="{0} 月", en="month {0}")
MONTH_OF_A_YEAR = Words(zh="{1} 年 {0} 月", en="month {0} of {1}")


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A line of the report."""

    place: str
    line: int
    level: str
    report: LineReport


@dataclass(frozen=True, slots=True)
class FundTold:
    """A fund with its lines, its months and its sum."""

    name: str
    places: Sequence[PlaceTold]
    months: Sequence[Month]
    whole: Execution
    owed_fen: int


def report_page(reach: Reach, year: int | None, today: date, language: Language) -> dict[str, object]:
    """The report of a year; of the last year that has lines where none is named."""
    lines = lines_in(reach)
    years = years_of(lines)
    shown = year if year in years else today.year if today.year in years else next(iter(years), today.year)
    reports = reports_of(lines.filter(year=shown), today)
    by_fund = groupby(reports, key=lambda one: one.line.fund)
    return {
        "title": TITLE,
        "year": shown,
        "years": years,
        "funds": [_fund(fund, list(found), language) for fund, found in by_fund],
    }


def _fund(fund: str, reports: Sequence[LineReport], language: Language) -> FundTold:
    return FundTold(
        name=fund_name(fund, language),
        places=[_place(one, language) for one in reports],
        months=months_together(reports),
        whole=sum((one.whole for one in reports), start=Execution()),
        owed_fen=sum(one.liability_fen for one in reports),
    )


def _place(one: LineReport, language: Language) -> PlaceTold:
    division = one.line.division
    return PlaceTold(division.zh if language == "zh" else division.en, one.line.pk, division.level, one)


def report_workbook(funds: Sequence[FundTold], year: int, language: Language) -> bytes:
    """The report as a workbook; sums are numbers of yuan."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(f"{TITLE.said(language)} {year}"[:31])
        bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        first = 0
        if settings.DEMONSTRATION:
            sheet.write_string(0, 0, DEMONSTRATION[language], bold)
            first = 1
        for index, head in enumerate(HEADS):
            sheet.write_string(first, index, head.said(language), bold)
        for line, row in enumerate(_rows(funds, year, language), first + 1):
            for index, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, index, cell / FEN_A_YUAN, money)
                else:
                    sheet.write_string(line, index, cell)
        sheet.freeze_panes(first + 1, 2)
    return content.getvalue()


def month_name(month: Month, year: int, language: Language) -> str:
    """What a month is called; with its year where that is another than the report's."""
    words = MONTH if month.year == year else MONTH_OF_A_YEAR
    return words.said(language).format(month.month, month.year)


def _rows(funds: Sequence[FundTold], year: int, language: Language) -> Iterator[list[int | str]]:
    """The rows: places, then months; whole numbers are fen."""
    for fund in funds:
        for one in fund.places:
            report = one.report
            runs_out = "" if report.runs_out_on is None else report.runs_out_on.isoformat()
            sums = _sums(report.whole, report.whole.left_fen)
            yield [fund.name, one.place, *sums, report.liability_fen, runs_out]
        for month in fund.months:
            said = month_name(month, year, language)
            yield [fund.name, said, *_sums(month.moved, month.left_fen)]


def _sums(one: Execution, left_fen: int) -> list[int | str]:
    sums = (one.allocated_fen, one.committed_fen, one.paid_fen, one.recovered_fen, one.returned_fen, left_fen)
    return list(sums)
