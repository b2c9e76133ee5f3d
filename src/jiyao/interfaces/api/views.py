"""The page of the API, its OpenAPI document, and addresses that it has not."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from jiyao.interfaces.api.document.openapi import document
from jiyao.interfaces.api.document.page import reference_page
from jiyao.interfaces.api.problems import UNKNOWN, problem
from jiyao.interfaces.api.routes.speaking import none_such
from jiyao.interfaces.ui.permitting import everybody


@everybody
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The page that describes every operation."""
    return render(request, "api/reference.html", {"page": reference_page(request.build_absolute_uri("/"))})


@everybody
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document in the language of the request."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@everybody
@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """That there is no such route, and the nearest."""
    known = dict.fromkeys(document()["paths"])
    return problem(UNKNOWN, none_such(request.path, known))
