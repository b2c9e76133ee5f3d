"""Certificates of a body: which there are, how each came to stand as it does, and what the body proposes of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.certificates import STANDING, propose_standing
from jiyao.casework.kinds import CERTIFICATE_STANDING
from jiyao.casework.models import Case
from jiyao.casework.models.case import FINISHED
from jiyao.evaluation.models import IssuedCertificate
from jiyao.evaluation.tables import ISSUED_CERTIFICATES
from jiyao.interfaces.ui.cases import state_told, steps_told
from jiyao.interfaces.ui.certificate_proposing import proposed_in, standing_fields
from jiyao.interfaces.ui.certificate_words import MARKS, STANDINGS, life_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in
from jiyao.registry.queries.listing import Asked, listed, one_row


@permitted(STANDING, "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The certificates that one's body issued, by number or how they stand, page by page."""
    reach, given = _reach(request), request.GET
    standing = given.get("standing", "")
    standing = standing if standing in STANDINGS else ""
    page = given.get("page", "")
    asked = Asked(
        text=given.get("q", "").strip()[:22],
        narrowed={"standing": standing} if standing else {},
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )
    try:
        found = listed(ISSUED_CERTIFICATES, reach, asked, today())
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return redirect("body-certificates")
    people = masked_people(one.person_id for one in found.rows)
    context = {
        "names": sorted(organisation_names(reach.organisations).values()),
        "found": found,
        "rows": [
            (one, shown_in(people, one.person_id), STANDINGS[one.standing], MARKS[one.standing])
            for one in found.rows
        ],
        "asked": asked,
        "standing": standing,
        "standings": list(STANDINGS.items()),
    }
    return render(request, "portal/bodies/certificates.html", context)


@permitted(STANDING, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One certificate: its life, what was proposed of it, and the form that proposes; filled in, it waits."""
    row: Any = one_row(ISSUED_CERTIFICATES, _reach(request), str(number), today())
    if not isinstance(row, IssuedCertificate):
        raise Http404
    fields, complaint = standing_fields(row), ""
    if request.method == "POST":
        try:
            propose_standing(row.pk, proposed_in(request.POST.dict()), hand_of(request))
            return redirect("body-certificate", number)
        except JiyaoError as error:
            complaint, fields = error.said(language_of_page()), filled(fields, request.POST.dict(), {})
    cases = list(Case.objects.filter(kind=CERTIFICATE_STANDING.name, subject_record=row.pk).order_by("-pk"))
    context = {
        "certificate": row,
        "person": shown_in(masked_people([row.person_id]), row.person_id),
        "standing": STANDINGS[row.standing],
        "mark": MARKS[row.standing],
        "life": life_of(row),
        "cases": [
            (case, state_told(case, case.state), steps_told(case, with_reasons=True)) for case in cases
        ],
        "is_open": any(case.state not in FINISHED for case in cases),
        "fields": fields,
        "complaint": complaint,
    }
    return render(request, "portal/bodies/certificate.html", context, status=422 if complaint else 200)


def _reach(request: HttpRequest) -> Reach:
    """What is of one's own body; officials propose at the desk."""
    reach = holder_in(request).reach(STANDING, "make")
    return Reach(organisations=reach.organisations)
