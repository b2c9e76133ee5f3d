"""A long list of certificates: verified beside the request, told how far it is, taken home once, deleted."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jiyao.engine.shapes import Language, Words
from jiyao.evaluation.queries.verifying import Answer, Asked
from jiyao.interfaces.portal.beside import FAILED, begin_beside
from jiyao.interfaces.portal.drawers import Drawer, Gone, drawer_at, sweep
from jiyao.interfaces.portal.verification_lists import checked_list
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.verification_words import ANSWERS, AnswerWords

OWNER = "verification"
"""Sets the addresses of these drawers apart from those of rosters."""
RESULT, COUNTS = "verified.xlsx", "counts"
RESULT_NAME = Words(zh="核验结果.xlsx", en="verified.xlsx")
SHORTEST_WAIT = 1
"""Seconds for which a list may be done before its progress is shown."""


def begun(asked: Sequence[Asked], *, on: date, language: Language) -> HttpResponse:
    """The way to the result of a list that is being verified. raises Busy"""
    sweep()
    drawer, work = begin_beside(
        lambda drawer: _fill(drawer, asked, on, language), step="verify", total=len(asked), owner=OWNER
    )
    work.join(SHORTEST_WAIT)
    return redirect("verify-list-result", drawer.token)


def _fill(drawer: Drawer, asked: Sequence[Asked], on: date, language: Language) -> None:
    made, counts = checked_list(asked, on=on, language=language, progress=drawer.tell)
    drawer.put(RESULT, made)
    drawer.put(COUNTS, json.dumps(counts).encode())


@everybody
@never_cache
@require_safe
def result(request: HttpRequest, token: str) -> HttpResponse:
    """How many there are of each answer, and the workbook; or how far the work is, or that it is gone."""
    sweep()
    try:
        drawer = drawer_at(token, OWNER)
    except Gone:
        return _gone(request)
    counts = drawer.get(COUNTS)
    if counts is None:
        return render(request, "portal/verified/working.html", _working(drawer))
    shown = {"token": token, "lines": _lines(json.loads(counts)), "has_result": drawer.holds(RESULT)}
    return render(request, "portal/verified/result.html", shown)


@everybody
@never_cache
@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far the work is, as a part of a page; where it is done, htmx is sent to the result."""
    with suppress(Gone):
        drawer = drawer_at(token, OWNER)
        if not (drawer.holds(COUNTS) or drawer.holds(FAILED)):
            return render(request, "portal/verified/_progress.html", _working(drawer))
    return HttpResponse(headers={"HX-Redirect": reverse("verify-list-result", args=[token])})


@everybody
@require_POST
def download(request: HttpRequest, token: str) -> HttpResponse:
    """The workbook; it can be had once."""
    content = None
    with suppress(Gone):
        content = drawer_at(token, OWNER).take(RESULT)
    return (
        _gone(request) if content is None else made_file(content, XLSX, RESULT_NAME.said(language_of_page()))
    )


@everybody
@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """The way back to where it began; the result is deleted."""
    with suppress(Gone):
        drawer_at(token, OWNER).remove()
    return redirect("verify")


def _lines(counts: Mapping[str, int]) -> list[tuple[AnswerWords, int]]:
    return [(ANSWERS[Answer(name)], count) for name, count in counts.items() if count]


def _working(drawer: Drawer) -> dict[str, object]:
    step, done, total = drawer.told()
    return {
        "token": drawer.token,
        "step": step,
        "done": done,
        "total": total,
        "failed": drawer.holds(FAILED),
    }


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/verified/gone.html", status=410)
