"""Offers at the desk: how many wait for a yes, by measure and place, and how the others ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.casework.queries.offers import offers_counted
from jiyao.casework.tables import CASES
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted


@permitted(CASES.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The offers in reach, a line a measure and place."""
    found = offers_counted(holder_in(request), today())
    context = {
        "lines": [
            (one, the_pack().title_of(one.measure), the_pack().place_of(one.division)) for one in found
        ],
        "waiting": sum(one.waiting for one in found),
        "fen": sum(one.fen for one in found),
    }
    return render(request, "desk/offers.html", context)
