"""The catalogue of measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.desk.measures import measures_page
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import permitted
from jiyao.interfaces.ui.policy.catalogue import asked_from
from jiyao.interfaces.ui.sentences import Teller


@permitted("measures", "see")
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The measures asked for, each with what the last run came to."""
    teller = Teller(the_pack(), language_of_page())
    asked = asked_from(request.GET.dict(), teller)
    return render(request, "desk/measures.html", measures_page(teller, asked, today()))
