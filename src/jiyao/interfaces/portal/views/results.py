"""成绩: the body closes, publishes, answers and reports; everybody sees what is on notice; a candidate asks again."""

from collections.abc import Callable
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.mark_appeals import appeal_mark
from jiyao.evaluation.actions.mark_loading import load_marks
from jiyao.evaluation.actions.results import (
    ask_re_marking,
    close_examination,
    publish_results,
    re_mark,
    report_session,
)
from jiyao.evaluation.actions.working_on import SESSIONS
from jiyao.evaluation.mark_files import BadMarks, read_marks
from jiyao.evaluation.models import Candidate, Part, ReMarking, Session, SessionState
from jiyao.evaluation.queries.results import results_of, without_certificate
from jiyao.evaluation.scoring import in_tenths, parts_of, scoring_of
from jiyao.interfaces.portal.mark_appeals import appeals_told
from jiyao.interfaces.portal.results import (
    ON_NOTICE,
    Heading,
    asked_by,
    asked_in,
    cell,
    heading_of,
    on_notice,
    progress_of,
    rows_of,
)
from jiyao.interfaces.portal.results_paper import results_paper
from jiyao.interfaces.portal.trying import tried
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody, hand_of, holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.hand import Hand

MOST_SHOWN = 20
"""How many wrong rows of a file are shown."""


@everybody
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sessions whose results are on notice."""
    return render(request, "portal/results/index.html", {"found": on_notice(the_pack(), today())})


@everybody
@require_safe
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """The results of a session on notice: tickets, masked names, passed or not."""
    heading = _on_notice(number)
    context = {"heading": heading, "rows": rows_of(heading.session)}
    return render(request, "portal/results/notice.html", context)


@everybody
@require_safe
def notice_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a PDF file."""
    heading, teller = _on_notice(number), Teller(the_pack(), language_of_page())
    content = results_paper(heading, rows_of(heading.session), teller, today())
    return made_file(content, "application/pdf", f"results-{number}.pdf")


@permitted(SESSIONS, "make")
@never_cache
@require_safe
def session(request: HttpRequest, number: int) -> HttpResponse:
    """A session of one's body: how far its marks are, its results, and what is done next."""
    return _page(request, _own_session(request, number))


@permitted(SESSIONS, "make")
@never_cache
@require_POST
def load(request: HttpRequest, number: int) -> HttpResponse:
    """Marks from a file, all or none."""
    found = _own_session(request, number)
    file = request.FILES.get("file")
    if file is None or file.file is None:
        return _page(request, found)
    try:
        count = load_marks(number, read_marks(cast(BinaryIO, file.file)), hand_of(request), the_pack())
    except BadMarks as error:
        return _page(request, found, wrong=error)
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return redirect("results-session", number)
    said = f"已录入 {count} 条成绩" if language_of_page() == "zh" else f"{count} marks entered"
    messages.success(request, said)
    return redirect("results-session", number)


@permitted(SESSIONS, "make")
@never_cache
@require_POST
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The session goes on: examination closed, results on notice, reported."""
    steps: dict[str, Callable[[Hand], object]] = {
        "close": lambda hand: close_examination(number, hand, the_pack()),
        "publish": lambda hand: publish_results(number, hand),
        "report": lambda hand: report_session(number, hand, the_pack()),
    }
    if name not in steps:
        raise Http404
    tried(request, steps[name])
    return redirect("results-session", number)


@permitted(SESSIONS, "make")
@never_cache
@require_POST
def answer(request: HttpRequest, number: int, asked: int) -> HttpResponse:
    """A re-marking, answered."""
    text, why = request.POST.get("mark", ""), request.POST.get("answer", "")
    tried(request, lambda hand: re_mark(asked, in_tenths(text), hand, the_pack(), answer=why))
    return redirect("results-session", number)


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: int) -> HttpResponse:
    """One's own results in a session, and asking to have a mark looked at again."""
    candidate = _own_candidate(request, number)
    if request.method == "POST":
        part, reason = request.POST.get("part", ""), request.POST.get("reason", "")
        if part not in Part.values:
            raise Http404
        tried(request, lambda hand: ask_re_marking(number, Part(part), hand, the_pack(), reason=reason))
        return redirect("own-results", number)
    heading = heading_of(candidate.session, the_pack())
    results, asked = results_of([number]).get(number, {}), asked_by(candidate)
    scoring = scoring_of(candidate.session, the_pack())
    parts = [
        (part, called(part), cell(results.get(part)), scoring.scale(part).pass_tenths // 10, asked.get(part))
        for part in parts_of(candidate.session)
    ]
    appeals = appeals_told([one.one for one in asked.values()])
    context = {
        "heading": heading,
        "candidate": candidate,
        "parts": parts,
        "may_ask": _may_ask(candidate),
        "appeals": appeals,
    }
    return render(request, "portal/results/own.html", context)


@permitted("own", "see")
@never_cache
@require_POST
def appeal(request: HttpRequest, number: int, asked: int) -> HttpResponse:
    """One's own results, with the appeal against the answer to a re-marking."""
    candidate = _own_candidate(request, number)
    get_object_or_404(ReMarking, pk=asked, candidate=candidate)
    reason = request.POST.get("reason", "")
    tried(request, lambda hand: appeal_mark(asked, hand, the_pack(), reason=reason))
    return redirect("own-results", number)


def _page(request: HttpRequest, found: Session, wrong: BadMarks | None = None) -> HttpResponse:
    scoring = scoring_of(found, the_pack())
    context = {
        "heading": heading_of(found, the_pack()),
        "progress": progress_of(found, scoring),
        "rows": rows_of(found),
        "asked": asked_in(found),
        "later": len(without_certificate(found)) if found.state == SessionState.CERTIFIED else 0,
        "wrong": wrong,
        "shown": [] if wrong is None else wrong.rows[:MOST_SHOWN],
    }
    return render(request, "portal/results/session.html", context, status=200 if wrong is None else 400)


def _on_notice(number: int) -> Heading:
    """A session whose results are on notice today."""
    session = get_object_or_404(Session, pk=number, state__in=ON_NOTICE)
    heading = heading_of(session, the_pack())
    if heading.notice is not None and today() > heading.notice.on:
        raise Http404
    return heading


def _own_session(request: HttpRequest, number: int) -> Session:
    reach = holder_in(request).reach(SESSIONS, "make")
    return get_object_or_404(Session, pk=number, organisation__in=reach.organisations)


def _own_candidate(request: HttpRequest, number: int) -> Candidate:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    rows = Candidate.objects.select_related("session")
    return get_object_or_404(rows, pk=number, person=account.person_id, session__state__in=ON_NOTICE)


def _may_ask(candidate: Candidate) -> bool:
    heading = heading_of(candidate.session, the_pack())
    in_time = heading.re_marking is None or today() <= heading.re_marking.on
    return candidate.session.state == ON_NOTICE[0] and in_time
