"""The door of every page: a view says which row of the permission table opens it, and without a word it stays shut.

Who is signed in but has yet to choose a password, or to set up the second factor that a role demands, finds every door
shut but those that lead there.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from jiyao.base.errors import Invalid
from jiyao.interfaces.ui.context import now, today
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import NOBODY, PERMISSIONS, Holder, holder_of
from jiyao.registry.queries.factors import has_second_factor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
RULE = "permission"
EVERYBODY, SIGNED_IN = "everybody", "signed in"
ALWAYS, ENTERING, BY_TOKEN = "always", "entering", "by token"
CHOOSE_PASSWORD, SET_UP_FACTOR = "account_change_password", "mfa_index"
"""The addresses of what a sign-in may have to end with."""
OF_TABLE = "<table>"
"""Stands for the thing that the address names."""


class Undeclared(Invalid):
    """A view does not say who may see it."""


def everybody(view: View) -> View:
    """A view for everybody, signed in or not."""
    return _declared(view, EVERYBODY)


def always(view: View) -> View:
    """A view for everybody, and before a sign-in is complete: what shows nothing, or leads in or out."""
    return _declared(view, ALWAYS)


def entering(view: View) -> View:
    """A view for whoever is signed in, and before that is complete: what completes it."""
    return _declared(view, ENTERING)


def by_token(view: View) -> View:
    """A view for programs, which looks for a token itself; who is signed in counts for nothing."""
    return _declared(view, BY_TOKEN)


def signed_in(view: View) -> View:
    """A view for whoever is signed in; it shows only what is the account's own."""
    return _declared(view, SIGNED_IN)


def permitted(thing: str, verb: str) -> Callable[[View], View]:
    """A view that a row of the permission table opens; with OF_TABLE the thing is the table that the address names."""
    return lambda view: _declared(view, (thing, verb))


def _declared(view: View, rule: object) -> View:
    setattr(view, RULE, rule)
    return view


class Door:
    """Middleware: who asks is `request.holder`; what is not permitted is refused before its view begins."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        request.holder = SimpleLazyObject(lambda: _holder(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """What stands instead of the page; nothing where it may be seen."""
        rule = getattr(view, RULE, None)
        if rule is None:
            _refuse_undeclared(view)
        if rule in (ALWAYS, BY_TOKEN):
            return None
        if not request.user.is_authenticated:
            return None if rule == EVERYBODY else redirect_to_login(request.get_full_path())
        if rule == ENTERING:
            return None
        if still := still_to_do(request):
            return redirect(still)
        if rule not in (EVERYBODY, SIGNED_IN) and not holder_in(request).may(*_row(rule, kwargs)):
            raise PermissionDenied
        return None


def holder_in(request: HttpRequest) -> Holder:
    """Who asks."""
    holder: Holder = request.holder  # type: ignore[attr-defined]
    return holder


def hand_of(request: HttpRequest) -> Hand:
    """Who asks, as who does something with it, today and now."""
    return Hand(holder_in(request), today(), now())


def acts_as(request: HttpRequest, holder: Holder) -> None:
    """From now on it is the holder who asks, whoever is signed in."""
    request.holder = holder  # type: ignore[attr-defined]


def still_to_do(request: HttpRequest) -> str:
    """The name of the address where a sign-in goes on; nothing where it is complete."""
    holder = holder_in(request)
    if holder.account is None:
        return ""
    if holder.account.password_is_temporary:
        return CHOOSE_PASSWORD
    return SET_UP_FACTOR if holder.needs_second_factor and not has_second_factor(holder.account) else ""


def _holder(request: HttpRequest) -> Holder:
    return holder_of(request.user, today()) if request.user.is_authenticated else NOBODY


def _row(rule: tuple[str, str], kwargs: dict[str, Any]) -> tuple[str, str]:
    thing, verb = rule
    row = (kwargs["table"] if thing == OF_TABLE else thing, verb)
    if row not in PERMISSIONS:
        raise Http404
    return row


def _refuse_undeclared(view: Callable[..., Any]) -> NoReturn:
    raise Undeclared(f"{view.__module__}: say with a decorator of ui.permitting who may see this page")
