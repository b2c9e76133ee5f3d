"""考评员和内部督导: an organisation keeps who examines and supervises for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.queries.independence import examiners_who_train
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.keeping_lists import enter_list
from jiyao.evaluation.actions.keeping_people import KINDS, BadEntry, Entered, end_person, enter_person
from jiyao.evaluation.filed import Days
from jiyao.evaluation.staff_files import read_staff, write_staff_template
from jiyao.insight.roster.reading import Limits, refuse_wrong_files
from jiyao.interfaces.portal.numbers import UNPACKED
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.interfaces.ui.bodies import choices_of, code_word
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.imports.rosters import MOST, BadRow
from jiyao.registry.models import FOREVER
from jiyao.registry.queries.labels import (
    masked_people,
    occupation_names,
    organisation_names,
    shown_in,
)

NO_FILE = Words(zh="请选择名单文件", en="Choose the file of your list")
SHOWN = 500
"""How many of each are shown, the last first."""


@permitted("examiners", "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who examines and supervises for one's organisations."""
    return _page(request)


@permitted("examiners", "make")
@never_cache
@require_POST
def enter(request: HttpRequest, kind: str) -> HttpResponse:
    """The page with who was entered; or with what is wrong."""
    if kind not in KINDS:
        raise Http404
    posted = request.POST
    try:
        organisation = posted.get("organisation", "")
        entered = Entered(
            organisation=int(organisation) if organisation.isdecimal() and len(organisation) <= 18 else 0,
            identity=posted.get("identity", "")[:40],
            days=Days(_day(posted.get("starts_on", "")) or today(), _day(posted.get("ends_on", ""))),
            grade=posted.get("grade", ""),
            occupation=posted.get("occupation", "").replace("\0", "").strip()[:20],
            level=posted.get("level", ""),
        )
        enter_person(kind, entered, hand_of(request), the_pack())
    except JiyaoError as error:
        return _page(request, kind, error.said(language_of_page()))
    return redirect("body-people")


@permitted("examiners", "make")
@never_cache
@require_POST
def enter_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The page with everybody of a workbook; or the rows because of which nobody was entered."""
    if kind not in KINDS:
        raise Http404
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _page(request, kind, NO_FILE.said(language_of_page()))
    content, number = BytesIO(file.read()), request.POST.get("organisation", "")
    organisation = int(number) if number.isdecimal() and len(number) <= 18 else 0
    try:
        refuse_wrong_files(content, Limits(largest_upload() * UNPACKED, MOST))
        folder, invented = settings.PROFILES, settings.DEMONSTRATION
        read = read_staff(kind, content, the_pack(), folder=folder, on=today(), invented=invented)
        done = enter_list(kind, organisation, read, hand_of(request), source=f"file:{file.name}")
    except JiyaoError as error:
        return _page(request, kind, error.said(language_of_page()))
    if done.bad:
        return _page(request, kind, bad=done.bad)
    said = ("已登记 {0} 人", "{0} people are entered")
    messages.success(request, Teller(the_pack(), language_of_page()).say(said, done.candidates))
    return redirect("body-people")


@permitted("examiners", "make")
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook of examiners or supervisors."""
    if kind not in KINDS:
        raise Http404
    file = BytesIO()
    write_staff_template(kind, file, the_pack(), folder=settings.PROFILES, language=language_of_page())
    return made_file(file.getvalue(), XLSX, f"{kind}.xlsx")


@permitted("examiners", "make")
@never_cache
@require_POST
def end(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The page, without who ended today."""
    if kind not in KINDS:
        raise Http404
    try:
        end_person(kind, number, today(), hand_of(request))
    except JiyaoError as error:
        return _page(request, kind, error.said(language_of_page()))
    return redirect("body-people")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadEntry(
            f"{text!r} is no day; write it as 2026-07-01", zh=f"“{text}”不是日期，请写作 2026-07-01"
        ) from None


def _page(
    request: HttpRequest, kind: str = "", complaint: str = "", bad: Sequence[BadRow] = ()
) -> HttpResponse:
    organisations = sorted(holder_in(request).reach("examiners", "make").organisations)
    given = request.POST.dict() if complaint else {}
    trains = {one.person for number in organisations for one in examiners_who_train(number, today())}
    context = {
        "parts": [
            (name, words, _people(name, organisations, trains), _filled(name, organisations, given, kind))
            for name, words in _TITLES
        ],
        "complaint": complaint,
        "bad": [(one.line, one.column, one.said(language_of_page())) for one in bad[:SHOWN]],
        "bad_kind": kind,
        "organisations": _which(organisations),
    }
    refused = bool(complaint or bad)
    return render(request, "portal/bodies/people.html", context, status=422 if refused else 200)


def _filled(name: str, organisations: Sequence[int], given: Mapping[str, str], kind: str) -> list[Field]:
    """The fields of a part; what was given stands in the part that it was given for."""
    fields = [replace(one, form=name) for one in _fields(name, organisations)]
    return filled(fields, given if name == kind else {}, {})


def _people(kind: str, organisations: Sequence[int], trains: set[int]) -> list[tuple[object, str, str, bool]]:
    """Everybody on record: the record, the masked name, what for, and whether they work for who trains."""
    rows = KINDS[kind]._default_manager.filter(superseded_at=FOREVER, organisation__in=organisations)
    found: list[Any] = list(rows.order_by("-starts_on", "-record")[:SHOWN])
    people = masked_people(one.person_id for one in found)
    names = occupation_names({getattr(one, "occupation", "") for one in found})
    return [
        (one, shown_in(people, one.person_id), _for(one, names), one.person_id in trains) for one in found
    ]


def _for(one: object, names: Mapping[str, str]) -> str:
    occupation = getattr(one, "occupation", "")
    if not occupation:
        return ""
    name = names.get(occupation, occupation)
    level = code_word("level", getattr(one, "level", ""))
    return f"{name} · {level} · {code_word('examiner_grade', getattr(one, 'grade', ''))}"


def _which(organisations: Sequence[int]) -> list[Choice]:
    names = organisation_names(list(organisations))
    return [
        Choice(value=str(one), words=Words(zh=names.get(one, str(one)), en=names.get(one, str(one))))
        for one in organisations
    ]


def _fields(kind: str, organisations: Sequence[int]) -> list[Field]:
    which = _which(organisations)
    identity = Words(zh="公民身份号码", en="Identity number")
    examines = [
        Field(name="occupation", label=Words(zh="职业编码", en="Occupation code"), is_required=True),
        Field(
            name="level",
            label=Words(zh="考评最高等级", en="Highest level"),
            kind="choice",
            choices=choices_of("level"),
        ),
        Field(
            name="grade",
            label=Words(zh="考评员等级", en="Grade"),
            kind="choice",
            choices=choices_of("examiner_grade"),
        ),
    ]
    return [
        Field(name="organisation", label=Words(zh="单位", en="Organisation"), kind="choice", choices=which),
        Field(name="identity", label=identity, is_private=True, is_required=True),
        *(examines if kind == "examiners" else ()),
        Field(
            name="starts_on", label=Words(zh="起始日", en="First day"), kind="day", value=today().isoformat()
        ),
        Field(name="ends_on", label=Words(zh="截止日（可不填）", en="Last day (may be empty)"), kind="day"),
    ]


_TITLES = (
    ("examiners", Words(zh="考评员", en="Examiners")),
    ("supervisors", Words(zh="内部督导", en="Internal supervisors")),
)
"""The parts of the page."""
