"""Runs: those that are over, one of them by measure, and a new one asked for."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.interfaces.desk.job_lists import job_lines
from jiyao.interfaces.desk.listing import list_page
from jiyao.interfaces.desk.runs import DAY, NoDay, begin_run, day_from, run_page
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.policy.actions.asking import WORK
from jiyao.policy.models import Run
from jiyao.policy.queries.runs import RunGone
from jiyao.registry.queries.listing import Asked
from jiyao.registry.tabling import table_named


@permitted("runs", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The last runs, those under way, and the form of a new one."""
    return _index(request)


def _index(request: HttpRequest, error: str = "") -> HttpResponse:
    holder, language = holder_in(request), language_of_page()
    day = replace(DAY, value=request.POST.get("on") or today().isoformat(), error=error)
    context = {
        **list_page(table_named("runs"), holder.reach("runs", "see"), Asked(), today(), language),
        **job_lines(holder, WORK, language),
        "may_make": holder.may("runs", "make"),
        "may_see_jobs": holder.may("jobs", "see"),
        "day": day,
    }
    return render(request, "desk/runs.html", context, status=422 if error else 200)


@permitted("runs", "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A run asked for leads to its job, or back to the form with what is wrong."""
    try:
        on = day_from(request.POST.get("on", ""))
    except NoDay as error:
        return _index(request, error.said(language_of_page()))
    return redirect("desk-job", begin_run(on, holder_in(request).party, language_of_page()).pk)


@permitted("runs", "see")
@never_cache
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run by measure, beside the run before."""
    found, language = get_object_or_404(Run, pk=number), language_of_page()
    try:
        return render(request, "desk/run.html", run_page(found, language))
    except RunGone as error:
        context = {"run": found, "complaint": error.said(language)}
        return render(request, "desk/run.html", context, status=410)
