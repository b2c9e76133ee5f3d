"""What an organisation contests, and what is taken back from it: each case with its steps and papers."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import withdraw
from jiyao.casework.kinds import CONSEQUENCE, CONTESTS, ROSTER, ROSTER_LINE
from jiyao.casework.models import Case
from jiyao.casework.queries.cases import possible_steps
from jiyao.casework.queries.contests import Filer, concerned, filed_against, filed_before, ground_of
from jiyao.casework.queries.papers import papers_to_person
from jiyao.casework.queries.recoveries import owed_by
from jiyao.interfaces.portal.case_papers import hand_in, paper_from_office
from jiyao.interfaces.portal.views.contests import answered
from jiyao.interfaces.ui.cases import CaseTold, steps_told, told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.hand import Hand
from jiyao.registry.queries.labels import organisation_names

SHOWN = (CONSEQUENCE.name, *CONTESTS)
CONTESTABLE = (ROSTER.name, ROSTER_LINE.name, CONSEQUENCE.name)


def cases_told(organisations: frozenset[int]) -> Sequence[CaseTold]:
    """What these organisations contested, and what was taken back from them, the last first."""
    return [told(one, the_pack(), today()) for one in _cases(organisations).order_by("-pk")]


def contesting(found: Case, organisation: int) -> dict[str, object]:
    """What an organisation can contest of a case and until when, and what it filed."""
    pack, on, filer = the_pack(), today(), Filer(organisation=organisation)
    grounds = {form: ground_of(found, form, pack) for form in CONTESTS}
    open_ = {
        form: (CONTESTS[form].words, ground)
        for form, ground in grounds.items()
        if ground is not None and ground.is_open(on) and not filed_before(found, form, filer, ground)
    }
    filed = filed_against(found).filter(organisation=organisation)
    return {"grounds": open_, "filed": [told(one, pack, on) for one in filed]}


@permitted("rosters", "make")
@never_cache
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """One of these cases with every step."""
    return _page(request, _found(request, number))


@permitted("rosters", "make")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The form of an objection, an appeal or a complaint of the organisation; filled in, the case."""
    found = Case.objects.select_related("parent").filter(pk=number, kind__in=CONTESTABLE).first()
    mine = frozenset() if found is None else concerned(found) & _organisations(request)
    if found is None or not mine or form not in CONTESTS:
        raise Http404
    name = "organisation-case" if found.kind == CONSEQUENCE.name else "organisation-roster"
    of = found.parent_id if found.kind == ROSTER_LINE.name else found.pk
    return answered(request, found, form, reverse(name, args=[of]), organisation=min(mine))


@permitted("rosters", "make")
@never_cache
@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """The case with what was missing."""
    return _done(request, number, lambda hand: hand_in(request, number, hand))


@permitted("rosters", "make")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The case, withdrawn."""
    return _done(request, number, lambda hand: withdraw(number, hand))


@permitted("rosters", "make")
@never_cache
@require_safe
def paper(request: HttpRequest, number: int, key: int, form: str) -> StreamingHttpResponse:
    """One of the papers that the office wrote in the case."""
    return paper_from_office(_found(request, number), key, form)


def _done(request: HttpRequest, number: int, do: Callable[[Hand], Case]) -> HttpResponse:
    found = _found(request, number)
    try:
        do(hand_of(request))
    except JiyaoError as error:
        found.refresh_from_db()
        return _page(request, found, error.said(language_of_page()))
    return redirect("organisation-case", number)


def _page(request: HttpRequest, found: Case, complaint: str = "") -> HttpResponse:
    organisation = found.organisation_id or 0
    context = {
        "told": told(found, the_pack(), today()),
        "name": organisation_names([organisation]).get(organisation, ""),
        "contested": found.parent,
        "history": steps_told(found, with_reasons=found.kind in CONTESTS),
        "steps": {step.name for step in possible_steps(found, holder_in(request), today())},
        "papers": papers_told(papers_to_person(found)),
        "recoveries": [one.recovery for one in owed_by(found)],
        "complaint": complaint,
        **contesting(found, organisation),
    }
    return render(request, "portal/claims/case.html", context, status=422 if complaint else 200)


def _found(request: HttpRequest, number: int) -> Case:
    found = _cases(_organisations(request)).select_related("parent").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _cases(organisations: frozenset[int]) -> QuerySet[Case]:
    return Case.objects.filter(kind__in=SHOWN, organisation__in=organisations)


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("rosters", "make").organisations
