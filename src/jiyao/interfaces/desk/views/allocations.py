"""Allocations: those that wait, a new one, and one with what can be done about it."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.funds.actions.allocating import (
    ALLOCATIONS,
    confirm_allocation,
    propose_allocation,
    return_allocation,
    withdraw_allocation,
)
from jiyao.funds.models import Allocation, AllocationKind, AllocationState
from jiyao.interfaces.desk.changing.submitting import Trouble, trouble_of
from jiyao.interfaces.desk.funds.allocations import (
    BadField,
    allocation_fields,
    allocation_page,
    proposal_from,
)
from jiyao.interfaces.desk.funds.lines import fund_name
from jiyao.interfaces.desk.funds.words import ALLOCATIONS as KINDS
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.permitting import Reach

SHOWN = 200


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Allocations that wait for the second hand of who asks."""
    holder = holder_in(request)
    if not holder.may(ALLOCATIONS, "decide"):
        return None
    return Waiting(
        words=Words(zh="项资金安排待确认", en="allocations to confirm"),
        count=_placed(holder.reach(ALLOCATIONS, "decide")).filter(state=AllocationState.PROPOSED).count(),
        address=reverse("desk-allocations"),
        none=Words(zh="没有待确认的资金安排", en="No allocation waits for a second official"),
    )


@permitted(ALLOCATIONS, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The open allocations in reach."""
    language = language_of_page()
    found = _seen(request).filter(state=AllocationState.PROPOSED).order_by("pk")[:SHOWN]
    listed = [(one, KINDS[AllocationKind(one.kind)], fund_name(one.fund, language)) for one in found]
    context = {"listed": listed, "may_make": holder_in(request).may(ALLOCATIONS, "make")}
    return render(request, "desk/allocations.html", context)


@permitted(ALLOCATIONS, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The form of a proposal; one that is given leads to its page, or back with what is wrong."""
    if request.method != "POST":
        return _form(request, {}, None)
    try:
        proposal = proposal_from(request.POST.dict(), the_pack())
        made = propose_allocation(proposal, holder=holder_in(request), at=now())
    except BadField as error:
        return _form(request, {error.field: error.said(language_of_page())}, None)
    except JiyaoError as error:
        return _form(request, {}, trouble_of(error))
    return redirect("desk-allocation", made.pk)


@permitted(ALLOCATIONS, "see")
@never_cache
@require_safe
def allocation(request: HttpRequest, number: int) -> HttpResponse:
    """One allocation."""
    return _page(request, _found(request, number))


@permitted(ALLOCATIONS, "decide")
@never_cache
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """The allocation, confirmed or given back as the button says; or its page with why not."""
    found, holder, answer = _found(request, number), holder_in(request), request.POST.get("answer", "")[:200]
    try:
        if request.POST.get("do") == "confirm":
            confirm_allocation(found.pk, holder=holder, on=today(), at=now(), answer=answer)
        else:
            return_allocation(found.pk, holder=holder, at=now(), answer=answer)
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-allocation", number)


@permitted(ALLOCATIONS, "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The allocation, withdrawn by who proposed it."""
    found = _found(request, number)
    try:
        withdraw_allocation(found.pk, holder=holder_in(request), at=now())
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-allocation", number)


def _seen(request: HttpRequest) -> QuerySet[Allocation]:
    reach = holder_in(request).reach(ALLOCATIONS, "see")
    found = Allocation.objects.select_related("division", "place", "proposed_by", "decided_by")
    return found if reach.everything else found.filter(division__in=reach.divisions)


def _placed(reach: Reach) -> QuerySet[Allocation]:
    found = Allocation.objects.all()
    return found if reach.everything else found.filter(place__in=reach.divisions)


def _found(request: HttpRequest, number: int) -> Allocation:
    found = _seen(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, errors: Mapping[str, str], trouble: Trouble | None) -> HttpResponse:
    reach = holder_in(request).reach(ALLOCATIONS, "make")
    fields = allocation_fields(the_pack(), reach, today().year, language_of_page())
    given = {**request.GET.dict(), **request.POST.dict()}
    context = {"fields": filled(fields, given, errors), "trouble": trouble}
    status = trouble.status if trouble is not None else 422 if errors else 200
    return render(request, "desk/allocation_make.html", context, status=status)


def _page(request: HttpRequest, found: Allocation, trouble: Trouble | None = None) -> HttpResponse:
    holder = holder_in(request)
    mine = holder.account is not None and found.proposed_by_id == holder.account.pk
    decides = holder.reach(ALLOCATIONS, "decide")
    context = {
        **allocation_page(found, language_of_page()),
        "may_decide": not mine and (decides.everything or found.place_id in decides.divisions),
        "may_take_back": mine and holder.may(ALLOCATIONS, "make"),
        "trouble": trouble,
        "answer": request.POST.get("answer", ""),
    }
    return render(request, "desk/allocation.html", context, status=200 if trouble is None else trouble.status)
