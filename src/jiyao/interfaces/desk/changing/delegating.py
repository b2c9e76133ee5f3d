"""Values that are left to the prefectures, in words: the province's range, and who has set which since when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Measure, Parameter, Row
from jiyao.engine.packs.gaps import delegated, prefectures
from jiyao.interfaces.desk.changing.differing import values_in_words
from jiyao.interfaces.ui.policy.telling import period_in_words, place_name, value, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.changes import lies_in
from jiyao.registry.permitting import Reach


@dataclass(frozen=True, slots=True)
class Place:
    """A prefecture's own value on a day; `said` is empty where it has set none. `coming`: what it has set for later."""

    division: str
    name: str
    said: str
    days: str
    coming: str
    may_set: bool


@dataclass(frozen=True, slots=True)
class DelegatedValue:
    """A value that prefectures set. `low` and `high` are the province's range; empty where it has set none."""

    measure: str
    measure_title: str
    parameter: str
    title: str
    low: str
    high: str
    places: tuple[Place, ...]

    @property
    def set_by(self) -> int:
        """How many prefectures have set theirs."""
        return sum(bool(place.said or place.coming) for place in self.places)


def delegated_values(teller: Teller, on: date, reach: Reach) -> list[DelegatedValue]:
    """Every value that prefectures set, with every prefecture; `reach` says whose one may set."""
    return [_value(teller, measure, parameter, on, reach) for measure, parameter in delegated(teller.pack)]


def _value(teller: Teller, measure: Measure, parameter: Parameter, on: date, reach: Reach) -> DelegatedValue:
    low, high = (
        "" if bound is None else value(teller, parameter, bound) for bound in (parameter.low, parameter.high)
    )
    return DelegatedValue(
        measure=measure.id,
        measure_title=teller.words(measure.title),
        parameter=parameter.name,
        title=value_title(teller, measure, parameter),
        low=low,
        high=high,
        places=tuple(_places(teller, parameter, on, reach)),
    )


def _places(teller: Teller, parameter: Parameter, on: date, reach: Reach) -> Iterator[Place]:
    for division in prefectures(teller.pack):
        row = standing_row(parameter, division, on)
        later = [r for r in parameter.local.get(division, ()) if r is not row and _begins_after(r, on)]
        yield Place(
            division=division,
            name=place_name(teller, division),
            said="" if row is None else values_in_words(teller, parameter, row),
            days="" if row is None else period_in_words(teller, row.period),
            coming="" if not later else _said(teller, parameter, later[0]),
            may_set=lies_in(reach, division),
        )


def _said(teller: Teller, parameter: Parameter, row: Row) -> str:
    return f"{period_in_words(teller, row.period)} · {values_in_words(teller, parameter, row)}"


def standing_row(parameter: Parameter, division: str, on: date) -> Row | None:
    """The prefecture's own row on a day."""
    return next((row for row in parameter.local.get(division, ()) if row.period.holds(on)), None)


def _begins_after(row: Row, on: date) -> bool:
    return row.period.starts_on is not None and row.period.starts_on > on
