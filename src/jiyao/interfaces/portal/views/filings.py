"""备案: an organisation files as an evaluation body, sees how that stands, changes, renews and leaves."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import withdraw
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.actions.filing import FILED, BadKind, FilingWanted, file_filing
from jiyao.casework.filing_checks import BadLine, BadLines
from jiyao.casework.kinds import BODY_CHANGE, BODY_EXIT, BODY_FILING, BODY_RENEWAL, FILINGS
from jiyao.casework.models import Case
from jiyao.casework.queries.cases import possible_steps
from jiyao.engine.shapes import Words
from jiyao.evaluation.filed import Days
from jiyao.evaluation.queries.bodies import scopes_of
from jiyao.evaluation.queries.directory import entry_of
from jiyao.interfaces.portal.bodies.lines import (
    IN_FORM,
    GivenLine,
    fields_of_line,
    lines_in_file,
    lines_in_form,
    read_lines,
    template_of_lines,
    with_rows,
)
from jiyao.interfaces.portal.case_papers import hand_in
from jiyao.interfaces.ui.bodies import choices_of, entries_told, filing_told, scopes_told
from jiyao.interfaces.ui.cases import steps_told, told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import organisation_names

PAPER = "备案材料"
WITH_SCOPES = (BODY_FILING.name, BODY_CHANGE.name)


@permitted("filings", "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """How each organisation stands as a body, what it filed, and what it can file."""
    organisations = sorted(_organisations(request))
    names = organisation_names(organisations)
    cases = Case.objects.filter(kind__in=FILINGS, organisation__in=organisations).order_by("-pk")
    context = {
        "organisations": [_standing(number, names.get(number, "")) for number in organisations],
        "cases": [(told(one, the_pack(), today()), names.get(one.organisation_id or 0, "")) for one in cases],
    }
    return render(request, "portal/filings/index.html", context)


@permitted("filings", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, organisation: int, kind: str) -> HttpResponse:
    """The form of a filing; the case once it is filed, or the form again with what is wrong, row by row."""
    if organisation not in _organisations(request) or kind not in FILED:
        raise Http404
    if request.method != "POST":
        return _form(request, organisation, kind)
    given: Sequence[GivenLine] = ()
    try:
        given = _given(request) if kind in WITH_SCOPES else ()
        made = _filed(request, organisation, kind, given)
    except BadLines as error:
        return _form(request, organisation, kind, bad=list(with_rows(error, given)))
    except JiyaoError as error:
        return _form(request, organisation, kind, complaint=error.said(language_of_page()))
    return redirect("organisation-filing", made.pk)


@permitted("filings", "make")
@never_cache
@require_safe
def filing(request: HttpRequest, number: int) -> HttpResponse:
    """One filing: what was asked, and every step."""
    return _page(request, _found(request, number))


@permitted("filings", "make")
@never_cache
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """The filing with what was missing."""
    return _done(request, number, lambda hand: hand_in(request, number, hand))


@permitted("filings", "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The filing, withdrawn."""
    return _done(request, number, lambda hand: withdraw(number, hand))


@permitted("filings", "make")
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in with scopes."""
    return made_file(template_of_lines(), XLSX, "认定范围.xlsx")


def _given(request: HttpRequest) -> list[GivenLine]:
    file = request.FILES.get("list")
    if isinstance(file, UploadedFile):
        return lines_in_file(BytesIO(file.read()))
    return lines_in_form(request.POST.dict())


@transaction.atomic
def _filed(request: HttpRequest, organisation: int, kind: str, given: Sequence[GivenLine]) -> Case:
    """The case with its paper, where one was given."""
    posted = request.POST
    days = Days(_day(posted.get("starts_on", "")) or today(), _day(posted.get("ends_on", "")))
    wanted = FilingWanted(
        kind=kind,
        organisation=organisation,
        days=days,
        body_kind=posted.get("body_kind", ""),
        added=read_lines(given),
        ended=[int(one) for one in posted.getlist("ended") if one.isdecimal() and len(one) <= 18],
        reason=posted.get("reason", ""),
    )
    made = file_filing(wanted, hand_of(request), the_pack())
    paper = request.FILES.get("paper")
    if isinstance(paper, UploadedFile):
        add_evidence(made.pk, PAPER, cast(BinaryIO, paper), paper.name or "", hand_of(request))
    return made


def _day(text: str) -> date | None:
    """The day that is written, or none. raises BadKind"""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadKind(
            f"{text!r} is no day; write it as 2026-07-01", zh=f"“{text}”不是日期，请写作 2026-07-01"
        ) from None


def _form(
    request: HttpRequest, organisation: int, kind: str, *, complaint: str = "", bad: Sequence[BadLine] = ()
) -> HttpResponse:
    posted = request.POST.dict()
    scopes = scopes_of(organisation, today()) if kind == BODY_CHANGE.name else ()
    context = {
        "kind": FILINGS[kind].words,
        "name": organisation_names([organisation]).get(organisation, ""),
        "fields": filled(_fields(kind), posted, {}),
        "lines": [fields_of_line(number, posted) for number in range(1, IN_FORM + 1)]
        if kind in WITH_SCOPES
        else (),
        "scopes": scopes_told(scopes),
        "ended": request.POST.getlist("ended"),
        "complaint": complaint,
        "bad": bad,
    }
    return render(request, "portal/filings/make.html", context, status=422 if complaint or bad else 200)


def _fields(kind: str) -> list[Field]:
    """What is asked besides the lines."""
    ask = {
        "body_kind": Field(
            name="body_kind",
            label=Words(zh="机构类别", en="Kind of body"),
            kind="one_of",
            choices=choices_of("body_kind"),
            hint=Words(
                zh="技工院校选“社会培训评价组织”（编码 S，依据尚未核实）",
                en="technical schools choose the social organisation (letter S; not confirmed)",
            ),
            is_required=True,
        ),
        "starts_on": Field(
            name="starts_on", label=_FIRST_DAY[kind], kind="day", value=today().isoformat(), is_required=True
        ),
        "ends_on": Field(
            name="ends_on",
            label=Words(zh="截止日", en="Last day"),
            kind="day",
            hint=Words(zh="长期的不填", en="leave empty where it is to go on"),
        ),
        "reason": Field(
            name="reason",
            label=Words(zh="说明", en="What you add"),
            kind="sentence",
            is_required=kind == BODY_EXIT.name,
        ),
        "paper": Field(
            name="paper",
            label=Words(zh="材料（扫描件）", en="Paper (scan)"),
            kind="file",
            accept=".pdf,.png,.jpg,.jpeg,.docx",
        ),
    }
    return [ask[name] for name in _ASKED[kind]]


def _standing(number: int, name: str) -> tuple[int, str, object, Sequence[tuple[str, Words]]]:
    """An organisation, how it stands in the directory, and what it can file."""
    found = entry_of(number, today())
    entry = None if found is None else entries_told([found])[0]
    is_listed = found is not None and found.standing != "left"
    kinds = [BODY_CHANGE, BODY_RENEWAL, BODY_EXIT] if is_listed else [BODY_FILING]
    return number, name, entry, [(one.name, one.words) for one in kinds]


def _page(request: HttpRequest, found: Case, complaint: str = "") -> HttpResponse:
    context = {
        "told": told(found, the_pack(), today()),
        "filing": filing_told(found.filing),
        "name": organisation_names([found.subject_record]).get(found.subject_record, ""),
        "history": steps_told(found, with_reasons=True),
        "evidence": list(found.evidence.order_by("pk")),
        "steps": {step.name for step in possible_steps(found, holder_in(request), today())},
        "complaint": complaint,
    }
    return render(request, "portal/filings/filing.html", context, status=422 if complaint else 200)


def _done(request: HttpRequest, number: int, do: Callable[[Hand], Case]) -> HttpResponse:
    found = _found(request, number)
    try:
        do(hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        return _page(request, found, error.said(language_of_page()))
    return redirect("organisation-filing", number)


def _found(request: HttpRequest, number: int) -> Case:
    rows = Case.objects.filter(kind__in=FILINGS, organisation__in=_organisations(request))
    found = rows.select_related("filing").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("filings", "make").organisations


_ASKED: Mapping[str, Sequence[str]] = {
    BODY_FILING.name: ("body_kind", "starts_on", "ends_on", "reason", "paper"),
    BODY_CHANGE.name: ("starts_on", "reason", "paper"),
    BODY_RENEWAL.name: ("starts_on", "ends_on", "reason", "paper"),
    BODY_EXIT.name: ("starts_on", "reason", "paper"),
}
"""What each kind asks."""
_FIRST_DAY: Mapping[str, Words] = {
    BODY_FILING.name: Words(zh="起始日", en="First day"),
    BODY_CHANGE.name: Words(zh="变更起始日", en="From which day"),
    BODY_RENEWAL.name: Words(zh="续备案起始日", en="First day"),
    BODY_EXIT.name: Words(zh="在目录中的最后一日", en="Last day on which it is listed"),
}
"""What the first day is called."""
