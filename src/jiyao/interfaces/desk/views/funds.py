"""Budget lines: all of a year, one of them, and how they are executed."""

from collections.abc import Sequence
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.funds.queries.lines import lines_in
from jiyao.funds.tables import LINES
from jiyao.interfaces.desk.funds.lines import funds_page, line_page
from jiyao.interfaces.desk.funds.reports import TITLE, FundTold, report_page, report_workbook
from jiyao.interfaces.desk.workbooks import XLSX
from jiyao.interfaces.ui.context import language_of_page, today
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
def report_file(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    language = language_of_page()
    reach = holder_in(request).reach(LINES.name, "export")
    told = report_page(reach, _year(request), today(), language)
    year = cast(int, told["year"])
    content = report_workbook(cast(Sequence[FundTold], told["funds"]), year, language)
    disposition = content_disposition_header(
        as_attachment=True, filename=f"{TITLE.said(language)}-{year}-{today().isoformat()}.xlsx"
    )
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": str(disposition)})


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
