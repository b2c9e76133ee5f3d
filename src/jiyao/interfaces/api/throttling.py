"""How often one client may ask, told apart by address. Counted in the memory of each process."""

from threading import local

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import AnonRateThrottle

A_MINUTE = 60


class ByAddress(local, AnonRateThrottle):
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


REQUESTS = ByAddress("api", "API_REQUESTS_A_MINUTE")
DETERMINATIONS = ByAddress("determinations", "API_DETERMINATIONS_A_MINUTE")
