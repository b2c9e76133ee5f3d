"""Values that prefectures set: who has set which since when, and the form in which a prefecture sets its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.measures import Measure
from jiyao.engine.packs.gaps import delegated, prefectures
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.deadlines import deadline_field, set_deadline, without_note
from jiyao.interfaces.desk.changing.delegating import Asking, delegated_values, standing_row
from jiyao.interfaces.desk.changing.entering import Series, day_fields, value_fields
from jiyao.interfaces.desk.changing.proposed import of_local_value, proposed_in_sight
from jiyao.interfaces.desk.changing.proposing import set_local
from jiyao.interfaces.desk.changing.submitting import (
    Trouble,
    basis_fields,
    submitted,
    trouble_of,
    with_given,
)
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.policy.telling import place_name, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.changes import CHANGES, lies_in
from jiyao.policy.queries.versions import latest_folder


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every delegated value with every prefecture."""
    teller = Teller(policy_of(latest_folder()), language_of_page())
    asking = _asking(request)
    context = {
        "values": delegated_values(teller, today(), asking),
        "may_set_deadlines": lies_in(asking.reach, None),
    }
    return render(request, "desk/local_values.html", context)


def _asking(request: HttpRequest) -> Asking:
    holder = holder_in(request)
    return Asking(holder.reach(CHANGES, "make"), proposed_in_sight(holder))


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deadline(request: HttpRequest, measure: str, parameter: str) -> HttpResponse:
    """The day by which prefectures have to set a value; what is given leads to the change."""
    found = _delegated(measure, parameter)
    if request.method != "POST":
        return _deadline_page(request, found, parameter, None)
    try:
        change = submitted(request, lambda form: set_deadline(form, found, parameter), None)
    except JiyaoError as error:
        return _deadline_page(request, found, parameter, trouble_of(error))
    return redirect("desk-change", change.pk)


def _delegated(measure: str, parameter: str) -> Measure:
    """The measure, of a value that it leaves to prefectures."""
    pack = policy_of(latest_folder())
    found = next((m for m, p in delegated(pack) if (m.id, p.name) == (measure, parameter)), None)
    if found is None:
        raise Http404
    return found


def _deadline_page(
    request: HttpRequest, measure: Measure, name: str, trouble: Trouble | None
) -> HttpResponse:
    teller = Teller(policy_of(latest_folder()), language_of_page())
    parameter = measure.parameters[name]
    basis, new = basis_fields(teller, "" if parameter.set_by is None else parameter.set_by.source.document)
    context = {
        "measure": measure,
        "measure_title": teller.words(measure.title),
        "title": value_title(teller, measure, parameter),
        "may_make": lies_in(holder_in(request).reach(CHANGES, "make"), None),
        "fields": with_given([deadline_field(measure, name), *without_note(basis)], request, trouble),
        "new_fields": with_given(new, request, trouble),
        "trouble": trouble,
        "trail": (reverse("desk-local-values"), Words(zh="地方标准", en="Local values")),
    }
    status = 200 if trouble is None else trouble.status
    return render(request, "desk/deadline.html", context, status=status)


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, measure: str, parameter: str, division: str) -> HttpResponse:
    """A prefecture's value, with the form for whoever may set it; what is given leads to the change."""
    found = _delegated(measure, parameter)
    if division not in prefectures(policy_of(latest_folder())):
        raise Http404
    if request.method != "POST":
        return _page(request, (measure, parameter, division), None)
    try:
        change = submitted(request, lambda form: set_local(form, found, parameter, division), division)
    except JiyaoError as error:
        return _page(request, (measure, parameter, division), trouble_of(error))
    return redirect("desk-change", change.pk)


def _page(request: HttpRequest, what: tuple[str, str, str], trouble: Trouble | None) -> HttpResponse:
    id_, name, division = what
    teller = Teller(policy_of(latest_folder()), language_of_page())
    measure = teller.pack.measures[id_]
    parameter = measure.parameters[name]
    row = standing_row(parameter, division, today())
    basis, new = basis_fields(teller)
    fields = [*value_fields(Series(teller, parameter, row)), *day_fields(None), *basis]
    asking = _asking(request)
    values = delegated_values(teller, today(), asking)
    context = {
        "proposed": of_local_value(asking.waiting, id_, name, division),
        "value": next(one for one in values if (one.measure, one.parameter) == (id_, name)),
        "title": value_title(teller, measure, parameter),
        "place": place_name(teller, division),
        "may_make": lies_in(asking.reach, division),
        "fields": with_given(fields, request, trouble),
        "new_fields": with_given(new, request, trouble),
        "trouble": trouble,
        "trail": (reverse("desk-local-values"), Words(zh="地方标准", en="Local values")),
    }
    return render(
        request, "desk/local_value.html", context, status=200 if trouble is None else trouble.status
    )
