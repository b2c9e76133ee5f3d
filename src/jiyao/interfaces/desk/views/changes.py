"""Changes to the pack: the queue, and one change with what can be done about it."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.foundation.models import Attachment
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.page import change_page
from jiyao.interfaces.desk.changing.submitting import Trouble, trouble_of
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.desk.ruling.previews import preview_for
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.policy.actions.changing import confirm_change, return_change, withdraw_change
from jiyao.policy.actions.drafting import redraft_change
from jiyao.policy.actions.mending import mend_examples
from jiyao.policy.models import ChangeKind, ChangeState, PackChange
from jiyao.policy.queries.changes import CHANGES, change_for, check_reach, forms_in, lies_in, open_changes
from jiyao.policy.queries.drafts import DRAFTS
from jiyao.policy.queries.versions import latest_folder
from jiyao.registry.models import Account

SHOWN = 200
"""How many changes the queue shows, the first ones first; the list of all has the others."""


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Changes that wait for the second hand of who asks."""
    holder = holder_in(request)
    if not holder.may(CHANGES, "decide"):
        return None
    found = open_changes(holder, "decide")
    if holder.account is not None:
        found = found.exclude(proposed_by=holder.account)
    return Waiting(
        words=Words(zh="项规则修改待复核", en="changes of the rules to confirm"),
        count=found.count(),
        address=reverse("desk-changes"),
        none=Words(zh="没有待复核的规则修改", en="No change of the rules waits for a second official"),
    )


@permitted(CHANGES, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The open changes."""
    found = list(open_changes(holder_in(request), "see")[: SHOWN + 1])
    kinds = {kind.value: words for kind, words in w.CHANGE_KINDS.items()}
    listed = [(change, kinds[ChangeKind(change.kind).value]) for change in found[:SHOWN]]
    return render(request, "desk/changes.html", {"listed": listed, "has_more": len(found) > SHOWN})


@permitted(CHANGES, "see")
@never_cache
@require_safe
def change(request: HttpRequest, number: int) -> HttpResponse:
    """One change."""
    return _page(request, _found(request, number))


@permitted(CHANGES, "decide")
@never_cache
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """The change, confirmed or returned as the button says; or its page with why not."""
    found = _found(request, number)
    return _done(request, found, "decide", _DECISIONS.get(request.POST.get("do", "")))


@permitted(CHANGES, "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The change, withdrawn by who proposed it: the value is wrong."""
    return _done(request, _found(request, number), "make", _withdraw)


@permitted(CHANGES, "make")
@never_cache
@require_POST
def mend(request: HttpRequest, number: int) -> HttpResponse:
    """A change in its place that mends the examples along with the value: the examples are wrong."""
    return _done(request, _found(request, number), "make", _mend)


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def redraft(request: HttpRequest, number: int) -> HttpResponse:
    """A draft that goes on from one's own change; or the change's page with why not."""
    found, account = _found(request, number), holder_in(request).account
    if account is None or found.proposed_by_id != account.pk or not _may_redraft(found):
        raise Http404
    try:
        return redirect("desk-draft", redraft_change(found, by=account, at=now()).pk)
    except JiyaoError as error:
        return _page(request, _found(request, number), trouble_of(error))


@permitted(CHANGES, "see")
@never_cache
@require_safe
def evidence(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The scan on which a change rests."""
    kept = _found(request, number).evidence
    if kept is None:
        raise Http404
    return _file(kept)


@permitted(CHANGES, "see")
@never_cache
@require_safe
def form(request: HttpRequest, number: int, file: str) -> StreamingHttpResponse:
    """A form of the local guide that is proposed."""
    kept = forms_in(_found(request, number)).filter(hash=file).first()
    if kept is None:
        raise Http404
    return _file(kept)


def _file(kept: Attachment) -> StreamingHttpResponse:
    return kept_file(kept)


def _found(request: HttpRequest, number: int) -> PackChange:
    found = change_for(holder_in(request), number)
    if found is None:
        raise Http404
    return found


Doing = Callable[[HttpRequest, PackChange, Account], PackChange]


def _done(request: HttpRequest, found: PackChange, verb: str, do: Doing | None) -> HttpResponse:
    holder = holder_in(request)
    assert holder.account is not None  # noqa: S101 - whoever may do it is signed in
    try:
        check_reach(holder, verb, found.division_id)
        after = found if do is None else do(request, found, holder.account)
    except JiyaoError as error:
        return _page(request, _found(request, found.pk), trouble_of(error))
    return redirect("desk-change", after.pk)


def _confirm(request: HttpRequest, found: PackChange, by: Account) -> PackChange:
    confirm_change(found, by=by, at=now(), on=today(), answer=request.POST.get("answer", ""))
    return found


def _return(request: HttpRequest, found: PackChange, by: Account) -> PackChange:
    return_change(found, by=by, at=now(), answer=request.POST.get("answer", ""))
    return found


def _withdraw(request: HttpRequest, found: PackChange, by: Account) -> PackChange:
    withdraw_change(found, by=by, at=now())
    return found


def _mend(request: HttpRequest, found: PackChange, by: Account) -> PackChange:
    return mend_examples(found, by=by, at=now())


_DECISIONS: Mapping[str, Doing] = {"confirm": _confirm, "return": _return}


def _may_redraft(found: PackChange) -> bool:
    """Whether a draft can go on from it: the province's, and not part of a version."""
    return found.division_id is None and found.state != ChangeState.CONFIRMED


def _page(request: HttpRequest, found: PackChange, trouble: Trouble | None = None) -> HttpResponse:
    holder = holder_in(request)
    is_own = holder.account is not None and found.proposed_by_id == holder.account.pk
    in_reach = {verb: lies_in(holder.reach(CHANGES, verb), found.division_id) for verb in ("make", "decide")}
    context = {
        **change_page(found, language_of_page(), today()),
        "may_decide": in_reach["decide"] and not is_own,
        "may_take_back": in_reach["make"] and is_own,
        "may_redraft": is_own and _may_redraft(found) and holder.may(DRAFTS, "make"),
        "preview": preview_for(found, policy_of(latest_folder()), language_of_page()),
        "trouble": trouble,
        "answer": request.POST.get("answer", ""),
    }
    return render(request, "desk/change.html", context, status=200 if trouble is None else trouble.status)
