"""Recoveries: what is owed back, one with its plan, and what is done with it by two hands."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.base.money import fen_of
from jiyao.casework.actions.planning import agree_plan, propose_plan, return_plan
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.models import PlanState, RecoveryPlan
from jiyao.casework.queries.cases import case_for
from jiyao.casework.queries.recoveries import Owed, branches_in, owed_of
from jiyao.casework.tables import CASES
from jiyao.engine.shapes import Words
from jiyao.funds.tables import TRANSFERS
from jiyao.interfaces.desk.funds.recoveries import (
    overdue_count,
    plan_fields,
    plan_in,
    recoveries_page,
    recovery_page,
)
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.hand import Hand


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Plans that wait for who approves."""
    holder = holder_in(request)
    if not holder.may(CASES.name, "approve"):
        return None
    branches = branches_in(holder.reach(CASES.name, "approve"), today())
    plans = RecoveryPlan.objects.filter(state=PlanState.PROPOSED, branch__in=branches.values("pk"))
    return Waiting(
        words=Words(zh="份追回计划待同意", en="plans of recovery to agree"),
        count=plans.exclude(proposed_by=holder.account).count(),
        address=reverse("desk-recoveries"),
        none=Words(zh="没有待同意的追回计划", en="No plan of recovery waits"),
    )


@queue
def overdue(request: HttpRequest) -> Waiting | None:
    """Recoveries whose instalments did not come, for who pays."""
    holder = holder_in(request)
    if not holder.may(CASES.name, "pay"):
        return None
    return Waiting(
        words=Words(zh="笔追回逾期", en="recoveries overdue"),
        count=overdue_count(holder.reach(CASES.name, "pay"), today()),
        address=f"{reverse('desk-recoveries')}?overdue=yes",
        none=Words(zh="没有逾期的追回", en="No recovery is overdue"),
    )


@permitted(TRANSFERS.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is owed back by place; only what is overdue, where that is asked for."""
    reach = holder_in(request).reach(TRANSFERS.name, "see")
    overdue = request.GET.get("overdue") == "yes"
    context = recoveries_page(reach, today(), language_of_page(), overdue=overdue)
    return render(request, "desk/recoveries.html", context)


@permitted(TRANSFERS.name, "see")
@never_cache
@require_safe
def recovery(request: HttpRequest, number: int) -> HttpResponse:
    """One recovery with its plan and what came."""
    return _page(request, _found(request, number))


@permitted(TRANSFERS.name, "see")
@never_cache
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The recovery after the button was pressed; or its page with what is wrong."""
    found, do = _found(request, number), _DONE.get(request.POST.get("do", ""))
    try:
        if do is not None:
            do(found, request.POST.dict(), Hand(holder_in(request), today(), now()))
    except JiyaoError as error:
        wrong = {getattr(error, "field", ""): error.said(language_of_page())}
        return _page(request, _found(request, number), wrong, 409 if isinstance(error, Conflict) else 422)
    return redirect("desk-recovery", number)


def _propose(owed: Owed, given: Mapping[str, str], hand: Hand) -> None:
    propose_plan(owed.branch.pk, plan_in(given, owed.recovery.left_fen), hand)


def _agree(owed: Owed, given: Mapping[str, str], hand: Hand) -> None:
    agree_plan(owed.branch.pk, hand)


def _return(owed: Owed, given: Mapping[str, str], hand: Hand) -> None:
    return_plan(owed.branch.pk, hand, reason=given.get("reason", ""))


def _receive(owed: Owed, given: Mapping[str, str], hand: Hand) -> None:
    note_recovered(owed.branch.pk, fen_of(given.get("amount", "")) or 0, hand)


_DONE: Mapping[str, Callable[[Owed, Mapping[str, str], Hand], None]] = {
    "propose": _propose,
    "agree": _agree,
    "return": _return,
    "receive": _receive,
}


def _found(request: HttpRequest, number: int) -> Owed:
    branches = branches_in(holder_in(request).reach(TRANSFERS.name, "see"), today()).filter(pk=number)
    found = owed_of(branches)
    if not found:
        raise Http404
    return found[0]


def _page(
    request: HttpRequest, owed: Owed, wrong: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    holder, case = holder_in(request), owed.branch.case_id
    left, is_free = owed.recovery.left_fen, owed.waiting is None
    pays = left and case_for(holder, case, today(), "pay") is not None
    approves = not is_free and case_for(holder, case, today(), "approve") is not None
    context = {
        **recovery_page(owed, today()),
        "fields": filled(plan_fields(today()), request.POST.dict(), wrong or {}),
        "may_propose": pays and is_free,
        "may_receive": pays,
        "may_agree": approves,
        "complaint": (wrong or {}).get("", ""),
        "given": request.POST.dict(),
    }
    return render(request, "desk/recovery.html", context, status=status)
