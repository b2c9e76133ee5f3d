"""One's own certificate as a signed file; whoever takes it chooses how much of their name it shows."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.evaluation.credentials.achievement import NameShown
from jiyao.evaluation.models import IssuedCertificate
from jiyao.evaluation.queries.credentials import credential_of
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.downloads import made_file
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.interfaces.ui.public import public_address

CREDENTIAL = "application/vc"
SHOWN = Field(
    name="shown",
    label=Words(zh="姓名怎样显示", en="How your name is shown"),
    kind="one_of",
    value=NameShown.MASKED,
    choices=(
        Choice(
            value=NameShown.MASKED,
            words=Words(zh="只显示姓", en="Its first character only"),
            hint=Words(zh="证书编号可供核对", en="the certificate number tells whose it is"),
        ),
        Choice(
            value=NameShown.FULL,
            words=Words(zh="显示全名", en="In full"),
            hint=Words(zh="拿到文件的人都能看到", en="whoever gets the file can read it"),
        ),
    ),
)


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def credential(request: HttpRequest, key: int) -> HttpResponse:
    """How the name is to be shown; then the file."""
    issued = _issued(request, key)
    if request.method != "POST":
        return _page(request, issued)
    try:
        made = credential_of(
            issued, shown=_chosen(request), pack=the_pack(), address=public_address(), at=now()
        )
    except JiyaoError as error:
        return _page(request, issued, error.said(language_of_page()))
    content = json.dumps(made, ensure_ascii=False, indent=2).encode("utf-8")
    return made_file(content, CREDENTIAL, f"{issued.number}.json")


def _page(request: HttpRequest, issued: IssuedCertificate, complaint: str = "") -> HttpResponse:
    context = {"issued": issued, "shown": SHOWN, "complaint": complaint}
    return render(request, "portal/own/credential.html", context, status=422 if complaint else 200)


def _issued(request: HttpRequest, key: int) -> IssuedCertificate:
    """The certificate that a body here issued to whoever asks."""
    account = holder_in(request).account
    found = IssuedCertificate.objects.filter(record=key).select_related("candidate__session").first()
    if account is None or found is None or account.person_id != found.person_id:
        raise Http404
    return found


def _chosen(request: HttpRequest) -> NameShown:
    """What was chosen; masked where nothing was."""
    is_full = request.POST.get("shown") == NameShown.FULL
    return NameShown.FULL if is_full else NameShown.MASKED
