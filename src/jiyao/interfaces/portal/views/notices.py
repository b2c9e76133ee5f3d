"""公示: what is about to be decided, for everybody to object to, with as little about people as does."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.casework.kinds import ROSTER
from jiyao.casework.queries.notices import Notice, notices
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.labels import masked_people

SHOWN = 500
"""How many are shown at once, the newest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case on public notice: what for, whose masked name, where, how much, and whether one may still object."""

    notice: Notice
    title: str
    name: str
    place: str
    may_object: bool


@everybody
@kept_briefly
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every case that is on public notice; of a roster its lines."""
    teller = Teller(the_pack(), language_of_page())
    found = [one for one in notices(teller.pack, today()) if not one.is_over(today())][:SHOWN]
    people = masked_people(one.case.person_id for one in found if one.case.person_id)
    lines = [
        Line(
            notice=one,
            title=teller.words(teller.pack.measures[one.case.measure].title),
            name=people[person].name if (person := one.case.person_id or 0) in people else "",
            place="" if one.case.division is None else place_name(teller, one.case.division),
            may_object=one.until is None or today() <= one.until.on,
        )
        for one in found
        if one.case.measure in teller.pack.measures and one.case.kind != ROSTER.name
    ]
    return render(request, "portal/notices.html", {"lines": lines})
