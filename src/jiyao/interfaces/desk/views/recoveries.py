"""Recoveries: what is owed back, one with its plan, and what is done with it by two hands."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.base.money import fen_of
from jiyao.casework.actions.advances import (
    agree_plan_of_advance,
    propose_plan_of_advance,
    return_plan_of_advance,
)
from jiyao.casework.actions.instalments import note_given_back
from jiyao.casework.actions.planning import agree_plan, propose_plan, return_plan
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.models import PlanState, RecoveryPlan
from jiyao.casework.queries.cases import case_for
from jiyao.casework.queries.recoveries import (
    Due,
    Owed,
    advances_in,
    branches_in,
    owed_of,
    owed_of_advances,
)
from jiyao.casework.tables import CASES
from jiyao.engine.shapes import Words
from jiyao.funds.tables import TRANSFERS
from jiyao.interfaces.desk.funds.recoveries import (
    address_of,
    overdue_count,
    plan_fields,
    plan_in,
    recoveries_page,
    recovery_page,
)
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Plans that wait for who approves."""
    holder = holder_in(request)
    if not holder.may(CASES.name, "approve"):
        return None
    reach = holder.reach(CASES.name, "approve")
    branches, advances = branches_in(reach, today()), advances_in(reach, today())
    of_these = Q(branch__in=branches.values("pk")) | Q(advance__in=advances.values("pk"))
    plans = RecoveryPlan.objects.filter(of_these, state=PlanState.PROPOSED)
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
    return _page(request, _branch(request, number))


@permitted(TRANSFERS.name, "see")
@never_cache
@require_safe
def advance(request: HttpRequest, number: int) -> HttpResponse:
    """What the case of that number owes of its advance, with its plan and what came."""
    return _page(request, _advance(request, number))


@permitted(TRANSFERS.name, "see")
@never_cache
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The recovery after the button was pressed; or its page with what is wrong."""
    return _changed(request, number, _branch, _OF_BRANCH)


@permitted(TRANSFERS.name, "see")
@never_cache
@require_POST
def change_advance(request: HttpRequest, number: int) -> HttpResponse:
    """The same of an advance; the list, where nothing is owed of it any more."""
    return _changed(request, number, _advance, _OF_ADVANCE)


Find = Callable[[HttpRequest, int], Owed]
Do = Callable[[Owed, Mapping[str, str], Hand], object]


def _changed(request: HttpRequest, number: int, find: Find, done: Mapping[str, Do]) -> HttpResponse:
    found, do = find(request, number), done.get(request.POST.get("do", ""))
    try:
        if do is not None:
            do(found, request.POST.dict(), hand_of(request))
    except JiyaoError as error:
        wrong = {getattr(error, "field", ""): error.said(language_of_page())}
        return _page(request, find(request, number), wrong, 409 if isinstance(error, Conflict) else 422)
    return redirect(address_of(found))


def _plan(owed: Owed, given: Mapping[str, str]) -> list[Due]:
    return plan_in(given, owed.recovery.left_fen)


def _amount(given: Mapping[str, str]) -> int:
    return fen_of(given.get("amount", "")) or 0


_OF_BRANCH: Mapping[str, Do] = {
    "propose": lambda owed, given, hand: propose_plan(owed.of.pk, _plan(owed, given), hand),
    "agree": lambda owed, given, hand: agree_plan(owed.of.pk, hand),
    "return": lambda owed, given, hand: return_plan(owed.of.pk, hand, reason=given.get("reason", "")),
    "receive": lambda owed, given, hand: note_recovered(owed.of.pk, _amount(given), hand),
}
_OF_ADVANCE: Mapping[str, Do] = {
    "propose": lambda owed, given, hand: propose_plan_of_advance(
        owed.claim.pk, _plan(owed, given), hand, the_pack()
    ),
    "agree": lambda owed, given, hand: agree_plan_of_advance(owed.claim.pk, hand, the_pack()),
    "return": lambda owed, given, hand: return_plan_of_advance(
        owed.claim.pk, hand, reason=given.get("reason", ""), pack=the_pack()
    ),
    "receive": lambda owed, given, hand: note_given_back(owed.claim.pk, _amount(given), hand, the_pack()),
}


def _branch(request: HttpRequest, number: int) -> Owed:
    reach = holder_in(request).reach(TRANSFERS.name, "see")
    return _one(owed_of(branches_in(reach, today()).filter(pk=number)))


def _advance(request: HttpRequest, number: int) -> Owed:
    reach = holder_in(request).reach(TRANSFERS.name, "see")
    return _one(owed_of_advances(advances_in(reach, today()).filter(case=number)))


def _one(found: Sequence[Owed]) -> Owed:
    if not found:
        raise Http404
    return found[0]


def _page(
    request: HttpRequest, owed: Owed, wrong: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    holder, case = holder_in(request), owed.case.pk
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
