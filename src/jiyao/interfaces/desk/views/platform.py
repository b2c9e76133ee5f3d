"""报送全国平台 at the desk: how the bodies in reach stand with it, one file for all of them, and its receipts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.evaluation.platform.answers import BadAnswers
from jiyao.evaluation.queries.platform import PLATFORM, sender_of, standings
from jiyao.interfaces.ui import platform_files
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.labels import organisation_names


@permitted(PLATFORM, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The bodies in reach, those with most that was refused first."""
    return _page(request)


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """What waits of every body in reach is sent in one file."""
    platform_files.sent(request)
    return redirect("desk-platform")


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def take(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A file of certificates."""
    return platform_files.taken(request, number, form)


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """What came back, read; or the rows because of which nothing was taken."""
    wrong = platform_files.answered(request)
    return redirect("desk-platform") if wrong is None else _page(request, wrong)


def _page(request: HttpRequest, wrong: BadAnswers | None = None) -> HttpResponse:
    bodies = sender_of(hand_of(request), "see").bodies
    found = standings(bodies)
    names = organisation_names([one.body for one in found])
    context = {
        "bodies": [(one, names.get(one.body, str(one.body))) for one in found],
        **platform_files.parts_of_page(bodies),
        "may_send": holder_in(request).may(PLATFORM, "make"),
        **({} if wrong is None else platform_files.wrong_told(wrong)),
    }
    return render(request, "desk/platform.html", context, status=200 if wrong is None else 422)
