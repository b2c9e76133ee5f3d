"""兑现 for everybody: of what is due in the province, how much reached its people; no line that names one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.casework.queries.stopping import Stage
from jiyao.casework.queries.take_up import Narrowed, TakeUp, take_up, together
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.keeping import kept_briefly
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import everybody
from jiyao.interfaces.ui.take_up import TITLE, StageTold, stages_of
from jiyao.policy.queries.waiting import RunFolder, last_policy_run

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


@everybody
@kept_briefly
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The whole province, and measure by measure."""
    pack = the_pack()
    last = last_policy_run(pack)
    found = _kept(pack, last)
    lines = [
        Line(id_, pack.measures[id_].title, stages_of(one))
        for id_, one in sorted(found.items(), key=lambda some: -some[1].came_to(Stage.ENTITLED)[0])
        if id_ in pack.measures and one.came_to(Stage.ENTITLED)[0] >= FEWEST
    ]
    context = {
        "title": TITLE,
        "run": None if last is None else last.run,
        "stages": stages_of(together(found.values())),
        "lines": lines,
        "fewest": FEWEST,
    }
    return render(request, "portal/take_up.html", context)


def _kept(pack: Pack, last: RunFolder | None) -> dict[str, TakeUp]:
    key = f"take-up:{pack.hash}:{today()}"
    return cast(
        dict[str, TakeUp], caches["memory"].get_or_set(key, lambda: _counted(pack, last), KEPT_SECONDS)
    )


def _counted(pack: Pack, last: RunFolder | None) -> dict[str, TakeUp]:
    """Take-up by measure."""
    grouped: dict[str, list[TakeUp]] = defaultdict(list)
    for (measure, _), one in take_up(Narrowed(), pack, last).items():
        grouped[measure].append(one)
    return {measure: together(some) for measure, some in grouped.items()}
