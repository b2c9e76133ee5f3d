"""The page of take-up: four stages, a line a measure or a place, and where the rest stays with a list behind each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from jiyao.casework.queries.kept_take_up import counted
from jiyao.casework.queries.stopping import AT, LOST, Cause, Stage
from jiyao.casework.queries.take_up import Narrowed, Places, TakeUp, together
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.taking.words import CAUSES, NEXT
from jiyao.interfaces.ui.take_up import StageTold, stages_of
from jiyao.registry.models import Division
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.places import divisions_below

ORDER = list(Cause)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for, as it stands there; `narrowed` in what is in reach."""

    measure: str
    place: str
    first: date | None
    last: date | None
    narrowed: Narrowed

    def address(self, **more: str) -> str:
        """The same as the query of an address; `more` is laid over it."""
        said = {
            "measure": self.measure,
            "place": self.place,
            "from": _said(self.first),
            "to": _said(self.last),
        }
        return urlencode({name: value for name, value in {**said, **more}.items() if value})


@dataclass(frozen=True, slots=True)
class LineTold:
    """A measure or a place with its stages. `address`: the query that shows it alone."""

    title: Words
    address: str
    stages: Sequence[StageTold]


@dataclass(frozen=True, slots=True)
class Held:
    """How much a cause holds at a stage, and the list of it; `is_lost`: whether it ends there."""

    words: Words
    count: int
    fen: int
    is_lost: bool
    address: str


def wanted(given: Mapping[str, str], reach: Reach) -> Wanted:
    """What an address asks for; what is no measure, place or day asks for nothing."""
    measure, place = given.get("measure", ""), given.get("place", "")
    first, last = _day(given.get("from", "")), _day(given.get("to", ""))
    inside = divisions_below([place]) if place else None
    if not reach.everything:
        inside = reach.divisions if inside is None else inside & reach.divisions
    return Wanted(measure, place, first, last, Narrowed(measure or None, inside, first, last))


def take_up_page(asked: Wanted, reach: Reach, pack: Pack) -> dict[str, object]:
    """What the page tells."""
    told = counted(asked.narrowed, pack)
    found = told.found
    whole = together(found.values())
    return {
        "asked": asked,
        "counted": told,
        "stages": stages_of(whole),
        "lines": list(_lines(found, asked, pack)),
        "by_place": bool(asked.measure),
        "held": [(words, held) for stage, words in NEXT.items() if (held := _held(whole, stage, asked))],
        "measures": [(one.id, one.title) for one in pack.measures.values()],
        "places": _places(reach, pack),
    }


def _lines(found: Places, asked: Wanted, pack: Pack) -> Iterator[LineTold]:
    """By measure; of one measure by place."""
    if asked.measure:
        for place, one in _grouped(found, lambda key: key[1] or ""):
            address = asked.address(place=place) if place else ""
            yield LineTold(pack.place_of(place), address, stages_of(one))
        return
    known = list(pack.measures)
    grouped = dict(_grouped(found, lambda key: key[0]))
    for measure in sorted(grouped, key=lambda id_: (known.index(id_) if id_ in known else len(known), id_)):
        yield LineTold(pack.title_of(measure), asked.address(measure=measure), stages_of(grouped[measure]))


def _grouped(found: Places, by: Callable[[tuple[str, str | None]], str]) -> Iterable[tuple[str, TakeUp]]:
    groups: dict[str, list[TakeUp]] = defaultdict(list)
    for key in sorted(found, key=lambda key: (key[0], key[1] or "")):
        groups[by(key)].append(found[key])
    return ((name, together(some)) for name, some in groups.items())


def _held(whole: TakeUp, stage: Stage, asked: Wanted) -> list[Held]:
    """What stays at a stage, by cause."""
    there = {cause: some for cause, some in whole.counts.items() if AT[cause] is stage}
    return [
        Held(
            CAUSES[cause],
            *there[cause],
            is_lost=cause in LOST,
            address=f"{reverse('desk-take-up-list')}?{asked.address(cause=cause)}",
        )
        for cause in sorted(there, key=ORDER.index)
    ]


def _places(reach: Reach, pack: Pack) -> list[tuple[str, Words]]:
    """The divisions in reach."""
    rows = Division.objects.order_by("code")
    if not reach.everything:
        rows = rows.filter(code__in=reach.divisions)
    return [(code, pack.place_of(code)) for code in rows.values_list("code", flat=True)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()
