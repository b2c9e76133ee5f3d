"""好差评: one tap and a sentence on one's own case that is over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.rating import Mark, NotYoursToRate, rate
from jiyao.casework.tables import RATINGS
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permitting import hand_of, permitted


@permitted(RATINGS.name, "make")
@never_cache
@require_POST
def make(request: HttpRequest, number: int) -> HttpResponse:
    """The case, rated; or what is wrong."""
    mark = Mark(request.POST.get("grade", ""), request.POST.get("sentence", ""))
    try:
        rate(number, mark, hand_of(request))
    except NotYoursToRate:
        raise Http404 from None
    except JiyaoError as error:
        context = {"complaint": error.said(language_of_page()), "number": number}
        return render(request, "portal/own/not_rated.html", context, status=422)
    return redirect("own-case", number)
