"""How often one address may ask a page for what must not be asked at will. Counted in the memory of each process."""

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from jiyao.base.errors import NotAllowed


class TooOften(NotAllowed):
    """One address has asked too often; it may again when the time is over."""


def count_request(request: HttpRequest, what: str, *, most: int, seconds: int) -> None:
    """Nothing where this address may still ask. raises TooOften"""
    cache, key = caches["memory"], f"rate:{what}:{address_of(request)}"
    cache.add(key, 0, seconds)
    if cache.incr(key) > most:
        raise TooOften(
            f"this address has asked {most} times; ask again in {max(1, seconds // 60)} minutes",
            zh=f"查询过于频繁（{most} 次），请 {max(1, seconds // 60)} 分钟后再试",
        )


def address_of(request: HttpRequest) -> str:
    """From where a request comes, behind as many proxies as the installation says."""
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    proxies: int = settings.NINJA_NUM_PROXIES
    if proxies and forwarded:
        return str(forwarded[-min(proxies, len(forwarded))])
    return str(request.META.get("REMOTE_ADDR", ""))
