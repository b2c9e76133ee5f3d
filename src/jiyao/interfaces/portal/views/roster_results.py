"""What a roster comes to: shown, told how far it is, taken home, deleted. Whoever begins the work says whose it is."""

from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jiyao.engine.shapes import Words
from jiyao.insight.roster.files import STANDINGS
from jiyao.insight.roster.report import Report
from jiyao.interfaces.portal.beside import FAILED
from jiyao.interfaces.portal.drawers import Drawer, Gone, drawer_at, sweep
from jiyao.interfaces.portal.rosters import REPORT, RESULT, RETURNED
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import XLSX, made_file

LONGEST_WAIT = 60
"""Seconds for which a browser without scripts waits before it is shown how far the work is."""
SHORTEST_WAIT = 1
FILES = {
    RESULT: Words(zh="名册结果.xlsx", en="roster-result.xlsx"),
    RETURNED: Words(zh="名册退回.xlsx", en="roster-returned.xlsx"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a roster came from. `name`: how its addresses begin; `of`: what the result is of.

    owner           who alone may open the results
    is_registered   whether the registry told who works there, and what was granted before
    """

    name: str
    of: Words
    owner: str = ""
    is_registered: bool = False

    @property
    def result(self) -> str:
        """The address of a result, by name."""
        return f"{self.name}-result"

    @property
    def progress(self) -> str:
        """The address of how far the work is, by name."""
        return f"{self.name}-progress"

    @property
    def file(self) -> str:
        """The address of the files, by name."""
        return f"{self.name}-file"

    @property
    def delete(self) -> str:
        """The address at which a result is deleted, by name."""
        return f"{self.name}-delete"


def led_to_result(request: HttpRequest, drawer: Drawer, work: Thread, place: Place) -> HttpResponse:
    """The way to the result, once it is there or the wait is too long."""
    follows = bool(request.headers.get("HX-Request"))
    work.join(SHORTEST_WAIT if follows else LONGEST_WAIT)
    address = reverse(place.result, args=[drawer.token])
    return HttpResponse(headers={"HX-Redirect": address}) if follows else redirect(address)


def result_page(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    """What the roster comes to, or how far the work is, or that the result is gone."""
    sweep()
    try:
        drawer = drawer_at(token, place.owner)
    except Gone:
        return _gone(request, place)
    report = drawer.get(REPORT)
    if report is None:
        return render(request, "portal/employer_working.html", _working(drawer, place))
    shown = {
        "token": token,
        "place": place,
        "report": Report.model_validate_json(report),
        "standings": STANDINGS,
        "has_result": drawer.holds(RESULT),
        "has_returned": drawer.holds(RETURNED),
    }
    return render(request, "portal/employer_result.html", shown)


def progress_part(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    """How far the work is, as a part of a page; where it is done, htmx is sent to the result."""
    address = reverse(place.result, args=[token])
    try:
        drawer = drawer_at(token, place.owner)
    except Gone:
        return HttpResponse(headers={"HX-Redirect": address})
    if drawer.holds(REPORT) or drawer.holds(FAILED):
        return HttpResponse(headers={"HX-Redirect": address})
    return render(request, "portal/_employer_progress.html", _working(drawer, place))


def file_taken(request: HttpRequest, token: str, place: Place) -> HttpResponse:
    """One of the files; it can be had once."""
    try:
        name = request.POST.get("name", "")
        content = drawer_at(token, place.owner).take(name) if name in FILES else None
    except Gone:
        content = None
    if content is None:
        return _gone(request, place)
    return attached(content, FILES[name])


def deleted(token: str, place: Place) -> HttpResponse:
    """The way back to where it began; the result is deleted."""
    with suppress(Gone):
        drawer_at(token, place.owner).remove()
    return redirect(place.name)


def attached(content: bytes, name: Words) -> HttpResponse:
    """A workbook to take home."""
    return made_file(content, XLSX, name.said(language_of_page()))


def _gone(request: HttpRequest, place: Place) -> HttpResponse:
    return render(request, "portal/employer_gone.html", {"place": place}, status=410)


def _working(drawer: Drawer, place: Place) -> dict[str, object]:
    step, done, total = drawer.told()
    failed = drawer.holds(FAILED)
    return {
        "token": drawer.token,
        "place": place,
        "step": step,
        "done": done,
        "total": total,
        "failed": failed,
    }
