"""The first page of the desk: the figures of one's own division."""

from typing import cast

from django.core.cache import caches

from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.insight.queries.figures import EVERYWHERE, Figures, figures
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder, Reach
from jiyao.registry.queries.finding import PEOPLE

KEPT_SECONDS = 600
"""How old the figures may be; they count whole tables."""


def figures_of(holder: Holder, language: Language) -> dict[str, object]:
    """The figures of the year where this holder works, and what that place is called; the region's for others."""
    reach = holder.reach(PEOPLE, "see")
    here = Reach(divisions=reach.divisions) if reach.divisions else EVERYWHERE
    places = sorted({one.division_id or "" for one in holder.assignments if reach.divisions} - {""})
    return {"figures": _kept(here, places), "place": _place(places, language)}


def _kept(reach: Reach, places: list[str]) -> Figures:
    on = today()
    key = f"figures:{on}:{','.join(places)}"
    return cast(Figures, caches["memory"].get_or_set(key, lambda: figures(on, reach), KEPT_SECONDS))


def _place(places: list[str], language: Language) -> str:
    pack = the_pack()
    named = pack.vocabulary.codes[DIVISIONS].codes
    found = [named[code].said(language) for code in places or [pack.region] if code in named]
    return ("、" if language == "zh" else ", ").join(found)
