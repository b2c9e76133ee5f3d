"""报送全国平台 for a body: what is to be sent, what was, what came back, and the file that answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.evaluation.models import SentState
from jiyao.evaluation.platform.answers import BadAnswers
from jiyao.evaluation.queries.platform import PLATFORM, sender_of, sent_lines
from jiyao.interfaces.ui import platform_files
from jiyao.interfaces.ui.permitting import hand_of, permitted
from jiyao.registry.queries.labels import organisation_names


@permitted(PLATFORM, "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How the body stands with the national platform."""
    return _page(request)


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """What waits is sent: its file stands on the page then."""
    platform_files.sent(request)
    return redirect("platform-files")


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def take(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A file of certificates."""
    return platform_files.taken(request, number, form)


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def session(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A session's file as the session is now."""
    return platform_files.session_taken(request, number, form)


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """What was refused is put right and is to be sent again."""
    platform_files.corrected(request, number)
    return redirect("platform-files")


@permitted(PLATFORM, "make")
@never_cache
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """What came back, read; or the rows because of which nothing was taken."""
    wrong = platform_files.answered(request)
    return redirect("platform-files") if wrong is None else _page(request, wrong)


def _page(request: HttpRequest, wrong: BadAnswers | None = None) -> HttpResponse:
    bodies = sender_of(hand_of(request)).bodies
    lines = sent_lines(bodies)
    context = {
        "names": sorted(organisation_names(bodies or ()).values()),
        **platform_files.parts_of_page(bodies),
        "waiting": lines.filter(state=SentState.SENT).count(),
        "accepted": lines.filter(state=SentState.ACCEPTED).count(),
        **({} if wrong is None else platform_files.wrong_told(wrong)),
    }
    return render(request, "portal/platform.html", context, status=200 if wrong is None else 422)
