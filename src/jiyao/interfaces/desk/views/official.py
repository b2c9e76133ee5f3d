"""Official papers at the desk: those over several cases are issued here. Each look leaves an act: they name people."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.casework.actions.papering import FORMS, issue_over, note_look
from jiyao.casework.models import Paper, PaperKind
from jiyao.casework.queries.papers import paper_for
from jiyao.casework.queries.together import Over, over_batch, over_measure
from jiyao.casework.tables import PAPERS
from jiyao.foundation.sealed import Erased
from jiyao.interfaces.desk.funds.batches import batches_in
from jiyao.interfaces.desk.papers import papers_page
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import kept_file
from jiyao.interfaces.ui.official.around import RulesNotKept, reference_of
from jiyao.interfaces.ui.official.composing import file_of_paper
from jiyao.interfaces.ui.official.lists import listed
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted


@permitted(PAPERS.name, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The last papers over several cases, and the form for another."""
    return _page(request)


@permitted(PAPERS.name, "make")
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A paper over several cases; or the page with why there is none."""
    hand = hand_of(request)
    try:
        over = _over(request)
        issue_over(over, hand, partial(_written, over))
    except JiyaoError as error:
        return _page(request, error.said(language_of_page()), 409 if isinstance(error, Conflict) else 422)
    return redirect("desk-papers")


@permitted(PAPERS.name, "see")
@never_cache
@require_POST
def take(request: HttpRequest, number: int, form: str) -> HttpResponseBase:
    """A paper as a file, and an act that says who took it; or the page with why it cannot be written."""
    holder = holder_in(request)
    found = paper_for(holder, number, today())
    if found is None or form not in FORMS:
        raise Http404
    try:
        file, name = file_of_paper(found, form, now())
    except (Erased, RulesNotKept) as error:
        return _page(request, error.said(language_of_page()), 409)
    note_look(found, form, by=holder.party, at=now())
    return kept_file(file, name)


def _over(request: HttpRequest) -> Over:
    """What the form asks for; 404 where it names what is not there."""
    given, holder, pack = request.POST, holder_in(request), the_pack()
    kind = given.get("kind", "")
    if kind not in (PaperKind.NOTICE, PaperKind.SUMMARY, PaperKind.PAYMENT_REQUEST):
        raise Http404
    if batch := given.get("batch", ""):
        found = batches_in(holder.reach("batches", "see")).filter(pk=int(batch) if batch.isdecimal() else 0)
        if not found or kind == PaperKind.NOTICE:
            raise Http404
        return over_batch(PaperKind(kind), found[0])
    measure, place = given.get("measure", ""), given.get("place", "")
    if measure not in pack.measures:
        raise Http404
    return over_measure(PaperKind(kind), measure, place, pack, today())


def _written(over: Over, paper: Paper) -> tuple[str, str]:
    pack = the_pack()
    return listed(over, paper, pack).model_dump_json(), reference_of(paper, pack)


def _page(request: HttpRequest, complaint: str = "", status: int = 200) -> HttpResponse:
    context = papers_page(holder_in(request), the_pack(), today())
    return render(
        request,
        "desk/papers.html",
        {**context, "complaint": complaint, "given": request.POST.dict()},
        status=status,
    )
