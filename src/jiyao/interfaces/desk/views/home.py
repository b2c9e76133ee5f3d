"""The first page of the desk: what is to be done, and where everything stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.interfaces.ui.permitting import permitted


@permitted("desk", "see")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "desk/home.html")
