"""A credential that somebody was handed, judged with what bodies here publish; without an account, nothing is kept."""

from dataclasses import dataclass
from datetime import timedelta
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.engine.shapes import Words
from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import Verdict
from jiyao.evaluation.credentials.reading import LARGEST_BYTES
from jiyao.evaluation.queries.judging import judge_here
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.credential_words import ANSWERS, PARTS
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.permitting import everybody

FILE = Field(
    name="file",
    label=Words(zh="凭证文件", en="Credential"),
    kind="file",
    hint=Words(
        zh="JSON 文件，由持证人提供。只在内存里核验，不保存。",
        en="A file of JSON from its holder. It is judged in memory and not kept.",
    ),
    accept=".json,.jsonld",
    is_required=True,
)
AT_ONCE = 2
"""How many are judged at a time in one process: a large file takes half a second of its processor."""
TURNS = BoundedSemaphore(AT_ONCE)
BUSY = Words(zh="现在核验的人较多，请稍后再试。", en="Many are checking just now. Try again in a moment.")
NO_FILE = Words(zh="请选择一个凭证文件。", en="Choose a file.")
OPEN = frozenset({Answer.ISSUER_UNKNOWN, Answer.STATUS_UNKNOWN, Answer.NOT_SUPPORTED})
"""Answers that say neither yes nor no."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as the page tells it; what a credential says of itself is shown only where it was not altered."""

    answer: str
    mark: str
    why: str
    parts: list[tuple[str, str]]


@everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form, and the answer about the file that was given."""
    if request.method != "POST":
        return render(request, "portal/credentials.html", {"file": FILE})
    given = request.FILES.get(FILE.name)
    if given is None:
        return _refused(request, NO_FILE, 422)
    if not TURNS.acquire(blocking=False):
        return _refused(request, BUSY, 503)
    try:
        verdict = _judged(given.read(LARGEST_BYTES + 1))
    finally:
        TURNS.release()
    return render(request, "portal/credentials.html", {"file": FILE, "judged": _told(verdict)})


def _judged(content: bytes) -> Verdict:
    holds_for = timedelta(hours=settings.STATUS_LIST_HOURS)
    return judge_here(content, address=settings.ADDRESS, at=now(), holds_for=holds_for)


def _refused(request: HttpRequest, why: Words, status: int) -> HttpResponse:
    complaint = why.said(language_of_page())
    return render(request, "portal/credentials.html", {"file": FILE, "complaint": complaint}, status=status)


def _told(verdict: Verdict) -> Judged:
    language = language_of_page()
    return Judged(
        ANSWERS[language][verdict.answer],
        "yes" if verdict.answer is Answer.VALID else "ask" if verdict.answer in OPEN else "no",
        "" if verdict.why is None else verdict.why.said(language),
        [(PARTS[language][name], text) for name, text in verdict.says.items()],
    )
