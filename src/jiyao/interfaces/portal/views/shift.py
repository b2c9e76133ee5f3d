"""由政府鉴定转向社会认定: who evaluates, year by year, by level and prefecture, and which tests government gave up."""

from typing import cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.insight.queries.shift import Shift
from jiyao.insight.queries.shift import shift as counted
from jiyao.interfaces.ui.bodies import code_word
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.shift import KINDS, row_of, shift_chart
from jiyao.interfaces.ui.templatetags.ui import say

KEPT_SECONDS = 600
"""How old the figures may be; they count whole tables."""
YEARS = 10
"""How many years are shown."""


@everybody
@kept_briefly
@require_safe
def shift(request: HttpRequest) -> HttpResponse:
    """The page."""
    on, pack = today(), the_pack()
    found = _kept()
    years = [row_of(str(year), counts) for year, counts in found.years.items()]
    levels = pack.vocabulary.codes["level"].codes
    titles = {document: words.get("title") for document, words in pack.documents.items()}
    context = {
        "on": on,
        "kinds": KINDS.values(),
        "years": years,
        "chart": shift_chart(years, say("评价由谁作出，按年", "Who evaluated, year by year")),
        "levels": [
            row_of(code_word("level", level), found.levels[level])
            for level in [*levels, *(one for one in found.levels if one not in levels)]
            if level in found.levels
        ],
        "prefectures": [row_of(_place(code), counts) for code, counts in found.prefectures.items()],
        "given_up": [
            (one, (titles.get(one.document or "") or {}).get(language_of_page(), ""))
            for one in pack.supervision.given_up
        ],
    }
    return render(request, "portal/shift.html", context)


def _kept() -> Shift:
    on = today()
    return cast(
        Shift,
        caches["memory"].get_or_set(f"shift:{on}", lambda: counted(on.year - YEARS + 1, on), KEPT_SECONDS),
    )


def _place(prefecture: str) -> str:
    if not prefecture:
        return say("未登记", "not on record")
    return the_pack().place_of(prefecture.ljust(6, "0")).said(language_of_page())
