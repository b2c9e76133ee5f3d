"""公示: what is about to be decided, for everybody to object to, with as little about people as does."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.casework.actions.papering import FORMS
from jiyao.casework.kinds import FILINGS, ROSTER
from jiyao.casework.queries.notices import Notice, notices
from jiyao.casework.queries.papers import papers_on_notice
from jiyao.foundation.contents import MIMES
from jiyao.interfaces.ui.cases import title_of
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import kept_file, made_file
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.official.composing import file_of_paper
from jiyao.interfaces.ui.official.files import as_file
from jiyao.interfaces.ui.official.listing import papers_told
from jiyao.interfaces.ui.official.notices import TITLE, notices_listed
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.queries.labels import masked_people, organisation_names

SHOWN = 500
"""How many are shown at once, the newest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case on public notice: what for, whose masked name, where, how much, and whether one may still object.

    Of a filing the name is that of the organisation.
    """

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
    running = _running()
    found = running[:SHOWN]
    people = masked_people(one.case.person_id for one in found if one.case.person_id)
    names = organisation_names({one.case.subject_record for one in found if one.case.kind in FILINGS})
    lines = [
        Line(
            notice=one,
            title=teller.words(title_of(one.case, teller.pack)),
            name=people[person].name
            if (person := one.case.person_id or 0) in people
            else names.get(one.case.subject_record if one.case.kind in FILINGS else 0, ""),
            place="" if one.case.division is None else place_name(teller, one.case.division),
            may_object=one.until is None or today() <= one.until.on,
        )
        for one in found
    ]
    context = {"lines": lines, "count": len(running), "papers": papers_told(papers_on_notice(running))}
    return render(request, "portal/notices.html", context)


@everybody
@kept_briefly
@require_safe
def listed(request: HttpRequest, form: str) -> HttpResponse:
    """All that is on public notice today as a file, names masked."""
    if form not in FORMS:
        raise Http404
    content = notices_listed(_running(), the_pack(), today())
    return made_file(as_file(content, form), MIMES[form], f"{TITLE}-{today().isoformat()}.{form}")


@everybody
@require_safe
def paper(request: HttpRequest, key: int, form: str) -> HttpResponseBase:
    """A public notice that an office issued, with its number, while any of what it lists is on notice."""
    found = {one.pk: one for one in papers_on_notice(_running())}
    if key not in found or form not in FORMS:
        raise Http404
    file, name = file_of_paper(found[key], form, now())
    return kept_file(file, name)


def _running() -> list[Notice]:
    """What is on public notice today, the newest first; of a roster its lines."""
    return [
        one
        for one in notices(the_pack(), today())
        if not one.is_over(today())
        and (one.case.measure in the_pack().measures or one.case.kind in FILINGS)
        and one.case.kind != ROSTER.name
    ]
