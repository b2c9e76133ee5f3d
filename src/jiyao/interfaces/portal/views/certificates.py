"""证书: the body issues those of a session and prints them; holders print their own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.evaluation.actions.issuing import ISSUED
from jiyao.evaluation.models import IssuedCertificate, Session, Standing
from jiyao.evaluation.queries.printing import printed
from jiyao.interfaces.ui.certificates import certificates_paper
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.issuing import issue_and_tell
from jiyao.interfaces.ui.permitting import holder_in, permitted

PDF = "application/pdf"


@permitted(ISSUED, "make")
@never_cache
@require_POST
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """The certificates of a session, issued; its page says how many, or why not."""
    _own_session(request, number)
    issue_and_tell(request, number)
    return redirect("results-session", number)


@permitted(ISSUED, "make")
@never_cache
@require_safe
def of_session(request: HttpRequest, number: int) -> HttpResponse:
    """The certificates of a session that are not revoked, a page each."""
    session = _own_session(request, number)
    found = IssuedCertificate.objects.filter(candidate__session=session).exclude(standing=Standing.REVOKED)
    return _printed(list(found.order_by("number")), f"{session.number}.pdf")


@permitted("own", "see")
@never_cache
@require_safe
def own(request: HttpRequest, key: int) -> HttpResponse:
    """One's own certificate; of a revoked one there is none."""
    account = holder_in(request).account
    found = IssuedCertificate.objects.filter(record=key).exclude(standing=Standing.REVOKED).first()
    if account is None or found is None or account.person_id != found.person_id:
        raise Http404
    return _printed([found], f"{found.number}.pdf")


def _own_session(request: HttpRequest, number: int) -> Session:
    reach = holder_in(request).reach(ISSUED, "make")
    return get_object_or_404(Session, pk=number, organisation__in=reach.organisations)


def _printed(certificates: list[IssuedCertificate], name: str) -> HttpResponse:
    found = printed(certificates)
    if not found:
        raise Http404
    return made_file(certificates_paper(found, today()), PDF, name)
