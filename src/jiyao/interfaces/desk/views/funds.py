"""Budget lines: all of a year, one of them, and how they are executed."""

from collections.abc import Sequence
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.foundation.contents import MIMES
from jiyao.funds.queries.lines import lines_in
from jiyao.funds.tables import LINES
from jiyao.interfaces.desk.funds.lines import funds_page, line_page
from jiyao.interfaces.desk.funds.report_paper import report_paper
from jiyao.interfaces.desk.funds.report_word import report_word
from jiyao.interfaces.desk.funds.reports import TITLE, FundTold, report_page, report_workbook
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted


@permitted(LINES.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lines in reach by fund, of one year."""
    reach = holder_in(request).reach(LINES.name, "see")
    return render(request, "desk/funds.html", funds_page(reach, _year(request), today(), language_of_page()))


@permitted(LINES.name, "see")
@never_cache
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Execution of a year by fund, place and month."""
    holder = holder_in(request)
    context = report_page(holder.reach(LINES.name, "see"), _year(request), today(), language_of_page())
    context["may_export"] = holder.may(LINES.name, "export")
    return render(request, "desk/fund_report.html", context)


@permitted(LINES.name, "export")
@never_cache
@require_safe
def report_workbook_file(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    funds, year = _told(request)
    return _file(report_workbook(funds, year, language_of_page()), year, "xlsx", XLSX)


@permitted(LINES.name, "export")
@never_cache
@require_safe
def report_paper_file(request: HttpRequest) -> HttpResponse:
    """The same as a paper."""
    funds, year = _told(request)
    content = report_paper(funds, year, the_pack(), today(), language_of_page())
    return _file(content, year, "pdf", "application/pdf")


@permitted(LINES.name, "export")
@never_cache
@require_safe
def report_word_file(request: HttpRequest) -> HttpResponse:
    """The same as a Word file."""
    funds, year = _told(request)
    return _file(
        report_word(funds, year, the_pack(), today(), language_of_page()), year, "docx", MIMES["docx"]
    )


def _told(request: HttpRequest) -> tuple[Sequence[FundTold], int]:
    reach = holder_in(request).reach(LINES.name, "export")
    told = report_page(reach, _year(request), today(), language_of_page())
    return cast(Sequence[FundTold], told["funds"]), cast(int, told["year"])


def _file(content: bytes, year: int, ending: str, kind: str) -> HttpResponse:
    name = f"{TITLE.said(language_of_page())}-{year}-{today().isoformat()}.{ending}"
    return made_file(content, kind, name)


def _year(request: HttpRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None


@permitted(LINES.name, "see")
@never_cache
@require_safe
def line(request: HttpRequest, number: int) -> HttpResponse:
    """One line with its transfers."""
    found = lines_in(holder_in(request).reach(LINES.name, "see")).filter(pk=number).first()
    if found is None:
        raise Http404
    return render(request, "desk/fund_line.html", line_page(found, language_of_page()))
