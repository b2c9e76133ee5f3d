"""事后抽查 at the desk: how the checks turned out, the draws with their seeds, and the button for another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.casework.actions.sampling import draw_sample
from jiyao.casework.models import SampleRun
from jiyao.casework.queries.samples import checks_counted, checks_waiting, next_window
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted

SHOWN = 50
"""How many draws are shown, the last first, and how many checks that wait, the longest first."""


@permitted("samples", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The checks in reach, a line a measure and place, and the draws."""
    return _page(request)


@permitted("samples", "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A draw by the seed that was written; or what is wrong."""
    hand = hand_of(request)
    try:
        draw_sample(request.POST.get("seed", ""), hand, the_pack())
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()), 409 if isinstance(error, Conflict) else 422)
    return redirect("desk-samples")


def _page(request: HttpRequest, complaint: str = "", status: int = 200) -> HttpResponse:
    holder = holder_in(request)
    found = checks_counted(holder, today(), the_pack())
    waiting = checks_waiting(holder, today(), the_pack(), SHOWN)
    since, until = next_window(today())
    context = {
        "lines": [
            (one, the_pack().title_of(one.measure), the_pack().place_of(one.division)) for one in found
        ],
        "waiting": sum(one.waiting for one in found),
        "late": sum(one.late for one in found),
        "checks": [
            (one, the_pack().title_of(one.case.measure), the_pack().place_of(one.case.division))
            for one in waiting
        ],
        "departs": sum(one.departs for one in found),
        "runs": SampleRun.objects.select_related("drawn_by").order_by("-pk")[:SHOWN],
        "since": since,
        "until": until,
        "may_make": holder.may("samples", "make"),
        "complaint": complaint,
        "given": request.POST.get("seed", ""),
    }
    return render(request, "desk/samples.html", context, status=status)
