"""The treasury's file held against the lines in reach."""

from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import JiyaoError
from jiyao.funds.actions.allocating import ALLOCATIONS
from jiyao.funds.actions.reconciling import reconcile
from jiyao.funds.banking.treasury import treasury_format
from jiyao.funds.queries.lines import lines_in
from jiyao.interfaces.desk.funds.treasury import treasury_field, unequal_told
from jiyao.interfaces.desk.imports import uploaded
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.uploads import OnDisk


@permitted(ALLOCATIONS, "make")
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def treasury(request: HttpRequest) -> HttpResponse:
    """The form; with a file, what does not agree, or what is wrong with the file."""
    request.upload_handlers = [OnDisk(request)]  # before anything reads the form
    return _held(request)


@csrf_protect
def _held(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {})
    holder, language = holder_in(request), language_of_page()
    try:
        file, shape = cast(BinaryIO, uploaded(request)), treasury_format(settings.PROFILES)
        lines = lines_in(holder.reach(ALLOCATIONS, "make"))
        found = reconcile(file, shape, lines, by=holder.party, at=now())
    except JiyaoError as error:
        return _page(request, {"field": treasury_field(error.said(language))}, 422)
    return _page(request, {"found": found, "unequal": unequal_told(found, language)})


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "desk/treasury.html", {"field": treasury_field(""), **context}, status=status)
