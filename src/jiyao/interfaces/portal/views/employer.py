"""Comes."""

from django.http import HttpRequest, HttpResponse


def start(request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse()
