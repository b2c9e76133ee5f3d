"""走访、村社区告知: on the page of a message that somebody must bring, what came of it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiyao.base.errors import JiyaoError
from jiyao.base.periods import read_day
from jiyao.casework.actions.bringing import BadOutcome, note_told
from jiyao.casework.models import MessageState
from jiyao.casework.queries.lists_to_tell import NOTED_AT_DESK
from jiyao.casework.tables import MESSAGES
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted

OUTCOMES = (
    (MessageState.DELIVERED, Words(zh="已告知", en="Told")),
    (MessageState.FAILED, Words(zh="未找到", en="Not found")),
    (MessageState.REFUSED, Words(zh="谢绝", en="Wants nothing")),
)


@on_row_of(MESSAGES.name)
def visit(request: HttpRequest, message: Any) -> Part | None:
    """The form, where the message waits to be brought and who asks may note it."""
    waits = message.state in (MessageState.WAITING, MessageState.FAILED)
    if (
        message.channel not in NOTED_AT_DESK
        or not waits
        or not holder_in(request).may(MESSAGES.name, "answer")
    ):
        return None
    return Part("desk/_visit.html", {"number": message.pk, "outcomes": OUTCOMES, "on": today()})


@permitted(MESSAGES.name, "answer")
@never_cache
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """The message with what came of the visit; or why that cannot be noted."""
    try:
        note_told(
            [number],
            request.POST.get("outcome", ""),
            day_told(request),
            hand_of(request),
        )
    except JiyaoError as error:
        context = {"complaint": error.said(language_of_page()), "number": number}
        return render(request, "desk/visit_refused.html", context, status=422)
    return redirect("desk-row", MESSAGES.name, number)


def day_told(request: HttpRequest) -> date:
    """The day that a form names. raises BadOutcome"""
    try:
        return read_day(request.POST.get("on", ""))
    except ValueError:
        raise BadOutcome("write the day, such as 2026-03-05", zh="请填写告知日期，如 2026-03-05") from None
