"""What a pack does not know for certain: values, conditions, windows, limits and open points that wait for somebody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jiyao.base.periods import Period
from jiyao.engine.measures import ALWAYS, VERIFIED, Condition, Measure, Parameter, Row
from jiyao.engine.packs.loading import Pack
from jiyao.engine.problems import Place
from jiyao.engine.shapes import Source
from jiyao.engine.vocabulary import DIVISIONS

BASE, RELAXED = "base", "relaxed"


class GapKind(StrEnum):
    """What is not certain."""

    VALUE = "value"
    LOCAL = "local"
    CONDITION = "condition"
    WAY = "way"
    WINDOW = "window"
    LIMIT = "limit"
    ASK = "ask"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not certain.

    key          by which it is known again in another version: kind, measure, name and what else tells it apart
    name         of the parameter, condition or pool; of an open point its number, from 1
    series       of a value: base or relaxed
    within       of a way of a condition: the condition
    confidence   partial or unverified; empty where nothing stands at all
    period       the counted days for which it matters
    """

    kind: GapKind
    measures: tuple[str, ...]
    name: str
    place: Place
    confidence: str = ""
    period: Period = ALWAYS
    source: Source | None = None
    series: str = BASE
    within: str = ""

    @property
    def key(self) -> str:
        """Its address."""
        starts = self.period.starts_on
        day = "" if starts is None or self.kind is not GapKind.VALUE else starts.isoformat()
        series = self.series if self.kind is GapKind.VALUE else self.within
        parts = (self.kind, self.measures[0], self.name, series, day)
        return ":".join(parts).rstrip(":")


def gaps_in(pack: Pack) -> tuple[Gap, ...]:
    """Everything that is not certain, by measure; what measures share stands once, with all of them."""
    found: dict[tuple[object, ...], Gap] = {}
    for id_ in sorted(pack.measures):
        for gap in _of_measure(pack, pack.measures[id_]):
            same = (gap.kind, gap.name, gap.within, gap.place, gap.series, gap.period)
            before = found.get(same)
            found[same] = gap if before is None else replace(before, measures=(*before.measures, id_))
    return tuple(found.values())


def prefectures(pack: Pack) -> tuple[str, ...]:
    """The divisions just below the region, to which values are delegated."""
    codes = pack.vocabulary.codes.get(DIVISIONS)
    return () if codes is None else tuple(c for c in codes.codes if codes.parents.get(c) == pack.region)


def delegated(pack: Pack) -> Iterator[tuple[Measure, Parameter]]:
    """The values that prefectures set, with their measures."""
    for _, measure in sorted(pack.measures.items()):
        for parameter in measure.parameters.values():
            if parameter.delegated_to is not None:
                yield measure, parameter


def _of_measure(pack: Pack, measure: Measure) -> Iterator[Gap]:
    for parameter in measure.parameters.values():
        yield from _of_parameter(measure, parameter, prefectures(pack))
    yield from _of_conditions(measure)
    for limit in measure.limits:
        if limit.pool.confidence != VERIFIED:
            place = Place("pools.yaml", 1)
            yield Gap(
                GapKind.LIMIT,
                (measure.id,),
                limit.pool.id,
                place,
                limit.pool.confidence,
                source=limit.pool.source,
            )
    for ask in measure.asks:
        if ask.confidence != VERIFIED:
            place, source = measure.source_place, ask.source
            yield Gap(GapKind.ASK, (measure.id,), ask.id, place, ask.confidence, ask.period, source)
    for number in range(1, len(measure.open) + 1):
        yield Gap(GapKind.OPEN, (measure.id,), str(number), measure.source_place)


def _of_parameter(measure: Measure, parameter: Parameter, places: Sequence[str]) -> Iterator[Gap]:
    name, ids = parameter.name, (measure.id,)
    if parameter.delegated_to is not None and any(place not in parameter.local for place in places):
        yield Gap(GapKind.LOCAL, ids, name, parameter.place)
    if not any((*parameter.base, parameter.delegated_to)):
        yield Gap(GapKind.VALUE, ids, name, parameter.place)
    for series, rows in ((BASE, parameter.base), (RELAXED, parameter.relaxed)):
        for row in rows:
            left_to_prefectures = parameter.delegated_to is not None and not _has_value(row)
            if row.confidence != VERIFIED and not left_to_prefectures:
                yield Gap(GapKind.VALUE, ids, name, row.place, row.confidence, row.period, row.source, series)


def _has_value(row: Row) -> bool:
    values = [row.value] if row.values is None else list(row.values.values())
    return any(value is not None for value in values)


def _of_conditions(measure: Measure) -> Iterator[Gap]:
    last = measure.conditions[-1:] if measure.conditions else ()
    for condition in measure.conditions:
        kind = GapKind.WINDOW if condition in last and condition.id == "window" else GapKind.CONDITION
        yield from _of_condition(measure, kind, condition, "")
        for way in condition.branches:
            yield from _of_condition(measure, GapKind.WAY, way, condition.id)


def _of_condition(measure: Measure, kind: GapKind, condition: Condition, within: str) -> Iterator[Gap]:
    if condition.confidence != VERIFIED:
        yield Gap(
            kind,
            (measure.id,),
            condition.id,
            condition.place,
            condition.confidence,
            condition.period,
            condition.source,
            within=within,
        )
