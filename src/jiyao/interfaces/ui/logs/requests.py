"""One line a request, and its number, which the answer carries too."""

import logging
from collections.abc import Callable
from secrets import token_hex
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from jiyao.interfaces.ui.logs.lines import REQUEST

HEADER = "X-Request-ID"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BROKEN = 500
log = logging.getLogger("jiyao.requests")

Answering = Callable[[HttpRequest], HttpResponseBase]


def request_log(get_response: Answering) -> Answering:
    """The outermost middleware: what it cannot see is not answered by us."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        """The answer with the number of its request."""
        began, before = perf_counter(), REQUEST.set(token_hex(8))
        try:
            response = get_response(request)
            response[HEADER] = REQUEST.get()
            level = logging.ERROR if response.status_code >= BROKEN else logging.INFO
            log.log(level, "request", extra={"told": _told(request, response, perf_counter() - began)})
            return response
        except Exception:
            # the server would say that something went wrong and not what
            log.exception("nothing could be answered")
            raise
        finally:
            REQUEST.reset(before)

    return answer


def _told(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    """What is told of a request: never its address, only the name of what answered.

    The account is told where the page has looked it up: a line asks the database for nothing.
    """
    match = request.resolver_match
    account = getattr(getattr(request, "_cached_user", None), "pk", None)
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": match.view_name if match else None,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        **({} if account is None else {"account": account}),
    }
