"""Language, type size, and whether the installation is alive."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jiyao.interfaces.ui.charts import steps
from jiyao.interfaces.ui.context import LARGE_TYPE
from jiyao.interfaces.ui.examples import example_fields, example_steps
from jiyao.interfaces.ui.gallery import PARTS, parts_by_page
from jiyao.interfaces.ui.logs.lines import REQUEST
from jiyao.interfaces.ui.permitting import always, everybody

A_YEAR = 365 * 24 * 60 * 60
CARRIED = "form"
"""The field of a page that keeps everything in its form: it is posted again, so that nothing is lost."""


@always
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """The page that was left, in the other language."""
    asked = request.POST.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, language)


@always
@require_POST
def change_type_size(request: HttpRequest) -> HttpResponse:
    """The page that was left, in large or in usual type."""
    return _remembered(request, LARGE_TYPE, "1" if request.POST.get("large") == "1" else "0")


def _remembered(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    asked = request.POST.get("next", "/")
    back = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/"
    response = HttpResponseRedirect(back, preserve_request=CARRIED in request.POST)
    response.set_cookie(cookie, value, max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


@always
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """That the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@always
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """That the database answers too; 503 where it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


@always
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone: all but what is public."""
    refused = (f"Disallow: {address}\n" for address in settings.NOT_FOR_ROBOTS)
    return HttpResponse(f"User-agent: *\n{''.join(refused)}", content_type="text/plain")


@always
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The mark, where a browser looks for it unasked."""
    return HttpResponseRedirect(static("ui/mark.svg"))


def broken(request: HttpRequest) -> HttpResponse:
    """The page of a fault of ours, with the number of the log's line. It needs nothing that may be broken."""
    page = render_to_string("500.html", {"number": REQUEST.get()})
    return HttpResponse(page, status=500)


@everybody
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part of the shared look, with its states."""
    shown = {"chart": steps(example_steps()), "fields": example_fields(), "pages": parts_by_page()}
    return render(request, "ui/gallery.html", shown)


@everybody
@require_safe
def gallery_part(request: HttpRequest, part: str) -> HttpResponse:
    """A part of an interface's pages, with its states."""
    found = PARTS.get(part)
    if found is None:
        raise Http404
    shown = [render_to_string(found.template, dict(example), request) for example in found.examples()]
    return render(request, "ui/gallery_part.html", {"part": found, "shown": shown})
