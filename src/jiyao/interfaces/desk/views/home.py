"""The first page of the desk: what is to be done, people to be found, the tables, and how the division stands."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.engine.shapes import Words
from jiyao.foundation.models import JobState
from jiyao.interfaces.desk.home import figures_of
from jiyao.interfaces.desk.imports import importable
from jiyao.interfaces.desk.jobs import UNDER_WAY
from jiyao.interfaces.desk.people import NUMBER_FIELD
from jiyao.interfaces.desk.queues import Waiting, queue, waiting_for
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.policy.queries.runs import last_run
from jiyao.registry.queries.jobs import jobs_in_reach
from jiyao.registry.tabling import TABLES

RECENT = timedelta(days=7)


@permitted("desk", "see")
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    holder = holder_in(request)
    context = {
        "waiting": waiting_for(request),
        "number": NUMBER_FIELD if holder.may("people", "find") else None,
        "tables": [table for table in TABLES.values() if holder.may(table.name, "see")],
        "run": last_run() if holder.may("runs", "see") else None,
        **figures_of(holder, language_of_page()),
    }
    return render(request, "desk/home.html", context)


@permitted("desk", "see")
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every key of the desk."""
    return render(request, "desk/keys.html")


@queue
def imports(request: HttpRequest) -> Waiting | None:
    """Work under way, and what lately came back with bad rows or failed."""
    holder = holder_in(request)
    if not importable(holder):
        return None
    jobs = jobs_in_reach(holder.reach("jobs", "see"))
    lately = jobs.filter(state__in=(JobState.REFUSED, JobState.FAILED), ended_at__gte=now() - RECENT)
    return Waiting(
        words=Words(
            zh="任务进行中，或近七天有退回、失败",
            en="jobs under way, or given back or failed in the last week",
        ),
        count=jobs.filter(state__in=UNDER_WAY).count() + lately.count(),
        address=reverse("desk-imports"),
        none=Words(zh="没有进行中的导入，也没有退回的行", en="No import is under way, and no rows came back"),
    )
