"""Take-up at the desk: what became of what the rules give, the lists behind it, and the workbook."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.casework.actions.counting import ask_for_count
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.interfaces.desk.taking.lists import cause_in, list_of
from jiyao.interfaces.desk.taking.page import take_up_page, wanted
from jiyao.interfaces.desk.taking.workbook import take_up_workbook
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.take_up import TITLE

TAKE_UP = "take-up"


@permitted(TAKE_UP, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Take-up in reach."""
    holder = holder_in(request)
    reach = holder.reach(TAKE_UP, "see")
    context = take_up_page(wanted(request.GET.dict(), reach), reach, the_pack())
    may = {"may_export": holder.may(TAKE_UP, "export"), "may_count": holder.may(TAKE_UP, "make")}
    return render(request, "desk/take_up.html", {**context, **may, "title": TITLE})


@permitted(TAKE_UP, "make")
@never_cache
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """A new count leads to its job."""
    return redirect("desk-job", _begun(holder_in(request).party).pk)


@transaction.atomic
def _begun(by: str) -> Job:
    job = ask_for_count(
        on=today(),
        pack=settings.PACK,
        demonstration=settings.DEMONSTRATION,
        by=by,
        language=language_of_page(),
    )
    enqueue(job)
    return job


@permitted(TAKE_UP, "see")
@never_cache
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What a cause holds, line by line."""
    given = request.GET.dict()
    cause = cause_in(given)
    if cause is None:
        raise Http404
    asked = wanted(given, holder_in(request).reach(TAKE_UP, "see"))
    return render(
        request, "desk/take_up_list.html", {**list_of(asked, cause, the_pack(), today()), "title": TITLE}
    )


@permitted(TAKE_UP, "export")
@never_cache
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Take-up in reach as a workbook."""
    asked = wanted(request.GET.dict(), holder_in(request).reach(TAKE_UP, "export"))
    language = language_of_page()
    name = f"{TITLE.said(language)}-{today().isoformat()}.xlsx"
    return made_file(take_up_workbook(asked, the_pack(), language), XLSX, name)
