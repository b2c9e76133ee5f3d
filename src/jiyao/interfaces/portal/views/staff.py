"""What is my organisation's, for who signed in for it: everybody who works there today, by what is on record."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.progress import Progress
from jiyao.casework.queries.lists_to_tell import AT_EMPLOYER, waiting_at_employer
from jiyao.casework.queries.messages import ORGANISATION, to_organisations, unread
from jiyao.engine.shapes import Words
from jiyao.insight.roster.columns import roster_of
from jiyao.insight.roster.determining import Granted
from jiyao.insight.roster.reading import Read
from jiyao.insight.roster.registered import people_at_work, registered_roster
from jiyao.interfaces.portal.beside import Busy
from jiyao.interfaces.portal.drawers import sweep
from jiyao.interfaces.portal.rosters import begin
from jiyao.interfaces.portal.views.roster_results import (
    Place,
    deleted,
    file_taken,
    led_to_result,
    progress_part,
    result_page,
)
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import holder_in, permitted
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import organisation_names
from jiyao.registry.tabling import TABLES

BUSY = Words(
    zh="现在正在计算的较多，请一分钟后再试。", en="Much is being worked out just now. Try again in a minute."
)


@permitted("staff", "see")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Who works there, and the button that begins; the way to the result, where it is pressed."""
    sweep()
    if request.method != "POST":
        return _page(request)
    try:
        return _begun(request)
    except Busy:
        return _page(request, BUSY)


def _page(request: HttpRequest, error: Words | None = None) -> HttpResponse:
    holder, organisations = holder_in(request), _organisations(request)
    context = {
        "names": sorted(organisation_names(organisations).values()),
        "count": len(people_at_work(organisations, today())),
        "tables": [table for table in TABLES.values() if holder.may(table.name, "see")],
        "to_tell": _to_tell(holder),
        "unread": unread(to_organisations(holder.reach(ORGANISATION, "see").organisations)),
        "error": error,
    }
    refused = error is not None and not request.headers.get("HX-Request")
    return render(request, "portal/staff.html", context, status=503 if refused else 200)


def _to_tell(holder: Holder) -> int:
    """For how many of these people something waits that the organisation is asked to tell."""
    return waiting_at_employer(holder.reach(AT_EMPLOYER, "see").organisations, today()).count()


def _begun(request: HttpRequest) -> HttpResponse:
    organisations, language = _organisations(request), language_of_page()
    roster, on, at = roster_of(the_pack()), today(), now()

    def source(progress: Progress) -> tuple[Read, Granted]:
        found = registered_roster(
            organisations, roster, on=on, known_at=at, language=language, progress=progress
        )
        return found.read, found.granted

    begun = begin(
        source=source,
        persons=len(people_at_work(organisations, on)),
        roster=roster,
        language=language,
        owner=_place(request).owner,
    )
    return led_to_result(request, *begun, _place(request))


@permitted("staff", "see")
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """What the people come to."""
    return result_page(request, token, _place(request))


@permitted("staff", "see")
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far the work is."""
    return progress_part(request, token, _place(request))


@permitted("staff", "see")
@require_POST
def download(request: HttpRequest, token: str) -> HttpResponse:
    """The file."""
    return file_taken(request, token, _place(request))


@permitted("staff", "see")
@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """The first page again; the result is deleted."""
    return deleted(token, _place(request))


_STAFF = partial(Place, "staff", Words(zh="本单位人员", en="People who work here"), is_registered=True)


def _place(request: HttpRequest) -> Place:
    """Results are for the account that asked, and as long as it may see these people."""
    numbers = ",".join(str(number) for number in sorted(_organisations(request)))
    return _STAFF(owner=f"{holder_in(request).party}:{numbers}")


def _organisations(request: HttpRequest) -> frozenset[int]:
    return holder_in(request).reach("staff", "see").organisations
