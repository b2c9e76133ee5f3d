"""Comes."""

from django.http import HttpRequest, HttpResponse


def catalogue(request: HttpRequest) -> HttpResponse:
    """The page."""
    return HttpResponse()


def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The page."""
    return HttpResponse()
