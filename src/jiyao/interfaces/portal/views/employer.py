"""What is my employer's: a roster uploaded, determined, shown, taken home. Nothing of it enters the database."""

from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.engine.shapes import Words
from jiyao.insight.roster.columns import roster_of
from jiyao.insight.roster.determining import NOTHING_GRANTED
from jiyao.insight.roster.reading import BadRoster, Limits, read_roster
from jiyao.insight.roster.template import write_roster_template
from jiyao.interfaces.portal.beside import Busy
from jiyao.interfaces.portal.drawers import sweep
from jiyao.interfaces.portal.rosters import begin
from jiyao.interfaces.portal.uploads import MB, largest_upload
from jiyao.interfaces.portal.views.roster_results import (
    Place,
    attached,
    deleted,
    file_taken,
    led_to_result,
    progress_part,
    result_page,
)
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody

ROSTER = Place("employer", Words(zh="名册", en="Roster"))
UNPACKED = 10
"""How many times as large as an upload may be what it unpacks to."""
NO_FILE = Words(zh="请选择填好的名册文件。", en="Choose your filled-in roster.")
BUSY = Words(
    zh="现在正在计算的名册较多，请一分钟后再上传。",
    en="Many rosters are being worked on. Come back in a minute.",
)


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
    begun = begin(
        source=lambda progress: (read, NOTHING_GRANTED),
        persons=len(read.people),
        roster=roster,
        language=language_of_page(),
    )
    return led_to_result(request, *begun, ROSTER)


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
    return attached(made.getvalue(), Words(zh="名册模板.xlsx", en="roster-template.xlsx"))


@everybody
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """What the roster comes to."""
    return result_page(request, token, ROSTER)


@everybody
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far the work is."""
    return progress_part(request, token, ROSTER)


@everybody
@require_POST
def download(request: HttpRequest, token: str) -> HttpResponse:
    """One of the files."""
    return file_taken(request, token, ROSTER)


@everybody
@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """The form again; the result is deleted."""
    return deleted(token, ROSTER)
