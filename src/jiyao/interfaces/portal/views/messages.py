"""消息: what one was told of one's cases, or an organisation of what it filed, the newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiyao.casework.actions.consenting import say_sms_consent
from jiyao.casework.actions.reading import mark_read
from jiyao.casework.kinds import CORRECTION, FILINGS, ROSTER
from jiyao.casework.models import Message
from jiyao.casework.queries.messages import ORGANISATION, inbox, to_organisations, to_person, unread
from jiyao.casework.tables import SMS_CONSENTS
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.cases import title_of
from jiyao.interfaces.ui.context import now
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.interfaces.ui.wishes import wish_of

SAID = {
    "offer": Words(zh="可领取：", en="Ready for you: "),
    "ask-supplement": Words(zh="需要补充材料：", en="Something is missing: "),
    "reject": Words(zh="未予受理：", en="Not accepted: "),
    "refuse": Words(zh="未获批准：", en="Refused: "),
    "decide": Words(zh="已批准，正在拨付：", en="Approved, being paid: "),
    "give-account": Words(zh="银行退回，请更换账户：", en="Given back by the bank, say where to pay: "),
    "close": Words(zh="已办结：", en="Closed: "),
    "answer": Words(zh="已有答复：", en="Answered: "),
    "reverse": Words(zh="给您的待遇已重新核定：", en="What you were given was determined again: "),
    "standing": Words(zh="您的证书状态有变：", en="The standing of your certificate changed: "),
}

SAID_TO_ORGANISATIONS = {
    "reverse": Words(
        zh="给本单位的待遇已重新核定：", en="What the organisation was given was determined again: "
    ),
}
"""Where an organisation is told so in other words than a person."""
_PAGES = {ROSTER.name: "organisation-roster"}


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """One's messages; after the button all of them are read."""
    person = _person(request)
    mine = to_person(person)
    if request.method == "POST":
        mark_read(mine, now())
        return redirect("own-messages")
    told = [_line(one, _where(one)) for one in inbox(mine)]
    context = {"told": told, "unread": unread(mine), "wish": wish_of(person)}
    return render(request, "portal/own/messages.html", context)


def _where(message: Message) -> str:
    """The page that a message leads to; a correction stands with the others on one's own page."""
    if message.case.kind == CORRECTION.name:
        return reverse("own") + "#requests"
    return reverse("own-case", args=[message.case_id])


@permitted(ORGANISATION, "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_organisation(request: HttpRequest) -> HttpResponse:
    """What one's organisation is told of what it filed; after the button all of it is read."""
    theirs = to_organisations(holder_in(request).reach(ORGANISATION, "see").organisations)
    if request.method == "POST":
        mark_read(theirs, now())
        return redirect("organisation-messages")
    told = [_line(one, _address(one)) for one in inbox(theirs)]
    context = {"told": told, "unread": unread(theirs)}
    return render(request, "portal/organisation_messages.html", context)


def _line(message: Message, address: str) -> dict[str, object]:
    said = SAID_TO_ORGANISATIONS if message.person_id is None else SAID
    return {
        "message": message,
        "said": said.get(message.step, SAID[message.step]),
        "title": title_of(message.case, the_pack()),
        "number": "" if message.person_id is not None else message.case.number,
        "address": address,
    }


def _address(message: Message) -> str:
    kind = message.case.kind
    named = "organisation-filing" if kind in FILINGS else _PAGES.get(kind, "organisation-case")
    return reverse(named, args=[message.case_id])


@permitted(SMS_CONSENTS.name, "make")
@never_cache
@require_POST
def texts(request: HttpRequest) -> HttpResponse:
    """One's messages, with what one wants of text messages from now on."""
    say_sms_consent(_person(request), _wanted(request), hand_of(request))
    return redirect("own-messages")


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get("wanted", "")
    if wanted not in ("yes", "no"):
        raise Http404
    return wanted


def _person(request: HttpRequest) -> int:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    return account.person_id
