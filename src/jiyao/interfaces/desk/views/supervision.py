"""督导 at the desk: how the evaluation bodies in reach behave, with the records behind it, and how they are graded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiyao.evaluation.models import Session
from jiyao.evaluation.queries.supervised import Supervised, bodies_in_reach, supervised
from jiyao.interfaces.ui.behaviour import SIGNS, lines_told, share_told
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

SUPERVISION = "supervision"


@permitted(SUPERVISION, "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The bodies in reach, those with most that is unusual first."""
    bodies = bodies_in_reach(holder_in(request).reach(SUPERVISION, "see"))
    found = supervised(bodies, today(), the_pack().supervision, {})
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
    bodies = bodies_in_reach(holder_in(request).reach(SUPERVISION, "see"))
    supervision = the_pack().supervision
    if number not in bodies or supervision.behaviour is None:
        raise Http404
    [one] = supervised({number: bodies[number]}, today(), supervision, {})
    return render(request, "desk/supervised.html", {**told(one), "settings": supervision.behaviour})


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
