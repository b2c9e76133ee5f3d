"""消息: what one was told of one's cases, the newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jiyao.casework.actions.reading import mark_read
from jiyao.casework.queries.messages import inbox
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import now
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted

SAID = {
    "offer": Words(zh="可领取：", en="Ready for you: "),
    "ask-supplement": Words(zh="需要补充材料：", en="Something is missing: "),
    "reject": Words(zh="未予受理：", en="Not accepted: "),
    "refuse": Words(zh="未获批准：", en="Refused: "),
    "decide": Words(zh="已批准，正在拨付：", en="Approved, being paid: "),
    "close": Words(zh="已办结：", en="Closed: "),
}


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """One's messages; after the button all of them are read."""
    account = holder_in(request).account
    if account is None or account.person_id is None:
        raise Http404
    if request.method == "POST":
        mark_read(account.person_id, now())
        return redirect("own-messages")
    told = [(one, SAID[one.step], the_pack().title_of(one.measure)) for one in inbox(account.person_id)]
    unread = sum(one.read_at is None for one, _, _ in told)
    return render(request, "portal/own/messages.html", {"told": told, "unread": unread})
