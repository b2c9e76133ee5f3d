"""An official's drafts of rules: one as a whole, tried on examples and people, proposed or given up."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.documents import Incomplete
from jiyao.interfaces.desk.changing.proposing import ENDINGS
from jiyao.interfaces.desk.changing.submitting import SCAN, Trouble, kept_scan, trouble_of
from jiyao.interfaces.desk.ruling.drafts import LONGEST_TITLE, as_draft_file, draft_page, titles_for
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.actions.drafting import discard_draft, lay_draft_again, propose_draft
from jiyao.policy.actions.previewing import preview_draft
from jiyao.policy.models import ChangeKind, RuleDraft
from jiyao.policy.queries.drafts import DRAFTS, draft_for, open_draft

SHOWN = 50
"""How many drafts are listed, the last ones first."""
TITLE = Field(name="title", label=Words(zh="修改的标题", en="Title of the change"), is_required=True)
TITLE_EN = Field(
    name="title_en", label=Words(zh="英文标题（可不填）", en="Title in English (may be left out)")
)
EVIDENCE = Field(
    name=SCAN,
    label=Words(zh="扫描件或原文（可不附）", en="Scan or file (may be left out)"),
    kind="file",
    accept=ENDINGS,
)


@permitted(DRAFTS, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The drafts of who asks, the last one first; the open one leads."""
    holder = holder_in(request)
    drafts = RuleDraft.objects.filter(owner=holder.account).select_related("change").order_by("-pk")[:SHOWN]
    return render(request, "desk/drafts.html", {"drafts": drafts, "open": open_draft(holder)})


@permitted(DRAFTS, "see")
@never_cache
@require_safe
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """A draft as a whole."""
    return _page(request, _found(request, number), None)


@permitted(DRAFTS, "see")
@never_cache
@require_safe
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The draft as a file that can be tried elsewhere."""
    found = _found(request, number)
    headers = {"Content-Disposition": f'attachment; filename="draft-{found.pk}.yaml"'}
    return HttpResponse(as_draft_file(found), content_type="application/yaml; charset=utf-8", headers=headers)


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """Reckons whom the draft would reach."""
    by = holder_in(request).party
    return _done(
        request, number, lambda found: preview_draft(found, by=by, language=language_of_page()), "#preview"
    )


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Goes on with the draft upon what stands by now."""
    return _done(request, number, lambda found: lay_draft_again(found, at=now()), "")


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Gives the draft up."""
    try:
        discard_draft(_found(request, number), at=now())
    except JiyaoError as error:
        return _page(request, _found(request, number), trouble_of(error))
    return redirect("desk-drafts")


@permitted(DRAFTS, "make")
@never_cache
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Proposes the draft as a change, which another official confirms."""
    found, account = _found(request, number), holder_in(request).account
    assert account is not None  # noqa: S101 - whoever may make drafts is signed in
    try:
        words = _title(request)
        proposal = Proposal(ChangeKind.RULE, words, found.lay, evidence=kept_scan(request))
        change = propose_draft(found, proposal, by=account, at=now())
    except JiyaoError as error:
        return _page(request, found, trouble_of(error))
    return redirect("desk-change", change.pk)


def _title(request: HttpRequest) -> Words:
    zh, en = (request.POST.get(name, "").strip() for name in ("title", "title_en"))
    if not zh:
        raise Incomplete("title", "say what the change is called", "请填写修改的标题")
    if max(len(zh), len(en)) > LONGEST_TITLE:
        raise Incomplete(
            "title", f"a title has at most {LONGEST_TITLE} characters", f"标题不超过 {LONGEST_TITLE} 字"
        )
    return Words(zh=zh, en=en or zh)


def _found(request: HttpRequest, number: int) -> RuleDraft:
    found = draft_for(holder_in(request), number)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, number: int, do: Callable[[RuleDraft], object], then: str) -> HttpResponse:
    found = _found(request, number)
    try:
        do(found)
    except JiyaoError as error:
        return _page(request, _found(request, number), trouble_of(error))
    return redirect(reverse("desk-draft", args=[number]) + then)


def _page(request: HttpRequest, found: RuleDraft, trouble: Trouble | None) -> HttpResponse:
    try:
        context = draft_page(found, language_of_page(), today())
    except JiyaoError as error:  # what came first has taken away what the draft changes
        context = {"draft": found, "is_open": True, "unlaid": trouble_of(error)}
    errors = {} if trouble is None or not trouble.field else {trouble.field: trouble.lines[0]}
    words = titles_for(found)
    standing = {"title": words.zh, "title_en": words.en, **request.POST.dict()}
    context |= {"fields": filled([TITLE, TITLE_EN, EVIDENCE], standing, errors), "trouble": trouble}
    return render(request, "desk/draft.html", context, status=200 if trouble is None else trouble.status)
