"""Values that are left to the prefectures, in words: the province's range, and who has set which since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Measure, Parameter, Row
from jiyao.engine.packs.gaps import delegated, prefectures
from jiyao.interfaces.desk.changing.differing import values_in_words
from jiyao.interfaces.desk.changing.proposed import Proposed, of_local_value
from jiyao.interfaces.ui.policy.telling import period_in_words, place_name, value, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.models import PackChange
from jiyao.policy.queries.changes import lies_in
from jiyao.registry.permitting import Reach


@dataclass(frozen=True, slots=True)
class Place:
    """A prefecture's own value on a day; `said` is empty where it has set none. `coming`: what it has set for later.

    proposed   the changes that would set it, and wait for a second official
    """

    division: str
    name: str
    said: str
    days: str
    coming: str
    may_set: bool
    proposed: tuple[PackChange, ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether it has set its value, for now or for later."""
        return bool(self.said or self.coming)


@dataclass(frozen=True, slots=True)
class Deadline:
    """By which day prefectures have to set a value; `days_left` is negative where it is over."""

    day: date
    days_left: int
    clause: str

    @property
    def days_over(self) -> int:
        """How many days ago it was."""
        return -self.days_left


@dataclass(frozen=True, slots=True)
class DelegatedValue:
    """A value that prefectures set. `range`: the province's range; empty where it has set none."""

    measure: str
    measure_title: str
    parameter: str
    title: str
    range: str
    places: tuple[Place, ...]
    deadline: Deadline | None

    @property
    def have_set(self) -> int:
        """How many prefectures have set theirs."""
        return sum(place.is_set for place in self.places)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks at the list: whose values they may set, and the changes that wait."""

    reach: Reach
    waiting: Sequence[Proposed]


def delegated_values(teller: Teller, on: date, asking: Asking) -> list[DelegatedValue]:
    """Every value that prefectures set, with every prefecture: those with a day first, the nearest first of them."""
    values = [_value(teller, measure, parameter, on, asking) for measure, parameter in delegated(teller.pack)]
    return sorted(values, key=lambda one: date.max if one.deadline is None else one.deadline.day)


def _value(
    teller: Teller, measure: Measure, parameter: Parameter, on: date, asking: Asking
) -> DelegatedValue:
    return DelegatedValue(
        measure=measure.id,
        measure_title=teller.words(measure.title),
        parameter=parameter.name,
        title=value_title(teller, measure, parameter),
        range=_range(teller, parameter),
        places=_sorted(parameter, _places(teller, measure, parameter, on, asking)),
        deadline=_deadline(teller, parameter, on),
    )


def _range(teller: Teller, parameter: Parameter) -> str:
    low, high = (
        "" if bound is None else value(teller, parameter, bound) for bound in (parameter.low, parameter.high)
    )
    if low and high:
        return teller.say(("{0}至{1}", "{0} to {1}"), low, high)
    if low:
        return teller.say(("不低于{0}", "{0} at least"), low)
    return teller.say(("不高于{0}", "{0} at most"), high) if high else ""


def _deadline(teller: Teller, parameter: Parameter, on: date) -> Deadline | None:
    set_by = parameter.set_by
    if set_by is None:
        return None
    return Deadline(set_by.day, (set_by.day - on).days, teller.clause(set_by.source))


def _sorted(parameter: Parameter, places: Iterator[Place]) -> tuple[Place, ...]:
    """Where there is a day by which to set it, those first who have not."""
    return tuple(places if parameter.set_by is None else sorted(places, key=lambda place: place.is_set))


def _places(
    teller: Teller, measure: Measure, parameter: Parameter, on: date, asking: Asking
) -> Iterator[Place]:
    for division in prefectures(teller.pack):
        row = standing_row(parameter, division, on)
        later = [r for r in parameter.local.get(division, ()) if r is not row and _begins_after(r, on)]
        yield Place(
            division=division,
            name=place_name(teller, division),
            said="" if row is None else values_in_words(teller, parameter, row),
            days="" if row is None else period_in_words(teller, row.period),
            coming="" if not later else _said(teller, parameter, later[0]),
            may_set=lies_in(asking.reach, division),
            proposed=of_local_value(asking.waiting, measure.id, parameter.name, division),
        )


def _said(teller: Teller, parameter: Parameter, row: Row) -> str:
    return f"{period_in_words(teller, row.period)} · {values_in_words(teller, parameter, row)}"


def standing_row(parameter: Parameter, division: str, on: date) -> Row | None:
    """The prefecture's own row on a day."""
    return next((row for row in parameter.local.get(division, ()) if row.period.holds(on)), None)


def _begins_after(row: Row, on: date) -> bool:
    return row.period.starts_on is not None and row.period.starts_on > on
