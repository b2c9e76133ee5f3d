"""How often one client may ask, told apart by token or by address. Counted in the memory of each process."""

from threading import local

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

A_MINUTE = 60


class Counted(local, SimpleRateThrottle):
    """As many requests a minute as a setting says.

    ninja keeps what it counts in the throttle itself; `local` gives each thread its own.
    """

    cache = caches["memory"]

    def __init__(self, scope: str, setting: str) -> None:
        self.scope = scope
        self.setting = setting
        self.duration = A_MINUTE

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this request may be answered."""
        self.num_requests = getattr(settings, self.setting)
        return super().allow_request(request)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Under which name the request is counted."""
        named = {"scope": self.scope, "ident": self.get_ident(request)}
        return self.cache_format % named


class ByAddress(Counted):
    """Requests of one address that bring no token; those that do are counted by it."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Of the address."""
        return None if hasattr(request, "auth") else super().get_cache_key(request)


class ByToken(Counted):
    """Requests with one token."""

    def get_ident(self, request: HttpRequest) -> str:
        """The token."""
        return str(request.auth)  # type: ignore[attr-defined]


REQUESTS = ByAddress("api", "API_REQUESTS_A_MINUTE")
DETERMINATIONS = ByAddress("determinations", "API_DETERMINATIONS_A_MINUTE")
VERIFICATIONS = ByAddress("verifications", "VERIFICATIONS_A_MINUTE")
FAILED_TOKENS = ByAddress("failed-tokens", "API_FAILED_TOKENS_A_MINUTE")
TOKEN_REQUESTS = ByToken("token", "API_TOKEN_REQUESTS_A_MINUTE")
TOKEN_DETERMINATIONS = ByToken("token-determinations", "API_DETERMINATIONS_A_MINUTE")
