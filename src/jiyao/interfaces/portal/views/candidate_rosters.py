"""A roster of candidates: brought by a body, a school or an employer, read by a job, its refused rows shown."""

from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.roster_jobs import WORK, Rules, ask_for_enrolment
from jiyao.evaluation.models import Session
from jiyao.evaluation.refused_rows import read_refused
from jiyao.foundation.models import Job, JobState
from jiyao.insight.roster.reading import BadRoster, Limits, refuse_wrong_files
from jiyao.interfaces.portal.numbers import UNPACKED
from jiyao.interfaces.portal.sessions.telling import sessions_told
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.job_words import step_in_words
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.imports.rosters import MOST

NO_FILE = Words(zh="请选择名单文件", en="Choose the file of your roster")
SHOWN = 200
"""So many refused rows stand on the page; all of them in the file."""
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


def brought(request: HttpRequest, session: Session) -> HttpResponse:
    """To how far the roster of this request is; back to the session's page, with why it is not read at all."""
    try:
        job = _bring(request, session.pk)
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return redirect(_address(request, session))
    return redirect("candidate-roster", job.pk)


def _bring(request: HttpRequest, session: int) -> Job:
    """The job that reads the roster of this request. raises BadRoster, and as `ask_for_enrolment`"""
    file = request.FILES.get("roster")
    if not isinstance(file, UploadedFile):
        raise BadRoster(NO_FILE)
    content = BytesIO(file.read())
    refuse_wrong_files(content, Limits(largest_upload() * UNPACKED, MOST))
    rules = Rules(settings.PACK, settings.DEMONSTRATION, language_of_page())
    return ask_for_enrolment(session, content, file.name or "", hand_of(request), rules)


@permitted("candidates", "make")
@never_cache
@require_safe
def asked(request: HttpRequest, number: int) -> HttpResponse:
    """How far the reading of a roster is; then how many were enrolled, or which rows are refused."""
    job, session = _found(request, number)
    rows = [] if job.result is None else read_refused(job.result)
    [told] = sessions_told([session], Teller(the_pack(), language_of_page()))
    context = {
        **_progress(job),
        "told": told,
        "back": _address(request, session),
        "bad": [(one.line, one.column, one.said(language_of_page())) for one in rows[:SHOWN]],
        "more": max(0, len(rows) - SHOWN),
    }
    return render(request, "portal/sessions/asked.html", context)


@permitted("candidates", "make")
@never_cache
@require_safe
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far it is, as a part of its page; where it is over, htmx is sent to the whole."""
    job, _ = _found(request, number)
    if job.state not in UNDER_WAY:
        return HttpResponse(headers={"HX-Redirect": reverse("candidate-roster", args=[number])})
    return render(request, "portal/sessions/_asked_progress.html", _progress(job))


@permitted("candidates", "make")
@never_cache
@require_safe
def refused(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The refused rows as a workbook."""
    job, _ = _found(request, number)
    if job.result is None:
        raise Http404
    return kept_file(job.result)


def _progress(job: Job) -> dict[str, object]:
    step = step_in_words(job.step, language_of_page(), {}) if job.step else job.title.said(language_of_page())
    return {"job": job, "is_under_way": job.state in UNDER_WAY, "step": step}


def _found(request: HttpRequest, number: int) -> tuple[Job, Session]:
    """The job with its session; of who brought the roster, or of the session's own body."""
    job = Job.objects.select_related("result").filter(pk=number, work=WORK).first()
    session = None if job is None else Session.objects.filter(pk=job.arguments["session"]).first()
    if job is None or session is None:
        raise Http404
    account = holder_in(request).account
    is_theirs = account is not None and job.arguments["account"] == account.pk
    if not (is_theirs or session.organisation_id in _own(request)):
        raise Http404
    return job, session


def _address(request: HttpRequest, session: Session) -> str:
    """The page of the session as who asks sees it."""
    is_own = session.organisation_id in _own(request)
    return reverse("session" if is_own else "enrolling-session", args=[session.pk])


def _own(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("sessions", "make").organisations
