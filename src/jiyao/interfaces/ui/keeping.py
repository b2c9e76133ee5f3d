"""How long browsers may keep a page: not at all, unless its view says that it is public."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

KEPT_SECONDS = 60
P = ParamSpec("P")


def kept_nowhere(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: what has a form or answers in it is stored by no browser and nothing between."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        """The answer, not to be stored where its view says nothing else."""
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def kept_briefly(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A public view, kept for a minute by the browser that asked; not at all where somebody is signed in."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        request = args[0]
        if isinstance(request, HttpRequest) and not request.user.is_authenticated:
            patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
            patch_vary_headers(response, ("Cookie",))
        return response

    return answer
