"""提出异议、申诉、投诉: a case on public notice by anybody by name, one's own by oneself."""

from collections.abc import Mapping
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.contesting import Contest, Paper, contest
from jiyao.casework.kinds import CONTESTS, OBJECTION
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.cases import case_for
from jiyao.casework.queries.contests import ground_of
from jiyao.casework.tables import CASES
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.cases import told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.corrections import reason_field
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted

PAPER = Field(
    name="paper",
    label=Words(zh="证明材料（可不附）", en="What shows it (optional)"),
    kind="file",
    accept=".pdf,.png,.jpg,.jpeg,.docx",
    hint=Words(zh="扫描件或照片，加密保存", en="A scan or photograph; kept sealed"),
)
HINTS: Mapping[str, Words] = {
    "objection": Words(zh="写明哪一项不属实，您如何知道", en="What is not true, and how you know"),
    "appeal": Words(zh="写明哪一项认定有误，应当如何", en="What was found wrongly, and what it should be"),
    "complaint": Words(zh="写明何时、何事、希望如何解决", en="When, what, and how it could be put right"),
}


@permitted(CASES.name, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    """The form of an objection to a case on public notice; filled in, the objection."""
    found = Case.objects.filter(pk=number, state=CaseState.NOTICED).first()
    if found is None:
        raise Http404
    return answered(request, found, OBJECTION.name, reverse("notices"))


@permitted(CASES.name, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest_own(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The form of an appeal or complaint about one's own case; filled in, the appeal or complaint."""
    found, account = case_for(holder_in(request), number, today()), holder_in(request).account
    if found is None or account is None or account.person_id is None or found.person_id != account.person_id:
        raise Http404
    return answered(request, found, form, reverse("own-case", args=[number]))


def answered(
    request: HttpRequest, found: Case, form: str, back: str, *, organisation: int | None = None
) -> HttpResponse:
    """The form; filled in, the case that contests the other. `organisation`: for which somebody acts"""
    if request.method != "POST":
        return _form(request, found, form, back)
    file = request.FILES.get(PAPER.name)
    paper = Paper(cast(BinaryIO, file), file.name or "") if isinstance(file, UploadedFile) else None
    wanted = Contest(found.pk, form, request.POST.get("reason", ""), paper, organisation)
    try:
        made = contest(wanted, hand_of(request), the_pack())
    except JiyaoError as error:
        return _form(request, found, form, back, error.said(language_of_page()))
    return redirect("own-case" if organisation is None else "organisation-case", made.pk)


def _form(request: HttpRequest, found: Case, form: str, back: str, complaint: str = "") -> HttpResponse:
    ground = ground_of(found, form, the_pack())
    why = reason_field(Words(zh="事实和理由", en="Facts and reasons"), HINTS[form])
    context = {
        "told": told(found, the_pack(), today()),
        "form": CONTESTS[form],
        "until": None if ground is None else ground.until,
        "fields": filled([why, PAPER], request.POST.dict(), {}),
        "back": back,
        "complaint": complaint,
    }
    return render(request, "portal/own/contest.html", context, status=422 if complaint else 200)
