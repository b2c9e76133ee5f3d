"""The catalogue of measures, and the history of a value."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.interfaces.desk.measures import measures_page
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.library.history import told_history
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import permitted
from jiyao.interfaces.ui.policy.catalogue import asked_from
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.changes import CHANGES


@permitted("measures", "see")
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The measures asked for, each with what the last run came to."""
    teller = Teller(the_pack(), language_of_page())
    asked = asked_from(request.GET.dict(), teller)
    return render(request, "desk/measures.html", measures_page(teller, asked, today()))


@permitted(CHANGES, "see")
@never_cache
@require_safe
@as_asked
def value_history(request: HttpRequest, measure_id: str, name: str) -> HttpResponse:
    """What was known of a value when, and by whose hands."""
    teller = Teller(the_pack(), language_of_page())
    return render(request, "desk/value_history.html", told_history(teller, measure_id, name))
