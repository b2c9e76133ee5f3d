"""Payment orders: one of them, and its account seen in the clear for a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.funds.actions.unmasking import see_account
from jiyao.funds.models import PaymentOrder
from jiyao.interfaces.desk.funds.batches import order_page, orders_in
from jiyao.interfaces.desk.unmasking import reason_field
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.permitting import holder_in, permitted

ORDERS = "orders"


@permitted(ORDERS, "see")
@never_cache
@require_safe
def order(request: HttpRequest, number: int) -> HttpResponse:
    """One order."""
    return _page(request, _found(request, number, "see"))


@permitted(ORDERS, "unmask")
@never_cache
@require_POST
def unmask(request: HttpRequest, number: int) -> HttpResponse:
    """The account, once; or the page again with what is wrong with the reason."""
    found, reason = _found(request, number, "unmask"), request.POST.get("reason", "")
    try:
        seen = see_account(found, by=holder_in(request).party, reason=reason, at=now())
    except JiyaoError as error:
        return _page(request, found, error.said(language_of_page()))
    return render(request, "desk/order_unmasked.html", {"order": found, "seen": seen, "reason": reason})


def _found(request: HttpRequest, number: int, verb: str) -> PaymentOrder:
    found = orders_in(holder_in(request).reach(ORDERS, verb)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: PaymentOrder, error: str = "") -> HttpResponse:
    context = {**order_page(found, language_of_page()), "reason": reason_field(error)}
    context["may_unmask"] = holder_in(request).may(ORDERS, "unmask")
    return render(request, "desk/order.html", context, status=422 if error else 200)
