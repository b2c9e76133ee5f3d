"""What becomes of each error that a route meets: a problem that says what to do."""

import logging
import re
from collections.abc import Mapping
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from jiyao.base.errors import Conflict, Invalid, JiyaoError, NotAllowed
from jiyao.engine.packs.loading import UnknownMeasure
from jiyao.interfaces.api.problems import (
    BROKEN,
    CONFLICT,
    INVALID,
    MEDIA,
    NOT_ALLOWED,
    TOKEN,
    TOO_MANY,
    UNKNOWN,
    UNREADABLE,
    ErrorRecord,
    Kind,
    Refused,
    problem,
    say,
)
from jiyao.interfaces.api.reading import WrongMedia
from jiyao.interfaces.ui.context import language_of_page

log = logging.getLogger(__name__)
BODY = "body"
WITHIN = 2
"""Before the place within a body come `body` and the name of what reads it."""
WORDS: dict[str, tuple[str, str]] = {
    "missing": ("缺少这一项", "this is missing"),
    "extra_forbidden": ("没有这一项", "there is no such member"),
    "dict_type": ("须为 JSON 对象", "must be a JSON object"),
    "model_type": ("须为 JSON 对象", "must be a JSON object"),
    "model_attributes_type": ("须为 JSON 对象", "must be a JSON object"),
    "string_type": ("须为文字", "must be a text"),
    "string_too_long": ("不得超过 {max_length} 字", "may have {max_length} characters at most"),
    "literal_error": ("须为以下之一：{expected}", "must be one of {expected}"),
}
TAKEN = ("请求正文须为 {0}", "send {0}")
SECONDS = ("请在 {0} 秒后再试", "repeat it in {0} seconds")


class Unknown(Invalid):
    """There is nothing of that name at this address."""


class NoToken(NotAllowed):
    """The request comes without a token."""

    challenge = 'Bearer realm="Jiyao"'
    """What RFC 6750 says in the header WWW-Authenticate."""


class BadToken(NoToken):
    """The token is wrong, or it expired, or it was ended."""

    challenge = f'{NoToken.challenge}, error="invalid_token"'


def tell_problems(api: NinjaAPI) -> None:
    """Makes the API answer every error as a problem."""
    for error, answer in _ANSWERS.items():
        api.add_exception_handler(error, answer)


def kind_of(error: JiyaoError) -> Kind:
    """The kind of problem that an error of the project is."""
    if isinstance(error, Unknown | UnknownMeasure):
        return UNKNOWN
    return next(kind for cls, kind in _OURS.items() if isinstance(error, cls))


_OURS: Mapping[type[JiyaoError], Kind] = {
    Conflict: CONFLICT,
    NotAllowed: NOT_ALLOWED,
    Invalid: INVALID,
    JiyaoError: BROKEN,
}


def _ours(request: HttpRequest, error: JiyaoError) -> HttpResponse:
    return problem(kind_of(error), error.said(language_of_page()))


def _no_token(request: HttpRequest, error: NoToken) -> HttpResponse:
    return problem(TOKEN, error.said(language_of_page()), headers={"WWW-Authenticate": error.challenge})


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(INVALID, errors=error.errors)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(INVALID, errors=[_error(found) for found in error.errors])


def _error(found: Mapping[str, Any]) -> ErrorRecord:
    words = WORDS.get(found["type"])
    named = dict(found.get("ctx", {}))
    if "expected" in named:
        named["expected"] = ", ".join(re.findall("'([^']*)'", named["expected"]))
    detail = found["msg"] if words is None else say(words, **named)
    where = [str(step) for step in found["loc"]]
    if where[0] != BODY:
        return ErrorRecord(detail=detail, parameter=where[-1])
    return ErrorRecord(detail=detail, pointer="#" + "".join(f"/{step}" for step in where[WITHIN:]))


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, WrongMedia):
        taken = ", ".join(error.__cause__.taken)
        return problem(MEDIA, say(TAKEN, taken), headers={"Accept-Post": taken})
    return problem(UNREADABLE, str(error.__cause__ or ""))


def _too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    seconds = max(1, ceil(error.wait or 1))
    return problem(TOO_MANY, say(SECONDS, seconds), headers={"Retry-After": str(seconds)})


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("a request of the API failed", exc_info=error)
    return problem(BROKEN)


_ANSWERS: Mapping[type[Exception], Any] = {
    ValidationError: _invalid,
    HttpError: _unreadable,
    Throttled: _too_many,
    NoToken: _no_token,
    JiyaoError: _ours,
    Refused: _refused,
    Exception: _broken,
}
