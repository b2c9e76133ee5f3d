"""What is my employer's: a roster uploaded, determined, shown, taken home. Nothing of it enters the database."""

from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.engine.shapes import Words
from jiyao.insight.roster.columns import roster_of
from jiyao.insight.roster.files import STANDINGS
from jiyao.insight.roster.reading import BadRoster, Limits, read_roster
from jiyao.insight.roster.report import Report
from jiyao.insight.roster.template import write_roster_template
from jiyao.interfaces.portal.drawers import Drawer, Gone, drawer_at, sweep
from jiyao.interfaces.portal.rosters import FAILED, REPORT, RESULT, RETURNED, Busy, begin
from jiyao.interfaces.portal.uploads import MB, largest_upload
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPACKED = 10
"""How many times as large as an upload may be what it unpacks to."""
LONGEST_WAIT = 60
"""Seconds for which a browser without scripts waits before it is shown how far the work is."""
SHORTEST_WAIT = 1
NO_FILE = Words(zh="请选择填好的名册文件。", en="Choose your filled-in roster.")
BUSY = Words(
    zh="现在正在计算的名册较多，请一分钟后再上传。",
    en="Many rosters are being worked on. Come back in a minute.",
)
FILES = {
    RESULT: Words(zh="名册结果.xlsx", en="roster-result.xlsx"),
    RETURNED: Words(zh="名册退回.xlsx", en="roster-returned.xlsx"),
}


@everybody
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The form; a roster that is given leads to its result, or back to the form with what is wrong."""
    sweep()
    if request.method != "POST":
        return _form(request)
    try:
        return _taken(request)
    except BadRoster as error:
        return _form(request, error.words)
    except Busy:
        return _form(request, BUSY)


def _form(request: HttpRequest, error: Words | None = None) -> HttpResponse:
    """The form; htmx takes no page that is marked as an error."""
    refused = error is not None and not request.headers.get("HX-Request")
    limits = {"largest": settings.LARGEST_UPLOAD_MB, "rows": settings.MOST_ROSTER_ROWS}
    return render(request, "portal/employer.html", {"error": error, **limits}, status=422 if refused else 200)


def _taken(request: HttpRequest) -> HttpResponse:
    roster = roster_of(the_pack())
    limits = Limits(unpacked=largest_upload() * UNPACKED, rows=settings.MOST_ROSTER_ROWS)
    read = read_roster(_uploaded(request), roster, limits)
    drawer, work = begin(read=read, roster=roster, language=language_of_page())
    follows = bool(request.headers.get("HX-Request"))
    work.join(SHORTEST_WAIT if follows else LONGEST_WAIT)
    address = reverse("employer-result", args=[drawer.token])
    return HttpResponse(headers={"HX-Redirect": address}) if follows else redirect(address)


def _uploaded(request: HttpRequest) -> BinaryIO:
    found = request.FILES.get("roster")
    if isinstance(found, UploadedFile):
        return BytesIO(found.read())
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest_upload():
        most = largest_upload() // MB
        raise BadRoster(
            Words(zh=f"文件超过 {most} MB。请分成几份。", en=f"The file is larger than {most} MB. Split it.")
        )
    raise BadRoster(NO_FILE)


@everybody
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty roster."""
    made = BytesIO()
    write_roster_template(roster=roster_of(the_pack()), to=made, language=language_of_page())
    return _attached(made.getvalue(), Words(zh="名册模板.xlsx", en="roster-template.xlsx"))


@everybody
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """What the roster comes to, or how far the work is, or that the result is gone."""
    sweep()
    try:
        drawer = drawer_at(token)
    except Gone:
        return render(request, "portal/employer_gone.html", status=410)
    report = drawer.get(REPORT)
    if report is None:
        return render(request, "portal/employer_working.html", _working(drawer))
    shown = {
        "token": token,
        "report": Report.model_validate_json(report),
        "standings": STANDINGS,
        "has_result": drawer.holds(RESULT),
        "has_returned": drawer.holds(RETURNED),
    }
    return render(request, "portal/employer_result.html", shown)


@everybody
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far the work is, as a part of a page; where it is done, htmx is sent to the result."""
    address = reverse("employer-result", args=[token])
    try:
        drawer = drawer_at(token)
    except Gone:
        return HttpResponse(headers={"HX-Redirect": address})
    if drawer.holds(REPORT) or drawer.holds(FAILED):
        return HttpResponse(headers={"HX-Redirect": address})
    return render(request, "portal/_employer_progress.html", _working(drawer))


def _working(drawer: Drawer) -> dict[str, object]:
    step, done, total = drawer.told()
    failed = drawer.holds(FAILED)
    return {"token": drawer.token, "step": step, "done": done, "total": total, "failed": failed}


@everybody
@require_POST
def download(request: HttpRequest, token: str) -> HttpResponse:
    """One of the files; it can be had once."""
    try:
        name = request.POST.get("name", "")
        content = drawer_at(token).take(name) if name in FILES else None
    except Gone:
        content = None
    if content is None:
        return render(request, "portal/employer_gone.html", status=410)
    return _attached(content, FILES[name])


@everybody
@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """The form again; the result is deleted."""
    with suppress(Gone):
        drawer_at(token).remove()
    return redirect("employer")


def _attached(content: bytes, name: Words) -> HttpResponse:
    told = getattr(name, language_of_page())
    disposition = content_disposition_header(as_attachment=True, filename=told)
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
