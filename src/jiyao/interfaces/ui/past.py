"""Pages of a past day: views that answer as an address asks, and the band that says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiyao.base.errors import Invalid
from jiyao.interfaces.ui.clocks import (
    KNOWN,
    NOTHING_ASKED,
    ON,
    NoDay,
    NotKnownYet,
    clocks,
    clocks_from,
    reset_clocks,
    set_clocks,
)
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import NothingKnown, the_pack, version_folder
from jiyao.policy.queries.people import NobodyKnown
from jiyao.policy.queries.versions import ReleaseNotKept

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
ASKED_WRONGLY, NOT_ON_RECORD = (NoDay, NotKnownYet), (NothingKnown, ReleaseNotKept)


@dataclass(frozen=True, slots=True)
class Past:
    """What the band says: the past day, the day for which is asked if it is another, the version, the way back."""

    known: date
    on: date | None
    version: str
    back: str


def as_asked(view: View[P]) -> View[P]:
    """A view that answers by the days that its address asks for, or says why nothing can be answered."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        before = set_clocks(NOTHING_ASKED)
        try:
            set_clocks(clocks_from(request.GET.dict()))
            version_folder()
            return view(request, *args, **kwargs)
        except ASKED_WRONGLY as error:
            return _unanswerable(request, error, 400)
        except NOT_ON_RECORD as error:
            return _unanswerable(request, error, 404)
        except NobodyKnown as error:
            if clocks() == NOTHING_ASKED:
                raise Http404 from None
            return _unanswerable(request, error, 404)
        finally:
            reset_clocks(before)

    return answer


def _unanswerable(request: HttpRequest, error: Invalid, status: int) -> HttpResponse:
    """The page that says why; itself of today."""
    set_clocks(NOTHING_ASKED)
    context = {"why": error.said(language_of_page()), "back": _without_days(request)}
    return render(request, "ui/no_such_day.html", context, status=status)


def past(request: HttpRequest) -> dict[str, object]:
    """For every template: the band of a past day, None on pages of today."""
    known = clocks().known
    if known is None:
        return {"past": None}
    on = clocks().on
    return {
        "past": Past(
            known,
            None if on == known else on,
            the_pack().version,
            _without_days(request),
        )
    }


def _without_days(request: HttpRequest) -> str:
    """The page that is shown, of today."""
    left = request.GET.copy()
    for name in (ON, KNOWN):
        left.pop(name, None)
    return request.path + (f"?{left.urlencode()}" if left else "")
