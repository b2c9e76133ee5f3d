"""督导 at the desk: how the evaluation bodies in reach behave, with the records behind it, and how they are graded."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.evaluation.actions.inspecting import NoSuchInspection, record_inspection, settle_inspection
from jiyao.evaluation.models import Session
from jiyao.evaluation.queries.inspections import inspections_of, overdue
from jiyao.evaluation.queries.supervised import Supervised, bodies_in_reach, supervised
from jiyao.interfaces.ui.behaviour import SIGNS, lines_told, share_told
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.inspecting import fields_of, file_for, found_in
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

SUPERVISION, OVERDUE = "supervision", "open-finding"


@permitted(SUPERVISION, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The bodies in reach, those with most that is unusual first."""
    bodies = bodies_in_reach(holder_in(request).reach(SUPERVISION, "see"))
    found = supervised(bodies, today(), the_pack().supervision, {OVERDUE: overdue(today())})
    names = organisation_names(bodies.keys())
    context = {
        "bodies": [
            (one, names.get(one.body, ""), the_pack().place_of(one.division), _signs(one)) for one in found
        ],
        "lit": sum(bool(one.signs) for one in found),
        "is_judged": the_pack().supervision.behaviour is not None,
        "is_graded": the_pack().supervision.credit is not None,
    }
    return render(request, "desk/supervision.html", context)


@permitted(SUPERVISION, "see")
@never_cache
@require_safe
def body(request: HttpRequest, number: int) -> HttpResponse:
    """One body."""
    return _page(request, number)


@permitted("inspections", "make")
@never_cache
@require_POST
def inspect(request: HttpRequest, number: int) -> HttpResponse:
    """A finding is recorded; or the page with what is wrong."""
    try:
        record_inspection(found_in(number, request), hand_of(request))
    except JiyaoError as error:
        return _page(request, number, error)
    return redirect("desk-supervised", number)


@permitted("inspections", "make")
@never_cache
@require_POST
def settle(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """A finding is settled; or the page with what is wrong."""
    try:
        settle_inspection(row, hand_of(request))
    except JiyaoError as error:
        return _page(request, number, error)
    return redirect("desk-supervised", number)


@permitted("inspections", "make")
@never_cache
@require_safe
def take(request: HttpRequest, row: int) -> HttpResponseBase:
    """A file of a finding."""
    try:
        return file_for(request, row)
    except NoSuchInspection:
        raise Http404 from None


def _page(request: HttpRequest, number: int, error: JiyaoError | None = None) -> HttpResponse:
    holder = holder_in(request)
    bodies = bodies_in_reach(holder.reach(SUPERVISION, "see"))
    supervision = the_pack().supervision
    if number not in bodies or supervision.behaviour is None:
        raise Http404
    late = {OVERDUE: overdue(today())}
    [one] = supervised({number: bodies[number]}, today(), supervision, late)
    context = {
        **told(one),
        "settings": supervision.behaviour,
        "inspections": inspections_of([number], today()),
        "may_inspect": holder.may("inspections", "make"),
        "fields": fields_of(request.POST, today()),
        "complaint": "" if error is None else error.said(language_of_page()),
    }
    return render(request, "desk/supervised.html", context, status=200 if error is None else 422)


def told(one: Supervised) -> dict[str, object]:
    """A body under supervision, in words."""
    found = one.behaviour
    people = masked_people({clash.one.person_id for clash in found.clashes})
    numbers = {session for line in found.lines for session in line.sessions}
    sessions = Session.objects.in_bulk(list(numbers))
    return {
        "number": one.body,
        "name": organisation_names([one.body]).get(one.body, ""),
        "place": the_pack().place_of(one.division),
        "found": found,
        "signs": _signs(one),
        "grade": one.grade,
        "is_graded": the_pack().supervision.credit is not None,
        "lines": [
            (line, [sessions[session] for session in line.line.sessions]) for line in lines_told(found)
        ],
        "clashes": [(clash, shown_in(people, clash.one.person_id)) for clash in found.clashes],
        "first_time": share_told(found.first_time),
        "first_time_of_others": share_told(found.first_time_of_others),
    }


def _signs(one: Supervised) -> list[object]:
    return [SIGNS[name] for name in one.signs]
