"""A school enrols its students in another body's session, an employer its staff: sessions, rosters, and who is in."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.evaluation.actions.enrolling import free_seats
from jiyao.evaluation.actions.roster_jobs import rosters_asked
from jiyao.evaluation.models import Candidate, CandidateState, Session, SessionState
from jiyao.evaluation.queries.sessions import open_sessions
from jiyao.interfaces.portal.sessions.forms import search_fields
from jiyao.interfaces.portal.sessions.listing import rosters_told
from jiyao.interfaces.portal.sessions.telling import candidates_told, sessions_told
from jiyao.interfaces.portal.views.candidate_rosters import brought
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.labels import organisation_names
from jiyao.registry.queries.listing import ROWS

MOST = 50
"""So many sessions stand on the page at once."""


@permitted("candidates", "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sessions of other bodies that can be enrolled for, and those in which people of one's own are."""
    organisations, given = _organisations(request), request.GET.dict()
    wanted = {name: given.get(name, "") for name in ("occupation", "level", "division")}
    mine = _enrolled(organisations).values("session")
    known = Session.objects.filter(pk__in=mine).exclude(organisation__in=organisations)
    sessions = open_sessions(today(), **wanted).exclude(organisation__in=organisations)
    context = {
        "names": sorted(organisation_names(organisations).values()),
        "mine": sessions_told(list(known.order_by("-starts_on", "-pk")[:MOST]), _teller()),
        "open": sessions_told(list(sessions[:MOST]), _teller()),
        "fields": search_fields(given, _teller()),
    }
    return render(request, "portal/enrolling/index.html", context)


@permitted("candidates", "make")
@never_cache
@require_safe
def session(request: HttpRequest, number: int) -> HttpResponse:
    """One session of another body: the roster that enrols, and the people of one's own who are in it."""
    found = _found(request, number)
    mine = _enrolled(_organisations(request)).filter(session=found)
    count = mine.count()
    page = _page(request, count)
    rows = list(mine.order_by("pk")[(page - 1) * ROWS : page * ROWS])
    account = holder_in(request).account
    own = [] if account is None else rosters_asked(found).filter(arguments__account=account.pk)
    [told] = sessions_told([found], _teller())
    context = {
        "told": told,
        "is_open": found.state == SessionState.FILED and today() <= found.enrols_until,
        "free": free_seats(found),
        "candidates": candidates_told(rows, {}, _teller()),
        "count": count,
        "page": page,
        "pages": max(1, -(-count // ROWS)),
        "rosters": rosters_told(own),
    }
    return render(request, "portal/enrolling/session.html", context)


@permitted("candidates", "make")
@never_cache
@require_POST
def roster(request: HttpRequest, number: int) -> HttpResponse:
    """How far the roster that was brought is; or why it is not read at all."""
    found = _found(request, number)
    return brought(request, found)


def _page(request: HttpRequest, count: int) -> int:
    text = request.GET.get("page", "")
    asked = int(text) if text.isdecimal() and len(text) < 7 else 1
    return min(max(asked, 1), max(1, -(-count // ROWS)))


def _found(request: HttpRequest, number: int) -> Session:
    """A session of another body that is open, or in which people of one's own are."""
    organisations = _organisations(request)
    found = Session.objects.filter(pk=number).exclude(organisation__in=organisations).first()
    mine = _enrolled(organisations).filter(session=number)
    if found is None or not organisations or not (found.state == SessionState.FILED or mine.exists()):
        raise Http404
    return found


def _enrolled(organisations: frozenset[int]) -> QuerySet[Candidate]:
    """Who was enrolled by somebody of these organisations."""
    by = Candidate.objects.filter(enrolled_by__assignments__organisation__in=organisations)
    return Candidate.objects.filter(pk__in=by.values("pk")).exclude(state=CandidateState.WITHDRAWN)


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("candidates", "make").organisations


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())
