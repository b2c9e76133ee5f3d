"""单位清单: an employer sees for whom of its people something waits, takes the list along, and says who was told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.bringing import note_told_at_work
from jiyao.casework.models import MessageState
from jiyao.casework.queries.lists_to_tell import AT_EMPLOYER, waiting_at_employer
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.to_tell import ToTell, chosen, lines_to_tell, workbook_to_tell

TITLE = Words(zh="单位告知清单", en="People to be told")
COLUMNS = ("person", "kind", "until", "organisation", "told")


@permitted(AT_EMPLOYER, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list."""
    return _page(request)


@permitted(AT_EMPLOYER, "answer")
@never_cache
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """The list without those who were told; or as it is, with what is wrong."""
    outcome = request.POST.get("outcome", MessageState.DELIVERED)
    hand = hand_of(request)
    try:
        note_told_at_work(chosen(request), outcome, hand)
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()))
    return redirect("organisation-to-tell")


@permitted(AT_EMPLOYER, "export")
@never_cache
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    lines, _ = _lines(request, "export")
    language = language_of_page()
    content = workbook_to_tell(lines, COLUMNS, TITLE, language)
    return made_file(content, XLSX, f"{TITLE.said(language)}-{today()}.xlsx")


def _lines(request: HttpRequest, verb: str) -> tuple[list[ToTell], bool]:
    organisations = holder_in(request).reach(AT_EMPLOYER, verb).organisations
    return lines_to_tell(waiting_at_employer(organisations, today()))


def _page(request: HttpRequest, complaint: str = "") -> HttpResponse:
    lines, has_more = _lines(request, "see")
    context = {
        "lines": lines,
        "has_more": has_more,
        "with_names": len({one.organisation for one in lines}) > 1,
        "title": TITLE,
        "complaint": complaint,
    }
    return render(request, "portal/to_tell.html", context, status=422 if complaint else 200)
