"""A body's sessions: planned, filed, enrolled for, arranged, each step on the page of the session."""

from collections.abc import Callable, Mapping
from io import BytesIO
from secrets import token_hex

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.sending import draw_for_session
from jiyao.casework.queries.training_ties import ties_of
from jiyao.evaluation.actions.arranging import arrange_session
from jiyao.evaluation.actions.enrolling import admit, answer, free_seats, refuse
from jiyao.evaluation.actions.entering import let_in
from jiyao.evaluation.actions.planning import cancel_session, file_session, plan_session
from jiyao.evaluation.actions.rooms import add_room, add_sitting, remove_sitting
from jiyao.evaluation.actions.roster_jobs import rosters_asked
from jiyao.evaluation.actions.seating import draw_seats
from jiyao.evaluation.models import CandidateState, Part, Room, Session, SessionState, Sitting
from jiyao.evaluation.queries.bodies import scopes_of
from jiyao.evaluation.queries.candidacies import askable, judged_one, to_answer, who_may
from jiyao.evaluation.queries.sessions import sessions_of
from jiyao.evaluation.rosters import write_roster_template
from jiyao.interfaces.portal.sessions.forms import (
    ANSWER,
    BadForm,
    answer_in,
    day_in,
    moment_in,
    number_in,
    plan_fields,
    plan_in,
    question,
    room_fields,
    sitting_fields,
)
from jiyao.interfaces.portal.sessions.listing import listed_candidates, rosters_told
from jiyao.interfaces.portal.sessions.papers import door_lists, ticket_papers
from jiyao.interfaces.portal.sessions.telling import (
    candidates_told,
    sessions_told,
    sittings_told,
)
from jiyao.interfaces.portal.views.candidate_rosters import brought
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.determinations.telling import lines
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.ties import ties_told
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500
"""So many sessions stand on the page; the whole list is a table of the desk."""


@permitted("sessions", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The body's sessions, and the form that plans another."""
    scopes = {one.record: one for number in _organisations(request) for one in scopes_of(number, today())}
    given = request.POST.dict()
    complaint = ""
    if request.method == "POST":
        scope = scopes.get(_number(given.get("scope", "")))
        try:
            if scope is None:
                raise BadForm("choose an occupation and level that you filed", zh="请选择已备案的职业和等级")
            plan = plan_in(given, request.POST.getlist("parts"), scope.organisation_id, scope)
            return redirect("session", plan_session(plan, hand_of(request), the_pack()).pk)
        except JiyaoError as error:
            complaint = error.said(language_of_page())
            given["parts"] = ",".join(request.POST.getlist("parts"))
    names = organisation_names(_organisations(request))
    context = {
        "names": sorted(names.values()),
        "sessions": sessions_told(list(sessions_of(_organisations(request))[:SHOWN]), _teller()),
        "fields": filled(plan_fields(list(scopes.values()), _teller()), given, {}),
        "may_plan": bool(scopes),
        "complaint": complaint,
    }
    return render(request, "portal/sessions/index.html", context, status=422 if complaint else 200)


@permitted("sessions", "make")
@never_cache
@require_safe
def session(request: HttpRequest, number: int) -> HttpResponse:
    """One session with its sittings, its candidates and the next steps."""
    found = _found(request, number)
    [told] = sessions_told([found], _teller())
    sittings = list(found.sittings.select_related("room").order_by("starts_at", "pk"))
    rooms = list(Room.objects.filter(organisation=found.organisation_id, closed_on__isnull=True))
    context = {
        "told": told,
        "sittings": sittings_told(sittings, _teller()),
        **listed_candidates(request, found, _teller()),
        "rosters": rosters_told(rosters_asked(found)),
        "count": found.candidates.exclude(state=CandidateState.WITHDRAWN).count(),
        "free": free_seats(found),
        "is_open": found.state in (SessionState.PLANNED, SessionState.FILED),
        "rooms": room_fields(found),
        "ties": ties_told(ties_of(found, found.starts_on)),
        "places": sitting_fields(found, rooms) if rooms else (),
    }
    return render(request, "portal/sessions/session.html", context)


@permitted("sessions", "make")
@never_cache
@require_POST
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The session after a step; or why it cannot be taken."""
    found = _found(request, number)
    if name not in STEPS:
        raise Http404
    try:
        STEPS[name](request, found, hand_of(request))
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    return redirect("session", number)


@permitted("sessions", "make")
@never_cache
@require_POST
def roster(request: HttpRequest, number: int) -> HttpResponse:
    """How far the roster that was brought is; or why it is not read at all."""
    found = _found(request, number)
    return brought(request, found)


@permitted("candidates", "make")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty roster."""
    file = BytesIO()
    write_roster_template(file, the_pack(), folder=settings.PROFILES, language=language_of_page())
    return made_file(file.getvalue(), XLSX, _teller().say(("考生名单.xlsx", "candidates.xlsx")))


@permitted("sessions", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """How a candidate stands by the application conditions, and what the body alone confirms."""
    found = _found(request, number)
    one = found.candidates.filter(pk=key).first()
    if one is None:
        raise Http404
    if request.method == "POST":
        try:
            fact = askable(the_pack().vocabulary).get(request.POST.get("fact", ""))
            if fact is not None:
                value = answer_in(fact, request.POST.get(ANSWER, ""), _teller())
                answer(one.pk, {fact.id: value}, hand_of(request), the_pack())
        except JiyaoError as error:
            messages.error(request, error.said(language_of_page()))
        return redirect("session-candidate", number, key)
    said = judged_one(one, assessor(), on=today(), known_at=now())
    vocabulary = the_pack().vocabulary
    asked = [*to_answer(said, vocabulary, by_body=True), *to_answer(said, vocabulary, by_body=False)]
    [told] = sessions_told([found], _teller())
    context = {
        "told": told,
        "one": candidates_told([one], {one.pk: said}, _teller())[0],
        "lines": [] if said.best is None else lines(said.best, _teller()),
        "asked": [(fact, question(fact, _teller())) for fact in asked[:1]],
        "is_open": one.state == CandidateState.ENROLLED and found.state == SessionState.FILED,
    }
    return render(request, "portal/sessions/candidate.html", context)


@permitted("sessions", "make")
@never_cache
@require_safe
def tickets(request: HttpRequest, number: int) -> HttpResponse:
    """The admission tickets of everybody, a page each."""
    found = _found(request, number)
    people = list(found.candidates.filter(ticket__isnull=False).order_by("ticket"))
    if not people:
        raise Http404
    return made_file(ticket_papers(found, people, _teller(), today()), PDF, f"tickets-{found.pk}.pdf")


@permitted("sessions", "make")
@never_cache
@require_safe
def doors(request: HttpRequest, number: int) -> HttpResponse:
    """The lists for the doors, a page a sitting."""
    found = _found(request, number)
    sittings = list(found.sittings.select_related("room").order_by("starts_at", "pk"))
    if not sittings:
        raise Http404
    return made_file(door_lists(found, sittings, _teller(), today()), PDF, f"doors-{found.pk}.pdf")


@permitted("sessions", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, number: int, key: int) -> HttpResponse:
    """The door of a sitting, on a phone: a ticket is typed or read by a scanner, and who came is counted."""
    found = _found(request, number)
    sitting = found.sittings.select_related("room").filter(pk=key).first()
    if sitting is None:
        raise Http404
    if request.method == "POST":
        try:
            seat = let_in(sitting.pk, request.POST.get("ticket", ""), hand_of(request))
        except JiyaoError as error:
            messages.error(request, error.said(language_of_page()))
        else:
            name = shown_in(masked_people([seat.candidate.person_id]), seat.candidate.person_id)
            said = ("已入场：{0}，{1} 号座", "Let in: {0}, seat {1}")
            messages.success(request, _teller().say(said, name, seat.number))
        return redirect("session-door", number, key)
    [told] = sessions_told([found], _teller())
    context = {"told": told, "here": sittings_told([sitting], _teller())[0]}
    return render(request, "portal/sessions/door.html", context)


def _add_room(request: HttpRequest, found: Session, hand: Hand) -> None:
    given = request.POST
    add_room(
        found.organisation_id,
        given.get("venue", ""),
        given.get("name", ""),
        found.division,
        number_in(given.get("seats", "")),
        hand,
    )


def _add_sitting(request: HttpRequest, found: Session, hand: Hand) -> None:
    given = request.POST
    day = day_in(given.get("day", ""))
    part = given.get("part", "")
    if part not in Part.values:
        raise BadForm("choose a part", zh="请选择科目")
    add_sitting(
        found.pk,
        Part(part),
        number_in(given.get("room", "")),
        moment_in(day, given.get("from", "")),
        moment_in(day, given.get("to", "")),
        hand,
        on=day,
    )


def _remove_sitting(request: HttpRequest, found: Session, hand: Hand) -> None:
    sitting = Sitting.objects.filter(session=found, pk=_number(request.POST.get("sitting", ""))).first()
    remove_sitting(0 if sitting is None else sitting.pk, hand)


def _admit_all(request: HttpRequest, found: Session, hand: Hand) -> None:
    admit(found.pk, who_may(found, assessor(), on=hand.on, known_at=hand.at), hand, assessor())


def _chosen(request: HttpRequest) -> list[int]:
    return [_number(text) for text in request.POST.getlist("candidate")]


STEPS: Mapping[str, Callable[[HttpRequest, Session, Hand], object]] = {
    "file": lambda request, found, hand: file_session(found.pk, hand, the_pack()),
    "cancel": lambda request, found, hand: cancel_session(
        found.pk, hand, reason=request.POST.get("reason", "")
    ),
    "room": _add_room,
    "sitting": _add_sitting,
    "remove-sitting": _remove_sitting,
    "admit": lambda request, found, hand: admit(found.pk, _chosen(request), hand, assessor()),
    "admit-all": _admit_all,
    "refuse": lambda request, found, hand: refuse(found.pk, _chosen(request), hand, assessor()),
    "seats": lambda request, found, hand: draw_seats(found.pk, token_hex(8), hand),
    "examiners": lambda request, found, hand: draw_for_session(found.pk, hand, the_pack()),
    "arrange": lambda request, found, hand: arrange_session(found.pk, hand),
}


def _found(request: HttpRequest, number: int) -> Session:
    found = sessions_of(_organisations(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("sessions", "make").organisations


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 18 else 0


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())
