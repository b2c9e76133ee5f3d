"""An evaluation body at the desk: how it stands, and the opening of a suspension or its end."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.filing import BadKind, FilingWanted, open_filing
from jiyao.casework.kinds import BODY_RESUMPTION, BODY_SUSPENSION, FILINGS
from jiyao.casework.models import Case
from jiyao.engine.shapes import Words
from jiyao.evaluation.filed import Days
from jiyao.evaluation.queries.bodies import scopes_of
from jiyao.evaluation.queries.directory import (
    BodyStanding,
    DirectoryAsked,
    directory,
    entry_of,
    suspensions_of,
)
from jiyao.interfaces.ui.bodies import choices_of, code_word, entries_told, scopes_told
from jiyao.interfaces.ui.cases import told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, permitted
from jiyao.registry.queries.labels import organisation_names

SHOWN = 500
"""How many bodies the list shows."""


@permitted("evaluation-bodies", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every body with how it stands."""
    found = directory(DirectoryAsked(text=request.GET.get("name", "").replace("\0", "")[:40]), today())
    return render(request, "desk/bodies.html", {"bodies": entries_told(found[:SHOWN]), "count": len(found)})


@permitted("evaluation-bodies", "see")
@never_cache
@require_safe
def body(request: HttpRequest, number: int) -> HttpResponse:
    """One body, with what was filed of it."""
    return _page(request, number)


@permitted("filings", "manage")
@never_cache
@require_POST
def open_case(request: HttpRequest, number: int) -> HttpResponse:
    """The case that was opened; or the page with what is wrong."""
    posted = request.POST
    try:
        wanted = FilingWanted(
            kind=posted.get("kind", ""),
            organisation=number,
            days=Days(_day(posted.get("starts_on", "")) or today(), _day(posted.get("ends_on", ""))),
            suspension_reason=posted.get("suspension_reason", ""),
            reason=posted.get("reason", ""),
        )
        made = open_filing(wanted, hand_of(request), the_pack())
    except JiyaoError as error:
        return _page(request, number, error.said(language_of_page()))
    return redirect("desk-case", made.pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadKind(
            f"{text!r} is no day; write it as 2026-07-01", zh=f"“{text}”不是日期，请写作 2026-07-01"
        ) from None


def _page(request: HttpRequest, number: int, complaint: str = "") -> HttpResponse:
    found = entry_of(number, today())
    names = organisation_names([number])
    if found is None and number not in names:
        raise Http404
    cases = Case.objects.filter(kind__in=FILINGS, organisation=number).order_by("-pk")
    context = {
        "number": number,
        "name": names.get(number, ""),
        "stands": None if found is None else entries_told([found])[0],
        "scopes": scopes_told(scopes_of(number, today())),
        "suspensions": [
            (code_word("suspension_reason", one.suspension_reason), one) for one in suspensions_of(number)
        ],
        "cases": [told(one, the_pack(), today()) for one in cases],
        "opens": _opens(found.standing if found is not None else BodyStanding.LEFT),
        "fields": filled(_fields(found.standing if found is not None else None), request.POST.dict(), {}),
        "complaint": complaint,
    }
    return render(request, "desk/body.html", context, status=422 if complaint else 200)


def _opens(standing: BodyStanding) -> tuple[str, Words] | None:
    """What the department can open of a body that stands so."""
    kind = {BodyStanding.LISTED: BODY_SUSPENSION, BodyStanding.SUSPENDED: BODY_RESUMPTION}.get(standing)
    return None if kind is None else (kind.name, kind.words)


def _fields(standing: BodyStanding | None) -> list[Field]:
    suspends = standing is BodyStanding.LISTED
    first = Field(
        name="starts_on",
        label=Words(zh="自哪天起", en="From which day"),
        kind="day",
        value=today().isoformat(),
        is_required=True,
    )
    last = Field(
        name="ends_on",
        label=Words(zh="至哪天止（不填则至恢复）", en="To which day (empty: until it resumes)"),
        kind="day",
    )
    why = Field(
        name="suspension_reason",
        label=Words(zh="事由", en="Reason"),
        kind="choice",
        choices=choices_of("suspension_reason"),
    )
    said = Field(
        name="reason",
        label=Words(zh="说明（必填；机构会看到）", en="Words (needed; the body reads them)"),
        kind="sentence",
        is_required=True,
    )
    return [first, last, why, said] if suspends else [first, said]
