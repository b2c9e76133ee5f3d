"""The edge of the API: what is too large before a route is reached, and every failure told as a problem."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from jiyao.interfaces.api.addresses import IMPORTS, PREFIX
from jiyao.interfaces.api.problems import (
    BROKEN,
    KINDS,
    MEDIA_TYPE,
    NO_LENGTH,
    TOO_LARGE,
    UNREADABLE,
    problem,
    say,
)

KB = 1 << 10
FAILED = 400
BROKE = 500
LARGER = ("请求正文不得超过 {0} KB", "the body of a request may have {0} KB at most")


def edge_of_api(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware; it leaves pages alone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # the server sends the headers only
        response = _told(_refused(request) or get_response(request))
        request.method = asked
        return response

    return answer


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The problem of a body that is too large, or does not say how large it is: WSGI cannot read it."""
    limit, length = _largest_kb(request), request.META.get("CONTENT_LENGTH") or ""
    if "Transfer-Encoding" in request.headers and not length:
        return problem(NO_LENGTH)
    if length.isdecimal() and int(length) > limit * KB:
        return problem(TOO_LARGE, say(LARGER, limit))
    return None


def _largest_kb(request: HttpRequest) -> int:
    """How large a body may be; where files of records are taken, as large as a file."""
    if IMPORTS.fullmatch(request.path_info):
        return int(settings.LARGEST_FILE_MB) * KB
    return int(settings.LARGEST_REQUEST_KB)


def _told(response: HttpResponseBase) -> HttpResponseBase:
    """The response; a failure that is not told as a problem yet is told as one."""
    status = response.status_code
    if status < FAILED or response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    usual = BROKEN if status >= BROKE else UNREADABLE
    told = problem(next((kind for kind in KINDS if kind.status == status), usual))
    if "Allow" in response.headers:
        told.headers["Allow"] = response.headers["Allow"]
    return told
