"""The feature in the press, claim by claim: the pages that carry each claim, and each figure beside our records."""

from typing import cast

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.library.feature import Feature, feature_of
from jiyao.interfaces.ui.library.shelves import Library, library_of
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.sentences import Teller

KEPT_SECONDS = 600
"""How old the figures may be; some count whole tables."""


@everybody
@kept_briefly
@require_safe
def article(request: HttpRequest) -> HttpResponse:
    """The feature; where the pack tells of none, there is no such page."""
    library = library_of(Teller(the_pack(), language_of_page()))
    if library.teller.pack.claims is None:
        raise Http404
    return render(request, "portal/article.html", {"feature": _feature(library)})


def _feature(library: Library) -> Feature:
    on = today()
    key = f"feature:{library.teller.pack.hash}:{library.teller.language}:{on}"
    return cast(Feature, caches["memory"].get_or_set(key, lambda: feature_of(library, on), KEPT_SECONDS))
