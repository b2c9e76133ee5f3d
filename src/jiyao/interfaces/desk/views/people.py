"""People: sought by number, one of them with all that is recorded and determined, and who they are for a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.interfaces.desk.people import Seeker, fields, searched
from jiyao.interfaces.desk.person import may_unmask, person_page
from jiyao.interfaces.desk.row_actions import parts_of
from jiyao.interfaces.desk.unmasking import reason_field
from jiyao.interfaces.ui.clocks import is_past
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.past import as_asked
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.actions.unmasking import unmask_person
from jiyao.registry.models import PersonVersion
from jiyao.registry.queries.finding import PEOPLE, people_within
from jiyao.registry.queries.labels import masked_people


@permitted(PEOPLE, "find")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The form; who was found, where it is filled in. Numbers are posted, so that none stands in an address."""
    if request.method != "POST":
        number, work = fields({}, {})
        return render(request, "desk/people.html", {"number": number, "work": work})
    seeker = Seeker(holder_in(request), today(), now())
    context = searched(request.POST.dict(), seeker, language_of_page())
    return render(request, "desk/people.html", context, status=422 if "complaint" in context else 200)


@permitted(PEOPLE, "see")
@never_cache
@require_safe
@as_asked
def person(request: HttpRequest, number: int) -> HttpResponse:
    """The page of a person, of today or of the days that are asked for."""
    return _person(request, _version(request, number))


def _person(request: HttpRequest, version: PersonVersion, error: str = "") -> HttpResponse:
    context = person_page(version.record, holder_in(request), language_of_page())
    context["reason"] = reason_field(error)
    context["parts"] = [] if is_past() else parts_of(PEOPLE, request, version)
    return render(request, "desk/person.html", context, status=422 if error else 200)


@permitted(PEOPLE, "unmask")
@never_cache
@require_POST
def unmask(request: HttpRequest, number: int) -> HttpResponse:
    """Who the person is, once; or the page again with what is wrong with the reason."""
    holder, version = holder_in(request), _version(request, number)
    if not may_unmask(number, holder, today()):
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        seen = unmask_person(version, by=holder.party, reason=reason, at=now())
    except JiyaoError as error:
        return _person(request, version, error.said(language_of_page()))
    context = {"number": number, "person": masked_people([number])[number], "seen": seen, "reason": reason}
    return render(request, "desk/unmasked.html", context)


def _version(request: HttpRequest, number: int) -> PersonVersion:
    """The person as recorded now, if in reach."""
    reach = holder_in(request).reach(PEOPLE, "see")
    found = people_within(reach, today()).filter(record=number).first()
    if found is None:
        raise Http404
    return found
