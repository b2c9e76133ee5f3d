"""Relaxations 阶段性政策: those that stand, are to come and are over; and the form of a new one."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.entering import Series, day_fields, value_fields
from jiyao.interfaces.desk.changing.proposing import relax
from jiyao.interfaces.desk.changing.relaxing import relaxable, relaxations
from jiyao.interfaces.desk.changing.submitting import (
    Trouble,
    basis_fields,
    submitted,
    trouble_of,
    with_given,
)
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.interfaces.ui.policy.values import series
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.changes import CHANGES, lies_in
from jiyao.policy.queries.versions import latest_folder

CHOSEN = "value"
CHOICE = Field(name=CHOSEN, label=Words(zh="放宽哪一项", en="What is relaxed"), kind="choice")


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every relaxation, and the values that may be relaxed; one that is chosen leads to its form."""
    teller = Teller(policy_of(latest_folder()), language_of_page())
    chosen = request.GET.get(CHOSEN, "")
    if chosen in {choice.value for choice in _choices(teller)}:
        return redirect("desk-relaxation", *chosen.split(":"))
    context = {
        "relaxations": relaxations(teller, today()),
        "choice": replace(CHOICE, choices=_choices(teller)),
        "may_make": lies_in(holder_in(request).reach(CHANGES, "make"), None),
    }
    return render(request, "desk/relaxations.html", context)


def _choices(teller: Teller) -> list[Choice]:
    found = []
    for measure, parameter in relaxable(teller.pack):
        said = f"{teller.words(measure.title)} · {value_title(teller, measure, parameter)}"
        found.append(Choice(value=f"{measure.id}:{parameter.name}", words=Words(zh=said, en=said)))
    return found


@permitted(CHANGES, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, measure: str, parameter: str) -> HttpResponse:
    """The form that relaxes a value; what is given leads to the change."""
    pack = policy_of(latest_folder())
    found = next((m for m, p in relaxable(pack) if (m.id, p.name) == (measure, parameter)), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, measure, parameter, None)
    try:
        change = submitted(request, lambda form: relax(form, found, parameter), None)
    except JiyaoError as error:
        return _page(request, measure, parameter, trouble_of(error))
    return redirect("desk-change", change.pk)


def _page(request: HttpRequest, id_: str, name: str, trouble: Trouble | None) -> HttpResponse:
    teller = Teller(policy_of(latest_folder()), language_of_page())
    measure = teller.pack.measures[id_]
    parameter = measure.parameters[name]
    basis, new = basis_fields(teller)
    fields = [*value_fields(Series(teller, parameter)), *day_fields(None, last_day_required=True), *basis]
    index = list(measure.parameters).index(name)
    context = {
        "measure": measure,
        "title": value_title(teller, measure, parameter),
        "series": series(teller, measure, today())[index],
        "may_make": lies_in(holder_in(request).reach(CHANGES, "make"), None),
        "fields": with_given(fields, request, trouble),
        "new_fields": with_given(new, request, trouble),
        "trouble": trouble,
        "trail": (reverse("desk-relaxations"), Words(zh="阶段性政策", en="Relaxations")),
    }
    return render(request, "desk/relaxation.html", context, status=200 if trouble is None else trouble.status)
