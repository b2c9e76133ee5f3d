"""The catalogue of measures, and one page a measure."""

from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.library.history import told_history
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.policy.catalogue import asked_from
from jiyao.interfaces.ui.policy.catalogue import catalogue as found_in_catalogue
from jiyao.interfaces.ui.policy.page import measure_page
from jiyao.interfaces.ui.sentences import Teller


@everybody
@kept_briefly
@require_safe
@as_asked
def catalogue(request: HttpRequest) -> HttpResponse:
    """The measures asked for, by stage."""
    teller = _teller()
    found = found_in_catalogue(teller, asked_from(request.GET.dict(), teller), clocks().day)
    return render(request, "portal/measures.html", {"catalogue": found})


@everybody
@kept_briefly
@require_safe
@as_asked
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The page of a measure, of today or of the day that is asked for; of an unknown one, what is near."""
    teller = _teller()
    found = teller.pack.measures.get(measure_id)
    if found is None:
        near = get_close_matches(measure_id, teller.pack.measures, n=3)
        context = {"near": [teller.pack.measures[id_] for id_ in near]}
        return render(request, "portal/measure_unknown.html", context, status=404)
    then = clocks().on or clocks().known
    page = measure_page(teller, found, clocks().day)
    return render(request, "portal/measure.html", {"page": page, "then": then, "asked_on": clocks().on})


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())


@everybody
@kept_briefly
@require_safe
@as_asked
def value_history(request: HttpRequest, measure_id: str, name: str) -> HttpResponse:
    """What was known of a value when."""
    return render(request, "portal/value_history.html", told_history(_teller(), measure_id, name))
