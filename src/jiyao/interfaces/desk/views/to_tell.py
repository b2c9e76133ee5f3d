"""村、社区清单和走访清单: who is to be told in a place, on paper or as a workbook, and what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.bringing import note_told
from jiyao.casework.models import MessageState
from jiyao.casework.queries.lists_to_tell import places_waiting, waiting_in_place
from jiyao.casework.tables import MESSAGES
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.desk.views.visits import day_told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.to_tell import CHANNELS, ToTell, chosen, lines_to_tell, workbook_to_tell

TITLE = Words(zh="告知清单", en="People to be told")
COLUMNS = ("person", "kind", "until", "measure", "place", "way", "told")
MOST = 1_000
"""Up to how many the first page of the desk counts."""


@queue
def to_tell(request: HttpRequest) -> Waiting | None:
    """How many are to be told in one's place."""
    holder = holder_in(request)
    if not holder.may(MESSAGES.name, "answer"):
        return None
    count = waiting_in_place(holder, today()).order_by()[: MOST + 1].count()
    return Waiting(
        words=Words(zh="待告知（村、社区和走访）", en="To be told in villages and by visits"),
        count=min(count, MOST),
        address=reverse("desk-to-tell"),
        none=Words(zh="没有待告知的人员", en="Nobody is to be told"),
        is_more=count > MOST,
    )


@permitted(MESSAGES.name, "answer")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, of one place or way only where the address says so."""
    return _page(request, request.GET)


@permitted(MESSAGES.name, "answer")
@never_cache
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """The list without those who were told; or as it is, with what is wrong."""
    outcome = request.POST.get("outcome", MessageState.DELIVERED)
    try:
        note_told(chosen(request), outcome, day_told(request), hand_of(request))
    except JiyaoError as error:
        return _page(request, request.GET, error.said(language_of_page()))
    return redirect(f"{reverse('desk-to-tell')}?{_narrowed(request.GET)}")


@permitted(MESSAGES.name, "export")
@never_cache
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    lines, _ = _lines(request, request.GET)
    language = language_of_page()
    content = workbook_to_tell(lines, COLUMNS, TITLE, language)
    return made_file(content, XLSX, f"{TITLE.said(language)}-{today()}.xlsx")


def _lines(request: HttpRequest, asked: QueryDict) -> tuple[list[ToTell], bool]:
    return lines_to_tell(
        waiting_in_place(
            holder_in(request), today(), asked.get("channel", ""), asked.get("division", "").replace("\0", "")
        )
    )


def _narrowed(asked: QueryDict) -> str:
    return urlencode({name: asked.get(name, "") for name in ("channel", "division") if asked.get(name)})


def _page(request: HttpRequest, asked: QueryDict, complaint: str = "") -> HttpResponse:
    lines, has_more = _lines(request, asked)
    places = places_waiting(holder_in(request), today())
    context: dict[str, Any] = {
        "lines": lines,
        "has_more": has_more,
        "title": TITLE,
        "narrowed": _narrowed(asked),
        "channels": CHANNELS.items(),
        "places": [(code, the_pack().place_of(code)) for code in places],
        "asked": {"channel": asked.get("channel", ""), "division": asked.get("division", "")},
        "with_places": True,
        "asks_day": True,
        "on": today(),
        "complaint": complaint,
    }
    return render(request, "desk/to_tell.html", context, status=422 if complaint else 200)
