"""Bundles for auditors: asked for, made by a worker, and taken away as one file."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import JiyaoError
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.insight.bundle.asking import WORK, ask_for_bundle
from jiyao.insight.bundle.sheets import Period
from jiyao.interfaces.desk.funds.bundles import bundle_fields, period_in
from jiyao.interfaces.desk.job_lists import job_lines
from jiyao.interfaces.desk.runs import runs_folder
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted


@permitted("bundles", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest) -> HttpResponse:
    """The form, and the bundles that were asked for; filled in, the job that makes one."""
    if request.method != "POST":
        return _page(request)
    try:
        period = period_in(request.POST.dict(), the_pack())
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()), 422)
    return redirect("desk-job", _begun(period, holder_in(request).party).pk)


@transaction.atomic
def _begun(period: Period, by: str) -> Job:
    job = ask_for_bundle(
        period,
        on=today(),
        pack=settings.PACK,
        demonstration=settings.DEMONSTRATION,
        folder=runs_folder(),
        by=by,
        language=language_of_page(),
    )
    enqueue(job)
    return job


def _page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    fields = filled(bundle_fields(the_pack()), request.POST.dict(), {"to": error} if error else {})
    context = {"fields": fields, **job_lines(holder_in(request), WORK, language_of_page())}
    return render(request, "desk/bundle.html", context, status=status)
