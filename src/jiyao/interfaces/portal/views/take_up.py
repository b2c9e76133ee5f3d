"""兑现 for everybody: of what is due in the province, how much reached its people; no line that names one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.casework.queries.kept_take_up import counted
from jiyao.casework.queries.stopping import Stage
from jiyao.casework.queries.take_up import Narrowed, TakeUp, together
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.take_up import TITLE, StageTold, stages_of

KEPT_SECONDS = 600
"""How old the figures may be; they count whole tables."""
FEWEST = 5
"""Who stands among fewer could be known by it, so such a measure is left out of the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measure with its stages."""

    measure: str
    title: Words
    stages: Sequence[StageTold]


@dataclass(frozen=True, slots=True)
class Told:
    """By measure, what is told; of which moment, where that is not now, and by the run of which day."""

    found: Mapping[str, TakeUp]
    at: datetime | None
    run_on: date | None
    is_missing: bool


@everybody
@kept_briefly
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The whole province, and measure by measure."""
    pack = the_pack()
    told = _kept(pack)
    found = told.found
    lines = [
        Line(id_, pack.measures[id_].title, stages_of(one))
        for id_, one in sorted(found.items(), key=lambda some: -some[1].came_to(Stage.ENTITLED)[0])
        if id_ in pack.measures and one.came_to(Stage.ENTITLED)[0] >= FEWEST
    ]
    context = {
        "title": TITLE,
        "counted_at": told.at,
        "run_on": told.run_on,
        "is_missing": told.is_missing,
        "stages": stages_of(together(found.values())),
        "lines": lines,
        "fewest": FEWEST,
    }
    return render(request, "portal/take_up.html", context)


def _kept(pack: Pack) -> Told:
    key = f"take-up:{pack.hash}:{today()}"
    return cast(Told, caches["memory"].get_or_set(key, lambda: _counted(pack), KEPT_SECONDS))


def _counted(pack: Pack) -> Told:
    """Take-up by measure."""
    told = counted(Narrowed(), pack)
    grouped: dict[str, list[TakeUp]] = defaultdict(list)
    for (measure, _), one in told.found.items():
        grouped[measure].append(one)
    found = {measure: together(some) for measure, some in grouped.items()}
    return Told(found, told.at, told.run_on, told.is_missing)
