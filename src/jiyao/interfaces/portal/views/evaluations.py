"""One's own evaluations: to look for a session, enrol, answer what no register knows, and take the ticket."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.evaluation.actions.enrolling import answer, enrol, withdraw
from jiyao.evaluation.models import Candidate, CandidateState, SessionState
from jiyao.evaluation.queries.candidacies import askable, judged, judged_one, to_answer
from jiyao.evaluation.queries.sessions import candidacies_of, open_sessions
from jiyao.interfaces.portal.sessions.forms import ANSWER, answer_in, question, search_fields
from jiyao.interfaces.portal.sessions.papers import ticket_papers
from jiyao.interfaces.portal.sessions.telling import candidates_told, sessions_told, sittings_told
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.determinations.telling import lines
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller

PDF = "application/pdf"
MOST = 50
OPEN = (CandidateState.ENROLLED, CandidateState.ADMITTED)


@permitted("own", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one is a candidate for, and the sessions that can be enrolled for."""
    given = request.GET.dict()
    mine = list(candidacies_of(_person(request)))
    wanted = {name: given.get(name, "") for name in ("occupation", "level", "division")}
    sessions = sessions_told(list(open_sessions(today(), **wanted)[:MOST]), _teller())
    enrolled = {one.session_id for one in mine if one.state != CandidateState.WITHDRAWN}
    said = judged(
        [one for one in mine if one.state == CandidateState.ENROLLED], assessor(), on=today(), known_at=now()
    )
    context = {
        "mine": list(
            zip(
                candidates_told(mine, said, _teller()),
                sessions_told([one.session for one in mine], _teller()),
                strict=True,
            )
        ),
        "open": [(one, one.session.pk in enrolled) for one in sessions],
        "fields": search_fields(given, _teller()),
    }
    return render(request, "portal/evaluations/index.html", context)


@permitted("own", "see")
@never_cache
@require_POST
def join(request: HttpRequest, number: int) -> HttpResponse:
    """The page of who has enrolled; or why they cannot."""
    try:
        [one] = enrol(number, {_person(request): {}}, hand_of(request), the_pack(), source="own")
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return redirect("own-evaluations")
    return redirect("own-evaluation", one.pk)


@permitted("own", "see")
@never_cache
@require_safe
def one(request: HttpRequest, key: int) -> HttpResponse:
    """How one stands by the application conditions, what is still asked, and when and where it is."""
    found = _found(request, key)
    said = judged_one(found, assessor(), on=today(), known_at=now())
    is_open = found.state == CandidateState.ENROLLED and found.session.state == SessionState.FILED
    asked = to_answer(said, the_pack().vocabulary, by_body=False) if is_open else []
    [told] = sessions_told([found.session], _teller())
    seats = list(found.seats.select_related("sitting__room").order_by("sitting__starts_at"))
    decided = found.state != CandidateState.ENROLLED
    context = {
        "told": told,
        "one": candidates_told([found], {} if decided else {found.pk: said}, _teller())[0],
        "lines": [] if said.best is None else lines(said.best, _teller()),
        "asked": [(fact, question(fact, _teller())) for fact in asked[:1]],
        "waits_for_body": is_open
        and not asked
        and bool(to_answer(said, the_pack().vocabulary, by_body=True)),
        "can_withdraw": found.state in OPEN and found.session.state == SessionState.FILED,
        "seats": list(zip(seats, sittings_told([seat.sitting for seat in seats], _teller()), strict=True))
        if found.ticket
        else [],
    }
    return render(request, "portal/evaluations/one.html", context)


@permitted("own", "see")
@never_cache
@require_POST
def reply(request: HttpRequest, key: int) -> HttpResponse:
    """The page with one more answer."""
    found = _found(request, key)
    fact = askable(the_pack().vocabulary).get(request.POST.get("fact", ""))
    if fact is None:
        raise Http404
    try:
        value = answer_in(fact, request.POST.get(ANSWER, ""), _teller())
        answer(found.pk, {fact.id: value}, hand_of(request), the_pack())
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    return redirect("own-evaluation", key)


@permitted("own", "see")
@never_cache
@require_POST
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """The list, without one enrolment."""
    try:
        withdraw(_found(request, key).pk, hand_of(request))
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    return redirect("own-evaluations")


@permitted("own", "see")
@never_cache
@require_safe
def ticket(request: HttpRequest, key: int) -> HttpResponse:
    """One's own admission ticket."""
    found = _found(request, key)
    if found.ticket is None:
        raise Http404
    return made_file(
        ticket_papers(found.session, [found], _teller(), today()), PDF, f"ticket-{found.ticket}.pdf"
    )


def _found(request: HttpRequest, key: int) -> Candidate:
    found = candidacies_of(_person(request)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest) -> int:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    return account.person_id


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())
