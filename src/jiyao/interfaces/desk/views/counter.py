"""窗口: an official claims with the person who stands before them; what the registry holds is not typed again."""

from dataclasses import replace
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiyao.base.errors import Invalid, JiyaoError
from jiyao.casework.actions.confirming import check_code, use_code
from jiyao.casework.actions.evidence import add_evidence, take_evidence
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.models import Case, CaseEvidence, Channel, CounterCode
from jiyao.casework.queries.cases import case_at_desk
from jiyao.casework.tables import CASES
from jiyao.engine.packs.loading import UnknownMeasure
from jiyao.engine.shapes import Words
from jiyao.funds.queries.accounts import paid_at
from jiyao.interfaces.ui.cases import KNOWN, account_fields, account_given
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.queries.finding import PEOPLE, people_within
from jiyao.registry.queries.labels import masked_people

SIGNED = Field(
    name="signed",
    label=Words(zh="本人签字的申领表", en="The form that the person signed"),
    kind="file",
    accept=".pdf,.png,.jpg,.jpeg,.docx",
    hint=Words(
        zh="扫描件或照片，加密保存；有办事码的不用附", en="A scan or photograph, kept sealed; not with a code"
    ),
)
CODE = Field(
    name="code",
    label=Words(zh="办事码", en="Code"),
    kind="number",
    hint=Words(
        zh="本人登录后在“我的资料 → 办事码”生成，10 分钟内有效",
        en="Made by the person under My data → Code for the counter; good for ten minutes",
    ),
    is_private=True,
)


class NotConfirmed(Invalid):
    """The person neither said a code nor signed."""


@permitted(CASES.name, "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_for(request: HttpRequest, number: int, row: int, measure_id: str) -> HttpResponse:
    """The form; the case, where it is filled in, and the person confirms."""
    if not people_within(holder_in(request).reach(PEOPLE, "see"), today()).filter(record=number).exists():
        raise Http404
    if request.method != "POST":
        return _form(request, number, measure_id)
    try:
        made = _claimed(request, number, row, measure_id)
    except UnknownMeasure:
        raise Http404 from None
    except JiyaoError as error:
        return _form(request, number, measure_id, error.said(language_of_page()))
    return redirect("desk-case", made.pk)


def _claimed(request: HttpRequest, number: int, row: int, measure_id: str) -> Case:
    """The case with what confirms it, or nothing of it."""
    hand = hand_of(request)
    wanted = Wanted(number, measure_id, row, Channel.COUNTER, account_given(request.POST.dict(), number))
    said, signed = request.POST.get(CODE.name, "").strip(), request.FILES.get(SIGNED.name)
    if said:
        return _by_code(wanted, check_code(number, said, hand), hand)
    if isinstance(signed, UploadedFile):
        return _by_signature(wanted, cast(BinaryIO, signed), signed.name or "", hand)
    raise NotConfirmed(
        "enter the person's code, or put in the form that they signed",
        zh="请填写本人的办事码，或附本人签字的申领表",
    )


def _by_code(wanted: Wanted, code: CounterCode, hand: Hand) -> Case:
    return claim(wanted, hand, assessor(), then=lambda made: use_code(code, made, hand))


def _by_signature(wanted: Wanted, signed: BinaryIO, name: str, hand: Hand) -> Case:
    def put_in(made: Case) -> None:
        add_evidence(made.pk, SIGNED.label.zh, signed, name, hand)

    return claim(wanted, hand, assessor(), then=put_in)


def _form(request: HttpRequest, number: int, measure_id: str, complaint: str = "") -> HttpResponse:
    measure = the_pack().measures.get(measure_id)
    if measure is None:
        raise Http404
    is_paid = measure.gives_kind == "amount"
    known = paid_at(number) if is_paid else None
    asked = [replace(one, is_required=known is None) for one in account_fields("")] if is_paid else []
    fields = [*asked, CODE, SIGNED]
    context = {
        "person": masked_people([number]).get(number),
        "number": number,
        "title": measure.title,
        "fields": filled(fields, request.POST.dict(), {}),
        "known": known,
        "known_is_used": request.method != "POST" or KNOWN in request.POST,
        "complaint": complaint,
    }
    return render(request, "desk/counter.html", context, status=422 if complaint else 200)


@permitted(CASES.name, "see")
@never_cache
@require_POST
def paper(request: HttpRequest, number: int, key: int) -> StreamingHttpResponse:
    """A paper of a case, and an act that says who looked."""
    if case_at_desk(holder_in(request), number, today()) is None:
        raise Http404
    found = CaseEvidence.objects.select_related("case", "file").filter(case=number, pk=key).first()
    if found is None:
        raise Http404
    file = take_evidence(found, by=holder_in(request).party, at=now())
    return kept_file(file)
