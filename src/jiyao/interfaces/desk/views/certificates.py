"""Certificates at the desk: what can be proposed of one, on the page of its row."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.actions.certificates import STANDING, propose_standing
from jiyao.evaluation.models import IssuedCertificate
from jiyao.evaluation.tables import ISSUED_CERTIFICATES
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.certificate_proposing import proposed_in, standing_fields
from jiyao.interfaces.ui.certificate_words import MARKS, STANDINGS, life_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.listing import one_row


@on_row_of(ISSUED_CERTIFICATES.name)
def _on_row(request: HttpRequest, row: IssuedCertificate) -> Part | None:
    """Its life, and the way to propose something of it."""
    told = {"certificate": row, "life": life_of(row), "may": _in_reach(request, row.pk) is not None}
    return Part("desk/_certificate.html", told)


@permitted(STANDING, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """The form; the case, where it is filled in."""
    found = _in_reach(request, number)
    if found is None:
        raise Http404
    fields = standing_fields(found)
    if request.method != "POST":
        return _form(request, found, fields, "")
    try:
        case = propose_standing(found.pk, proposed_in(request.POST), hand_of(request))
    except (Invalid, Conflict) as error:
        return _form(request, found, filled(fields, request.POST.dict(), {}), error.said(language_of_page()))
    return redirect("desk-case", case.pk)


def _in_reach(request: HttpRequest, number: int) -> IssuedCertificate | None:
    reach = holder_in(request).reach(STANDING, "make")
    found: Any = one_row(ISSUED_CERTIFICATES, reach, str(number), today())
    return found if isinstance(found, IssuedCertificate) else None


def _form(
    request: HttpRequest, certificate: IssuedCertificate, fields: list[Field], complaint: str
) -> HttpResponse:
    context = {
        "certificate": certificate,
        "standing": STANDINGS[certificate.standing],
        "mark": MARKS[certificate.standing],
        "address": row_address(ISSUED_CERTIFICATES, certificate.pk),
        "fields": fields,
        "complaint": complaint,
    }
    return render(request, "desk/certificate_propose.html", context, status=422 if complaint else 200)
