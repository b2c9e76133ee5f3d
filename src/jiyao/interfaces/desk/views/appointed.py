"""外部督导员 at the desk: who is appointed where and until when, and the list as a workbook."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.keeping_people import BadEntry
from jiyao.evaluation.actions.sending_out import THING, Appointed, appoint_supervisor, end_appointment
from jiyao.evaluation.filed import Days
from jiyao.evaluation.queries.inspections import appointed_in, examining_among
from jiyao.interfaces.desk.workbooks import workbook_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.labels import masked_people, shown_in
from jiyao.registry.tabling import TABLES

SHOWN = 500
"""How many are shown, the last appointed first."""
COLUMNS = ("person", "division", "starts_on", "ends_on")


@permitted(THING, "make")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who is appointed in one's division."""
    return _page(request)


@permitted(THING, "make")
@never_cache
@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """The page with who was appointed; or with what is wrong."""
    posted = request.POST
    try:
        days = Days(_day(posted.get("starts_on", "")) or today(), _day(posted.get("ends_on", "")))
        appointed = Appointed(posted.get("identity", "")[:40], posted.get("division", "")[:6], days)
        appoint_supervisor(appointed, hand_of(request))
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()))
    return redirect("desk-appointed")


@permitted(THING, "make")
@never_cache
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """The page, without who ended today."""
    try:
        end_appointment(number, today(), hand_of(request))
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()))
    return redirect("desk-appointed")


@permitted(THING, "make")
@never_cache
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    table = TABLES["supervisors"]
    columns = [table.columns[name] for name in COLUMNS]
    rows = list(appointed_in(holder_in(request).reach(THING, "make")))
    content = workbook_of(table, columns, rows, language_of_page())
    return made_file(content, XLSX, f"external-supervisors-{today()}.xlsx")


def _page(request: HttpRequest, complaint: str = "") -> HttpResponse:
    rows = list(appointed_in(holder_in(request).reach(THING, "make"))[:SHOWN])
    people = masked_people(one.person_id for one in rows)
    examines = examining_among({one.person_id for one in rows}, today())
    context = {
        "rows": [
            (
                one,
                shown_in(people, one.person_id),
                the_pack().place_of(one.division or ""),
                one.starts_on <= today() and (one.ends_on is None or one.ends_on >= today()),
                one.person_id in examines,
            )
            for one in rows
        ],
        "fields": filled(_fields(_divisions(request)), request.POST.dict() if complaint else {}, {}),
        "complaint": complaint,
    }
    return render(request, "desk/appointed.html", context, status=422 if complaint else 200)


def _divisions(request: HttpRequest) -> Sequence[str]:
    reach = holder_in(request).reach(THING, "make")
    return (
        sorted(the_pack().vocabulary.codes["division"].codes) if reach.everything else sorted(reach.divisions)
    )


def _fields(divisions: Sequence[str]) -> list[Field]:
    where = [Choice(value=code, words=the_pack().place_of(code)) for code in divisions]
    return [
        Field(
            name="identity",
            label=Words(zh="公民身份号码", en="Identity number"),
            is_private=True,
            is_required=True,
        ),
        Field(name="division", label=Words(zh="督导地区", en="For"), kind="choice", choices=where),
        Field(
            name="starts_on", label=Words(zh="起始日", en="First day"), kind="day", value=today().isoformat()
        ),
        Field(name="ends_on", label=Words(zh="截止日（可不填）", en="Last day (may be empty)"), kind="day"),
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadEntry(
            f"{text[:20]!r} is no day; write it as 2026-07-01", zh=f"“{text[:20]}”不是日期，请写作 2026-07-01"
        ) from None
