"""短信意愿: at the counter a person says whether text messages are wanted, and an official writes it down."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiyao.casework.actions.consenting import NotYoursToSay, say_sms_consent
from jiyao.casework.tables import SMS_CONSENTS
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.wishes import wish_of
from jiyao.registry.queries.finding import PEOPLE


@on_row_of(PEOPLE)
def wish(request: HttpRequest, person: Any) -> Part | None:
    """What the person wants, and the buttons where who asks may write it down."""
    holder = holder_in(request)
    if not holder.may(SMS_CONSENTS.name, "see"):
        return None
    told = {
        "number": person.record,
        "wish": wish_of(person.record),
        "may": holder.may(SMS_CONSENTS.name, "make"),
    }
    return Part("desk/_texts.html", told)


@permitted(SMS_CONSENTS.name, "make")
@never_cache
@require_POST
def say(request: HttpRequest, number: int) -> HttpResponse:
    """The page of the person who stands here, with what they want."""
    wanted = request.POST.get("wanted", "")
    if wanted not in ("yes", "no"):
        raise Http404
    try:
        say_sms_consent(number, wanted, hand_of(request))
    except NotYoursToSay:
        raise Http404 from None
    return redirect("desk-person", number)
