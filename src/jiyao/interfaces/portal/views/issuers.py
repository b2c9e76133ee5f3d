"""What evaluation bodies publish for whoever checks their certificates: their keys, and their status lists."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.models import StatusList
from jiyao.evaluation.queries.issuers import NoIssuer, published_issuer, published_list
from jiyao.interfaces.ui.context import now
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.public import public_address

KEPT_SECONDS = 300
CREDENTIAL = "application/vc"


@everybody
@require_safe
def issuer(request: HttpRequest, organisation: int) -> JsonResponse:
    """A body's document with its keys, for programs."""
    try:
        return _published(published_issuer(organisation, public_address()), "application/json")
    except NoIssuer:
        raise Http404 from None


@everybody
@require_safe
def status_list(request: HttpRequest, organisation: int, number: int, purpose: str) -> JsonResponse:
    """A status list of a body, signed, whole: nobody learns about whom somebody asks."""
    found = StatusList.objects.filter(organisation=organisation, number=number, purpose=purpose).first()
    if found is None:
        raise Http404
    holds_for = timedelta(hours=settings.STATUS_LIST_HOURS)
    listed = published_list(found, address=public_address(), at=now(), holds_for=holds_for)
    return _published(listed, CREDENTIAL)


def _published(document: Json, kind: str) -> JsonResponse:
    """The document, for pages of other addresses too: what checks a certificate may be anywhere."""
    options = {"ensure_ascii": False}
    response = JsonResponse(document, content_type=kind, json_dumps_params=options)
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response
