"""Requests that may be repeated: the same key and the same request have the same answer, for a day.

Only what was done is kept. A request that fails does nothing and frees its key.
"""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from cryptography.fernet import Fernet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from jiyao.interfaces.api.models import KeptAnswer
from jiyao.interfaces.api.problems import CONFLICT, KEY_REUSED, ErrorRecord, Refused, problem, say
from jiyao.interfaces.ui.context import now
from jiyao.interfaces.ui.permitting import holder_in

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
SHORTEST, LONGEST = 16, 200
KEPT = timedelta(hours=24)
AT_WORK = timedelta(minutes=1)
"""After that long a request that has left no answer counts as lost, and its key may be taken again."""
KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "Link")
BAD_KEY = ("须为 {0} 至 {1} 个可见的 ASCII 字符", "must have {0} to {1} visible ASCII characters")
PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": SHORTEST, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}
"""The header as the OpenAPI document says it."""
NEEDED: dict[str, Any] = {**PARAMETER, "required": True}
NO_KEY = ("须带这个标头，最好是随机 UUID", "send this header, best with a random UUID")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
Content = Callable[[HttpRequest], bytes]


def idempotent(view: View[P]) -> View[P]:
    """The view, which answers a repeated request as it answered the first."""
    return _repeatable(view, lambda request: request.body, _key)


def repeatable(content: Content) -> Callable[[View[P]], View[P]]:
    """As `idempotent`, for what must come with a key. `content` says what two equal requests have in common."""
    return lambda view: _repeatable(view, content, _needed_key)


def _repeatable(view: View[P], content: Content, key_of: Callable[[HttpRequest], str | None]) -> View[P]:
    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return view(request, *args, **kwargs)
        request_ = _Request(_scope(request), _checked(key), request, content(request))
        found = _claim(request_, now())
        if found is not None:
            return _again(request_, found)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            _free(request_)
            raise
        _keep(request_, response, now())
        return response

    return answered


def _key(request: HttpRequest) -> str | None:
    return request.headers.get(HEADER)


def _needed_key(request: HttpRequest) -> str:
    """The key. raises Refused"""
    key = _key(request)
    if key is None:
        raise Refused([ErrorRecord(detail=say(NO_KEY), parameter=HEADER)])
    return key


@dataclass(frozen=True, slots=True)
class _Request:
    """A request with its key, and what is derived from both. `scope`: whose key it is."""

    scope: str
    key: str
    request: HttpRequest
    content: bytes

    @property
    def key_hash(self) -> str:
        return self._derived("key").hex()

    @property
    def request_hash(self) -> str:
        asked = f"{self.request.method} {self.request.get_full_path()} ".encode() + self.content
        return salted_hmac(f"jiyao.idempotency:{self.key_hash}", asked, algorithm="sha256").hexdigest()

    @property
    def box(self) -> Fernet:
        return Fernet(urlsafe_b64encode(self._derived("answer")))

    def _derived(self, use: str) -> bytes:
        named = f"{self.scope}:{self.key}"
        return salted_hmac(f"jiyao.idempotency.{use}", named, algorithm="sha256").digest()


def _scope(request: HttpRequest) -> str:
    """Whose key it is: of whoever signed in, or of everybody without an account."""
    return holder_in(request).party if hasattr(request, "auth") else "public"


def _checked(key: str) -> str:
    if not re.fullmatch(f"[!-~]{{{SHORTEST},{LONGEST}}}", key):
        raise Refused([ErrorRecord(detail=say(BAD_KEY, SHORTEST, LONGEST), parameter=HEADER)])
    return key


def _claim(asked: _Request, at: datetime) -> KeptAnswer | None:
    """What is kept or worked on under the key; nothing if the key is free, and it is taken now."""
    KeptAnswer.objects.filter(expires_at__lte=at).delete()
    kept, is_new = KeptAnswer.objects.get_or_create(
        key_hash=asked.key_hash,
        defaults={"request_hash": asked.request_hash, "expires_at": at + AT_WORK},
    )
    return None if is_new else kept


def _again(asked: _Request, kept: KeptAnswer) -> HttpResponse:
    if kept.request_hash != asked.request_hash:
        return problem(KEY_REUSED)
    if kept.status is None:
        return problem(CONFLICT, headers={"Retry-After": "1"})
    opened = json.loads(asked.box.decrypt(bytes(kept.sealed or b"")))
    response = HttpResponse(opened["content"], status=kept.status, headers=opened["headers"])
    response.headers[REPLAYED] = "true"
    return response


def _keep(asked: _Request, response: HttpResponse, at: datetime) -> None:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    content = json.dumps({"content": response.content.decode(), "headers": headers})
    KeptAnswer.objects.filter(key_hash=asked.key_hash).update(
        status=response.status_code, sealed=asked.box.encrypt(content.encode()), expires_at=at + KEPT
    )


def _free(asked: _Request) -> None:
    KeptAnswer.objects.filter(key_hash=asked.key_hash).delete()
