"""Budget lines: all of a year, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.funds.queries.lines import lines_in
from jiyao.funds.tables import LINES
from jiyao.interfaces.desk.funds.lines import funds_page, line_page
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import holder_in, permitted


@permitted(LINES.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lines in reach by fund, of one year."""
    year = request.GET.get("year", "")
    wanted = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None
    reach = holder_in(request).reach(LINES.name, "see")
    return render(request, "desk/funds.html", funds_page(reach, wanted, today(), language_of_page()))


@permitted(LINES.name, "see")
@never_cache
@require_safe
def line(request: HttpRequest, number: int) -> HttpResponse:
    """One line with its transfers."""
    found = lines_in(holder_in(request).reach(LINES.name, "see")).filter(pk=number).first()
    if found is None:
        raise Http404
    return render(request, "desk/fund_line.html", line_page(found, language_of_page()))
