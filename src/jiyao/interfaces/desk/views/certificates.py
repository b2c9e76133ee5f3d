"""Certificates at the desk: what can be proposed of one, on the page of its row."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.actions.certificates import FROM, STANDING, Change, Proposed, propose_standing
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.evaluation.tables import ISSUED_CERTIFICATES
from jiyao.interfaces.desk.casework.certificate import life_of
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.certificate_words import CHANGES, MARKS, STANDINGS
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.listing import one_row

NO_DAY = Words(zh="请填写日期，如 2025-06-30", en="Write a day such as 2025-06-30")


class NotADay(Invalid):
    """What was given is no day."""


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
    fields = _fields(found)
    if request.method != "POST":
        return _form(request, found, fields, "")
    try:
        case = propose_standing(found.pk, _proposed(request), hand_of(request))
    except (Invalid, Conflict) as error:
        return _form(request, found, filled(fields, request.POST.dict(), {}), error.said(language_of_page()))
    return redirect("desk-case", case.pk)


def _in_reach(request: HttpRequest, number: int) -> IssuedCertificate | None:
    reach = holder_in(request).reach(STANDING, "make")
    found: Any = one_row(ISSUED_CERTIFICATES, reach, str(number), today())
    return found if isinstance(found, IssuedCertificate) else None


def _fields(certificate: IssuedCertificate) -> list[Field]:
    possible = [change for change in Change if Standing(certificate.standing) in FROM[change]]
    return [
        Field(
            name="change",
            label=Words(zh="拟办理", en="What is proposed"),
            kind="one_of",
            value=possible[0],
            choices=[Choice(value=change, words=CHANGES[change]) for change in possible],
            is_required=True,
        ),
        Field(
            name="since",
            label=Words(zh="自何日起无效（撤销时）", en="From which day it does not count (to revoke)"),
            kind="day",
            hint=Words(zh="不填为自核发之日起", en="Empty: from the day of its issue"),
        ),
        Field(
            name="reason",
            label=Words(zh="理由", en="Reason"),
            kind="sentence",
            hint=Words(
                zh="写明查实的事实和依据；核验证书的人会看到。由其他人员审核决定。",
                en="Say what was found, and on what it rests; who verifies reads it. A colleague decides.",
            ),
            is_required=True,
        ),
    ]


def _proposed(request: HttpRequest) -> Proposed:
    change = request.POST.get("change", "")
    if change not in set(Change):
        raise Http404
    return Proposed(Change(change), request.POST.get("reason", ""), _since(request.POST.get("since", "")))


def _since(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotADay(NO_DAY.en, zh=NO_DAY.zh) from None


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
