"""督导 on the portal: an external supervisor records findings on a phone; a body reads and answers them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import JiyaoError
from jiyao.evaluation.actions.inspecting import (
    NoSuchInspection,
    answer_inspection,
    note_read,
    record_inspection,
)
from jiyao.evaluation.queries.inspections import bodies_to_inspect, inspections_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.inspecting import fields_of, file_for, found_in
from jiyao.interfaces.ui.permitting import hand_of, holder_in, permitted
from jiyao.registry.queries.labels import organisation_names


@permitted("own", "see")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The bodies where who asks was sent, the form, and what was recorded there; or what is wrong."""
    hand, complaint = hand_of(request), ""
    bodies = bodies_to_inspect(hand)
    if not bodies:
        raise Http404
    chosen = request.POST.get("body", "")
    if request.method == "POST":
        try:
            record_inspection(found_in(int(chosen) if chosen.isdecimal() else 0, request), hand)
            return redirect("inspecting")
        except JiyaoError as error:
            complaint = error.said(language_of_page())
    names = organisation_names(bodies)
    context = {
        "bodies": sorted((number, names.get(number, str(number))) for number in bodies),
        "chosen": chosen,
        "fields": fields_of(request.POST, today()),
        "findings": [
            (one, names.get(one.inspection.organisation_id, "")) for one in inspections_of(bodies, today())
        ],
        "complaint": complaint,
    }
    return render(request, "portal/inspecting.html", context, status=422 if complaint else 200)


@permitted("own", "see")
@never_cache
@require_safe
def take(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file of a finding, for who was sent there."""
    return _file(request, number)


@permitted("inspections", "answer")
@never_cache
@require_safe
def take_own(request: HttpRequest, number: int) -> HttpResponseBase:
    """A file of a finding, for the body."""
    return _file(request, number)


def _file(request: HttpRequest, number: int) -> HttpResponseBase:
    try:
        return file_for(request, number)
    except NoSuchInspection:
        raise Http404 from None


@permitted("inspections", "answer")
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What was found of the organisation of who asks."""
    return _own(request)


@permitted("inspections", "answer")
@never_cache
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The answer is kept; or the page with what is wrong."""
    try:
        answer_inspection(number, request.POST.get("answer", ""), hand_of(request))
    except NoSuchInspection:
        raise Http404 from None
    except JiyaoError as error:
        return _own(request, error.said(language_of_page()))
    return redirect("organisation-inspections")


def _own(request: HttpRequest, complaint: str = "") -> HttpResponse:
    mine = holder_in(request).reach("inspections", "answer").organisations
    note_read(mine, hand_of(request))
    context = {"findings": inspections_of(mine, today()), "complaint": complaint}
    return render(request, "portal/inspections.html", context, status=422 if complaint else 200)
