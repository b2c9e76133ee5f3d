"""Flags: those that wait to be resolved, a new look for them, what is said and answered of one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.casework.actions.answering import answer_flag
from jiyao.casework.actions.clearing import resolve_flag
from jiyao.casework.actions.looking import WORK, ask_for_flags
from jiyao.casework.models import STOPPING, Flag, FlagRun, FlagState
from jiyao.casework.queries.flags import answers_to
from jiyao.casework.tables import FLAGS
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.interfaces.desk.flagging.page import flags_told
from jiyao.interfaces.desk.job_lists import job_lines
from jiyao.interfaces.desk.listing import list_page
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.desk.runs import runs_folder
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.queries.listing import Asked, one_row
from jiyao.registry.queries.reaching import rows_in_reach


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Flags that wait to be resolved."""
    holder = holder_in(request)
    if not holder.may(FLAGS.name, "decide"):
        return None
    rows = rows_in_reach(FLAGS, holder.reach(FLAGS.name, "decide"), today())
    return Waiting(
        words=Words(zh="条疑点待核查", en="flags to resolve"),
        count=rows.filter(state=FlagState.OPEN).count(),
        address=reverse("desk-flags"),
        none=Words(zh="没有待核查的疑点", en="No flag waits to be resolved"),
    )


@queue
def unanswered(request: HttpRequest) -> Waiting | None:
    """Flags that concern the organisation of who asks, and that nobody there has answered."""
    reach = holder_in(request).reach(FLAGS.name, "answer")
    if not reach:
        return None
    rows = rows_in_reach(FLAGS, reach, today())
    return Waiting(
        words=Words(zh="条涉及本单位的疑点待回复", en="flags that concern you, to be answered"),
        count=rows.filter(state=FlagState.OPEN, answers=None).count(),
        address=reverse("desk-flags"),
        none=Words(zh="没有待回复的疑点", en="No flag waits for your answer"),
    )


@permitted(FLAGS.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The flags that are open, the looks for them that were asked for, and the button for another."""
    holder, language = holder_in(request), language_of_page()
    asked = Asked(narrowed={"state": FlagState.OPEN.value})
    context = {
        **list_page(FLAGS, holder.reach(FLAGS.name, "see"), asked, today(), language),
        **job_lines(holder, WORK, language),
        "last": FlagRun.objects.filter(people=None).order_by("-pk").first(),
        "may_make": holder.may(FLAGS.name, "make"),
        "may_see_jobs": holder.may("jobs", "see"),
    }
    return render(request, "desk/flags.html", context)


@permitted(FLAGS.name, "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A look for flags leads to its job."""
    return redirect("desk-job", _begun(holder_in(request).party).pk)


@transaction.atomic
def _begun(by: str) -> Job:
    job = ask_for_flags(
        on=today(),
        pack=settings.PACK,
        demonstration=settings.DEMONSTRATION,
        folder=runs_folder(),
        by=by,
        language=language_of_page(),
    )
    enqueue(job)
    return job


@permitted(FLAGS.name, "see")
@never_cache
@require_safe
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """One flag."""
    return _page(request, _found(request, number))


@permitted(FLAGS.name, "answer")
@never_cache
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The flag with what the organisation says of it; or its page with what is wrong."""
    return _after(request, number, _answered)


@permitted(FLAGS.name, "decide")
@never_cache
@require_POST
def resolve(request: HttpRequest, number: int) -> HttpResponse:
    """The flag, resolved; or its page with what is wrong."""
    return _after(request, number, _resolved)


def _answered(request: HttpRequest, number: int, hand: Hand) -> None:
    answer_flag(number, hand, text=request.POST.get("text", ""))


def _resolved(request: HttpRequest, number: int, hand: Hand) -> None:
    resolve_flag(number, request.POST.get("do", ""), hand, reason=request.POST.get("reason", ""))


def _after(request: HttpRequest, number: int, do: Callable[[HttpRequest, int, Hand], None]) -> HttpResponse:
    found = _found(request, number)
    try:
        do(request, number, hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        status = 409 if isinstance(error, Conflict) else 422
        return _page(request, found, error.said(language_of_page()), status)
    return redirect("desk-flag", number)


def _found(request: HttpRequest, number: int) -> Flag:
    found: Any = one_row(FLAGS, holder_in(request).reach(FLAGS.name, "see"), str(number), today())
    if not isinstance(found, Flag):
        raise Http404
    return found


def _page(request: HttpRequest, found: Flag, complaint: str = "", status: int = 200) -> HttpResponse:
    holder = holder_in(request)
    [told] = flags_told([found], language_of_page())
    concerns = one_row(FLAGS, holder.reach(FLAGS.name, "answer"), str(found.pk), today()) is not None
    may = one_row(FLAGS, holder.reach(FLAGS.name, "decide"), str(found.pk), today()) is not None
    context = {
        "told": told,
        "answers": answers_to(found),
        "concerns": concerns,
        "may_resolve": may and found.state in STOPPING,
        "may_answer": concerns and found.state in STOPPING,
        "complaint": complaint,
        "given": request.POST,
    }
    return render(request, "desk/flag.html", context, status=status)
