"""岗位聘任: an employer looks how the rules see somebody, appoints to a post, hands in papers, answers, and ends it."""

from io import BytesIO
from typing import BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.employment.actions.appointing import THING, appoint, end_appointment, thought_of
from jiyao.employment.actions.papering import NoSuchAppointment, add_paper, held
from jiyao.employment.actions.questioning import answer_about
from jiyao.employment.actions.rostering import Alike, appoint_roster
from jiyao.employment.models import PostAppointment
from jiyao.employment.queries.appointments import appointments_of
from jiyao.employment.queries.conditions import Stand, judged_thought
from jiyao.employment.rosters import read_roster, write_roster_template
from jiyao.evaluation.queries.directory import entry_of
from jiyao.insight.roster.reading import Limits, refuse_wrong_files
from jiyao.interfaces.portal.appointments.forms import (
    CONFIRMED,
    PAPERS,
    YES,
    appointment_fields,
    day_in,
    employer_in,
    wanted_in,
)
from jiyao.interfaces.portal.numbers import UNPACKED
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.interfaces.ui.appointments import (
    STANDS,
    appointment_page,
    appointments_told,
    conditions_told,
    paper_taken,
    unread_told,
)
from jiyao.interfaces.ui.bodies import entries_told, teller
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.labels import organisation_names

SHOWN = 200
"""So many appointments stand on the page; the whole list is a table of records."""
CHOOSE = ("请选择名单文件", "Choose the file of your roster")
DONE = ("已聘任 {0} 人", "{0} people are appointed")


@permitted(THING, "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The appointments of one's organisations, the form, and the roster."""
    return _index(request)


@permitted(THING, "make")
@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """How the rules see it, before anything is recorded; or the form with what is wrong."""
    try:
        return _check(request)
    except JiyaoError as error:
        return _index(request, error.said(language_of_page()))


@permitted(THING, "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The page of what was appointed; or how the rules see it, with why it was not."""
    try:
        made = _made(request)
    except JiyaoError as error:
        complaint = error.said(language_of_page())
        try:
            return _check(request, complaint)
        except JiyaoError:
            return _index(request, complaint)
    return redirect("appointment", made.record)


@permitted(THING, "make")
@never_cache
@require_POST
def roster(request: HttpRequest) -> HttpResponse:
    """The page with everybody of a roster appointed; or the rows because of which nobody was."""
    file = request.FILES.get("roster")
    if not isinstance(file, UploadedFile):
        return _index(request, teller().say(CHOOSE))
    content = BytesIO(file.read())
    alike = Alike(employer_in(request.POST, _employers(request)), request.POST.get(CONFIRMED) == YES)
    try:
        refuse_wrong_files(content, Limits(largest_upload() * UNPACKED, settings.MOST_ROSTER_ROWS))
        read = read_roster(
            content, the_pack(), folder=settings.PROFILES, on=today(), invented=settings.DEMONSTRATION
        )
        done = appoint_roster(alike, read, assessor(), hand_of(request))
    except JiyaoError as error:
        return _index(request, error.said(language_of_page()))
    if done.bad:
        bad = [(one.line, one.column, one.said(language_of_page())) for one in done.bad]
        return render(request, "portal/appointments/bad_roster.html", {"bad": bad}, status=422)
    messages.success(request, teller().say(DONE, done.people))
    return redirect("appointments")


@permitted(THING, "make")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty roster."""
    file = BytesIO()
    write_roster_template(file, the_pack(), folder=settings.PROFILES, language=language_of_page())
    return made_file(file.getvalue(), XLSX, teller().say(("聘任名单.xlsx", "appointments.xlsx")))


@permitted(THING, "make")
@never_cache
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One appointment: how the rules see it today, papers, questions, and what was recorded of it."""
    return _one(request, number)


@permitted(THING, "make")
@never_cache
@require_POST
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The appointment after a step; or with why it cannot be taken."""
    if name not in STEPS:
        raise Http404
    _found(request, number)
    try:
        STEPS[name](request, number)
    except JiyaoError as error:
        return _one(request, number, error.said(language_of_page()))
    return redirect("appointment", number)


@permitted(THING, "make")
@never_cache
@require_safe
def paper(request: HttpRequest, number: int, key: int) -> StreamingHttpResponse:
    """A paper of an appointment. Looking at it leaves an act."""
    return paper_taken(_found(request, number), key, hand_of(request))


def _end(request: HttpRequest, number: int) -> None:
    end_appointment(number, day_in(request.POST.get("on", "")) or today(), hand_of(request))


def _hand_in(request: HttpRequest, number: int) -> None:
    file = request.FILES.get("paper")
    if isinstance(file, UploadedFile):
        add_paper(number, cast(BinaryIO, file), file.name or "", hand_of(request))


def _answer(request: HttpRequest, number: int) -> None:
    asked = request.POST.get("question", "")
    key = int(asked) if asked.isdecimal() and len(asked) <= 18 else 0
    answer_about(key, request.POST.get("answer", ""), hand_of(request))


STEPS = {"end": _end, "papers": _hand_in, "answer": _answer}


@transaction.atomic
def _made(request: HttpRequest) -> PostAppointment:
    """The appointment with its paper, where one was given."""
    made = appoint(wanted_in(request.POST, _employers(request)), assessor(), hand_of(request))
    _hand_in(request, made.record)
    return made


def _check(request: HttpRequest, complaint: str = "") -> HttpResponse:
    wanted = wanted_in(request.POST, _employers(request))
    hand = hand_of(request)
    thought = thought_of(wanted, the_pack().vocabulary, hand)
    judged = judged_thought(thought, assessor(), known_at=hand.at)
    entry = entry_of(wanted.employer, today())
    context = {
        "told": appointments_told([thought])[0],
        "lines": conditions_told(judged),
        "unread": unread_told(judged),
        "stand": STANDS[judged.stand],
        "may": judged.stand is not Stand.FAILS,
        "asks": not judged.decides_alone,
        "entry": None if entry is None else entries_told([entry])[0],
        "given": [(name, value) for name, value in request.POST.items() if name in _GIVEN],
        "accept": PAPERS,
        "complaint": complaint,
    }
    return render(request, "portal/appointments/check.html", context, status=422 if complaint else 200)


_GIVEN = frozenset({"employer", "identity", "post", "occupation", "starts_on", "ends_on", "document", "pay"})


def _index(request: HttpRequest, complaint: str = "") -> HttpResponse:
    employers = _employers(request)
    rows = appointments_of(employers)
    context = {
        "names": sorted(organisation_names(employers).values()),
        "employers": sorted(organisation_names(employers).items()),
        "appointments": appointments_told(list(rows[:SHOWN])),
        "count": rows.count(),
        "fields": appointment_fields(employers, request.POST.dict() if complaint else {}, today()),
        "complaint": complaint,
    }
    return render(request, "portal/appointments/index.html", context, status=422 if complaint else 200)


def _one(request: HttpRequest, number: int, complaint: str = "") -> HttpResponse:
    found = _found(request, number)
    context = {
        **appointment_page(found),
        "is_over": found.ends_on is not None and found.ends_on < today(),
        "accept": PAPERS,
        "complaint": complaint,
    }
    return render(request, "portal/appointments/one.html", context, status=422 if complaint else 200)


def _found(request: HttpRequest, number: int) -> PostAppointment:
    try:
        return held(number, hand_of(request))
    except NoSuchAppointment:
        raise Http404 from None


def _employers(request: HttpRequest) -> list[int]:
    return sorted(holder_in(request).reach(THING, "make").organisations)
