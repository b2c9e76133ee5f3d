"""岗位聘任 at the desk: the appointments in reach as the rules see them today, and what is asked about them."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.employment.actions.questioning import APPOINTMENTS, QUESTIONS, ask_about, settle_about
from jiyao.employment.models import AppointmentQuestion, PostAppointment
from jiyao.interfaces.ui.appointments import appointment_page, appointments_told, paper_taken
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import table_named

SHOWN = 200
"""So many stand on the page, those with an open question and the last ones first."""


@permitted(APPOINTMENTS, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The appointments in reach."""
    rows = rows_in_reach(table_named(APPOINTMENTS), holder_in(request).reach(APPOINTMENTS, "see"), today())
    open_ = AppointmentQuestion.objects.filter(appointment=OuterRef("record"), settled_at__isnull=True)
    shown = rows.annotate(is_asked=Exists(open_)).order_by("-is_asked", "-starts_on", "-record")[:SHOWN]
    told = appointments_told(list(shown))
    context = {
        "appointments": told,
        "count": rows.count(),
        "failing": sum(one.mark == "no" for one in told),
        "asked": sum(one.is_asked for one in told),
    }
    return render(request, "desk/appointments.html", context)


@permitted(APPOINTMENTS, "see")
@never_cache
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One appointment."""
    return _page(request, number)


@permitted(QUESTIONS, "make")
@never_cache
@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """The question is asked; or the page with what is wrong."""
    _found(request, number)
    try:
        ask_about(number, request.POST.get("question", ""), hand_of(request))
    except JiyaoError as error:
        return _page(request, number, error)
    return redirect("desk-appointment", number)


@permitted(QUESTIONS, "make")
@never_cache
@require_POST
def settle(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The question is settled; or the page with what is wrong."""
    _found(request, number)
    try:
        settle_about(row, hand_of(request))
    except JiyaoError as error:
        return _page(request, number, error)
    return redirect("desk-appointment", number)


@permitted(APPOINTMENTS, "see")
@never_cache
@require_safe
def paper(request: HttpRequest, number: int, key: int) -> StreamingHttpResponse:
    """A paper of an appointment. Looking at it leaves an act."""
    return paper_taken(_found(request, number), key, hand_of(request))


def _page(request: HttpRequest, number: int, error: JiyaoError | None = None) -> HttpResponse:
    found = _found(request, number)
    context = {
        **appointment_page(found),
        "may_ask": holder_in(request).may(QUESTIONS, "make"),
        "complaint": "" if error is None else error.said(language_of_page()),
    }
    return render(request, "desk/appointment.html", context, status=200 if error is None else 422)


def _found(request: HttpRequest, number: int) -> PostAppointment:
    """The appointment, where it is in reach."""
    reach = holder_in(request).reach(APPOINTMENTS, "see")
    found = rows_in_reach(table_named(APPOINTMENTS), reach, today()).filter(record=number).first()
    if not isinstance(found, PostAppointment):
        raise Http404
    return found
