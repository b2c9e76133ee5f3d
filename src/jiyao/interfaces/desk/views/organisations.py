"""One organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.interfaces.desk.organisations import ORGANISATIONS, organisation_page
from jiyao.interfaces.desk.row_actions import parts_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import TABLES


@permitted(ORGANISATIONS, "see")
@never_cache
@require_safe
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    """Its page."""
    holder = holder_in(request)
    version = one_row(TABLES[ORGANISATIONS], holder.reach(ORGANISATIONS, "see"), str(number), today())
    if version is None:
        raise Http404
    context = organisation_page(version, holder, today(), language_of_page())
    context["parts"] = parts_of(ORGANISATIONS, request, version)
    return render(request, "desk/organisation.html", context)
