"""Every measure in every prefecture: who has published a local guide and who has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.packs.gaps import prefectures
from jiyao.interfaces.ui.policy.guides import Elsewhere, published_by
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.policy_words import STAGES
from jiyao.interfaces.ui.sentences import Teller

STATES = {"published": ("已公布", "published"), "none": ("尚未公布", "not published")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is wanted; empty is everything."""

    division: str = ""
    stage: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.division or self.stage or self.state)


@dataclass(frozen=True, slots=True)
class Line:
    """A measure, with every prefecture that is asked for."""

    id: str
    title: str
    places: tuple[Elsewhere, ...]

    @property
    def published(self) -> int:
        """How many of these prefectures have published a guide of it."""
        return sum(place.is_published for place in self.places)


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A prefecture, and of how many measures it has published a guide, for now or for later days only."""

    division: str
    name: str
    published: int
    coming: int


@dataclass(frozen=True, slots=True)
class GuideList:
    """The list, what most have published first. `counts` are of all measures, whatever is asked for."""

    asked: Asked
    lines: tuple[Line, ...]
    places: tuple[PlaceCount, ...]
    counts: tuple[PlaceCount, ...]
    of: int
    stages: Mapping[str, str]
    states: Mapping[str, str]


def guide_list(teller: Teller, given: Mapping[str, str], on: date) -> GuideList:
    """The list that is asked for; what there is none of counts as not asked."""
    stages = STAGES[teller.language]
    asked = Asked(
        division=_known(given.get("division", ""), prefectures(teller.pack)),
        stage=_known(given.get("stage", ""), stages),
        state=_known(given.get("state", ""), STATES),
    )
    whole = [(one, tuple(published_by(teller, one, on))) for one in teller.pack.measures.values()]
    whole.sort(
        key=lambda one: (-sum(p.is_published for p in one[1]), list(stages).index(one[0].stage), one[0].id)
    )
    lines = [
        Line(one.id, teller.words(one.title), _asked_of(places, asked))
        for one, places in whole
        if asked.stage in ("", one.stage)
    ]
    counts = tuple(
        _count(place_name(teller, division), [places[at] for _, places in whole])
        for at, division in enumerate(prefectures(teller.pack))
    )
    return GuideList(
        asked=asked,
        lines=tuple(line for line in lines if _is_wanted(line, asked)),
        places=tuple(count for count in counts if asked.division in ("", count.division)),
        counts=counts,
        of=len(whole),
        stages=stages,
        states={state: teller.say(words) for state, words in STATES.items()},
    )


def _count(name: str, places: Sequence[Elsewhere]) -> PlaceCount:
    """Of one prefecture over all measures."""
    published = sum(place.is_published for place in places)
    return PlaceCount(
        places[0].division, name, published, sum(place.begins_on is not None for place in places)
    )


def _known(given: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    return given if given in known else ""


def _asked_of(places: tuple[Elsewhere, ...], asked: Asked) -> tuple[Elsewhere, ...]:
    return tuple(place for place in places if asked.division in ("", place.division))


def _is_wanted(line: Line, asked: Asked) -> bool:
    """Published: by one of the prefectures asked for at least; not published: missing in one at least."""
    match asked.state:
        case "published":
            return line.published > 0
        case "none":
            return line.published < len(line.places)
        case _:
            return True
