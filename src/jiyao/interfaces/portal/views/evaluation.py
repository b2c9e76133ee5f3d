"""评价 for everybody: the three routes, the ladder, the items of single abilities, the catalogue of qualifications."""

from typing import cast

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.employment.queries.appointments import posts_of
from jiyao.engine.packs.evaluating import EvaluationFile
from jiyao.evaluation.queries.figures import ability_items, count_items
from jiyao.interfaces.portal.evaluation import ladder as ladders
from jiyao.interfaces.portal.evaluation.bridging import bridges_of
from jiyao.interfaces.portal.evaluation.routes import Route, groups, routes
from jiyao.interfaces.ui.appointments import appointments_told
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody, holder_in
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.people import NobodyKnown
from jiyao.registry.queries.labels import occupation_names, organisation_names

KEPT_SECONDS = 600
"""How old the figures may be; they count whole tables."""
MOST_ITEMS = 500


@everybody
@kept_briefly
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The three routes, each with what it is, who does it, and figures."""
    teller = _teller()
    key = f"evaluation:{teller.pack.hash}:{teller.language}:{today()}"
    found = caches["memory"].get_or_set(key, lambda: routes(teller, _told(teller), today()), KEPT_SECONDS)
    context = {
        "routes": cast(list[Route], found),
        "ladder": _told(teller).ladder,
        "items": count_items(today()),
        "qualifications": _told(teller).qualifications,
    }
    return render(request, "portal/evaluation/index.html", context)


@everybody
@kept_briefly
@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    """The ladder; for a citizen who signed in, the next rung in each occupation, and what is missing."""
    teller, on = _teller(), today()
    told = _told(teller)
    context = {
        "ladder": told.ladder,
        "rungs": ladders.ladder(teller, told, on),
        "bridges": [ladders.linked(teller, id_, on) for id_ in told.ladder.bridges],
        "clashes": ladders.clashes(teller, told),
        "signed_in": request.user.is_authenticated,
        **_mine(request, teller, told),
    }
    return render(request, "portal/evaluation/levels.html", context)


@everybody
@kept_briefly
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The items of single abilities, each with its specification and who tests it."""
    _told(_teller())
    found = ability_items(today(), MOST_ITEMS)
    names = organisation_names({body for one in found for body in one.bodies})
    occupations = occupation_names({one.item.occupation for one in found if one.item.occupation})
    context = {
        "items": [
            (
                one.item,
                occupations.get(one.item.occupation or "", ""),
                [(body, names.get(body, str(body))) for body in one.bodies],
            )
            for one in found
        ],
        "of": count_items(today()),
    }
    return render(request, "portal/evaluation/items.html", context)


@everybody
@kept_briefly
@require_safe
def qualifications(request: HttpRequest) -> HttpResponse:
    """The catalogue of qualifications as far as it is known; none is issued here."""
    teller = _teller()
    told = _told(teller)
    context = {"catalogue": told.qualifications, "groups": groups(teller, told)}
    return render(request, "portal/evaluation/qualifications.html", context)


def _mine(request: HttpRequest, teller: Teller, told: EvaluationFile) -> dict[str, object]:
    account = holder_in(request).account
    if account is None or account.person_id is None:
        return {}
    try:
        return {
            "mine": ladders.next_rungs(teller, told, account.person_id, today(), now()),
            "my_posts": appointments_told(posts_of(account.person_id, today())),
            "my_bridges": bridges_of(teller, account.person_id, today(), now()),
        }
    except NobodyKnown:
        return {}


def _told(teller: Teller) -> EvaluationFile:
    """What the pack tells of evaluation; where it tells nothing there are no such pages."""
    if teller.pack.evaluation is None:
        raise Http404
    return teller.pack.evaluation


def _teller() -> Teller:
    return Teller(the_pack(), language_of_page())
