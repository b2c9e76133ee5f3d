"""One piece of long work: its page, how far it is, and the file that came of it."""

from contextlib import suppress
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.foundation.actions.queueing import NotWaiting, withdraw_job
from jiyao.foundation.models import Job
from jiyao.interfaces.desk.jobs import is_under_way, job_page, progress_of
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import XLSX, kept_file
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.queries.jobs import jobs_in_reach


@permitted("jobs", "see")
@never_cache
@require_safe
def job(request: HttpRequest, number: int) -> HttpResponse:
    """Its page."""
    context = job_page(_job(request, number), holder_in(request), language_of_page())
    return render(request, "desk/job.html", context)


@permitted("jobs", "see")
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is, as a part of its page; where it is over, htmx is sent to the whole."""
    found = _job(request, number)
    if not is_under_way(found):
        return HttpResponse(headers={"HX-Redirect": reverse("desk-job", args=[number])})
    return render(request, "desk/_job_progress.html", progress_of(found, language_of_page()))


@permitted("jobs", "see")
@never_cache
@require_safe
def result(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file that came of it: of an import the workbook of bad rows."""
    found = _job(request, number)
    if found.result is None:
        raise Http404
    if "name" not in found.arguments:
        return kept_file(found.result)
    name = f"{Path(found.arguments['name']).stem}.bad.xlsx"
    return kept_file(found.result, name, XLSX)


@permitted("jobs", "see")
@never_cache
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Its page, the job taken back by who asked for it; what came in between, where a worker was faster."""
    found = _job(request, number)
    if found.by != holder_in(request).party:
        raise PermissionDenied
    with suppress(NotWaiting):  # the page then shows that it is under way or over
        withdraw_job(found)
    return redirect("desk-job", number=number)


def _job(request: HttpRequest, number: int) -> Job:
    """The job, if it is in reach."""
    jobs = jobs_in_reach(holder_in(request).reach("jobs", "see")).select_related("result")
    found = jobs.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
