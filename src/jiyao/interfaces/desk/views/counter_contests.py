"""窗口: an official or a helper files an objection, an appeal or a complaint for the person who stands before them."""

from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.confirming import check_code, use_code
from jiyao.casework.actions.contesting import Contest, contest
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.kinds import CONTESTS, OBJECTION
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.contests import ground_of
from jiyao.casework.tables import CASES
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.views.counter import CODE, NotConfirmed
from jiyao.interfaces.desk.views.counter import SIGNED as CLAIM_SIGNED
from jiyao.interfaces.ui.cases import told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.corrections import reason_field
from jiyao.interfaces.ui.forms import filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.queries.finding import PEOPLE, people_within
from jiyao.registry.queries.labels import masked_people

REASON = reason_field(
    Words(zh="事实和理由", en="Facts and reasons"),
    Words(zh="照本人所述填写", en="As the person says it"),
)
SIGNED = replace(CLAIM_SIGNED, label=Words(zh="本人签字的申请", en="What the person signed"))
NUMBER = 8
"""How many digits at the end of a case's number are its own."""


@permitted(CASES.name, "make")
@never_cache
@require_safe
def find(request: HttpRequest, number: int) -> HttpResponse:
    """The form of an objection for a person to the case on public notice whose number is given."""
    said = request.GET.get("case", "").strip()
    own = said[-NUMBER:]
    found = Case.objects.filter(pk=int(own), state=CaseState.NOTICED).first() if own.isdecimal() else None
    if found is None or found.number != said:
        raise Http404
    return redirect("desk-contest", number, found.pk, OBJECTION.name)


@permitted(CASES.name, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest_for(request: HttpRequest, number: int, case: int, form: str) -> HttpResponse:
    """The form; the case, where it is filled in, and the person confirms."""
    found = Case.objects.filter(pk=case).first()
    within = people_within(holder_in(request).reach(PEOPLE, "see"), today()).filter(record=number)
    may_see = found is not None and (found.person_id == number or found.state == CaseState.NOTICED)
    if found is None or not may_see or form not in CONTESTS or not within.exists():
        raise Http404
    if request.method != "POST":
        return _form(request, number, found, form)
    try:
        made = _made(request, number, found, form)
    except JiyaoError as error:
        return _form(request, number, found, form, error.said(language_of_page()))
    return redirect("desk-case", made.pk)


def _made(request: HttpRequest, person: int, found: Case, form: str) -> Case:
    """The case with what confirms it, or nothing of it."""
    hand = hand_of(request)
    wanted = Contest(found.pk, form, request.POST.get("reason", ""), person=person)
    return contest(wanted, hand, the_pack(), then=_confirmation(request, person, hand))


def _confirmation(request: HttpRequest, person: int, hand: Hand) -> Callable[[Case], object]:
    """What is done with the case so that the person confirms it. raises WrongCode, NotConfirmed"""
    said, signed = request.POST.get(CODE.name, "").strip(), request.FILES.get(SIGNED.name)
    if said:
        code = check_code(person, said, hand)
        return lambda made: use_code(code, made, hand)
    if isinstance(signed, UploadedFile):
        file, name = cast(BinaryIO, signed), signed.name or ""
        return lambda made: add_evidence(made.pk, SIGNED.label.zh, file, name, hand)
    raise NotConfirmed(
        "enter the person's code, or put in the form that they signed",
        zh="请填写本人的办事码，或附本人签字的申请",
    )


def _form(request: HttpRequest, person: int, found: Case, form: str, complaint: str = "") -> HttpResponse:
    ground = ground_of(found, form, the_pack())
    context = {
        "person": masked_people([person]).get(person),
        "number": person,
        "form": CONTESTS[form],
        "told": told(found, the_pack(), today()),
        "until": None if ground is None else ground.until,
        "fields": filled([REASON, CODE, SIGNED], request.POST.dict(), {}),
        "complaint": complaint,
    }
    return render(request, "desk/counter_contest.html", context, status=422 if complaint else 200)
