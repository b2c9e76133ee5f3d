"""好差评 at the desk: the rates by place and organisation, and what became of bad marks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.casework.tables import RATINGS
from jiyao.interfaces.desk.rates import rates_told
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.ratings import GRADES


@permitted(RATINGS.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The rates in reach, a line a place and organisation."""
    lines = rates_told(holder_in(request), today())
    found = [one for one, _, _ in lines]
    context = {
        "grades": GRADES.values(),
        "lines": lines,
        "count": sum(one.count for one in found),
        "bad": sum(one.bad for one in found),
        "answered": sum(one.answered for one in found),
    }
    return render(request, "desk/ratings.html", context)
