"""The first page: four doors, and what the year has come to."""

from typing import cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.insight.queries.figures import Figures, figures
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.permitting import everybody

KEPT_SECONDS = 600
"""How old the figures may be; they count whole tables."""


@everybody
@kept_briefly
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "portal/home.html", {"figures": _figures()})


def _figures() -> Figures:
    on = today()
    return cast(Figures, caches["memory"].get_or_set(f"figures:{on}", lambda: figures(on), KEPT_SECONDS))
