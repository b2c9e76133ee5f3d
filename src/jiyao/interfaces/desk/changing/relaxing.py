"""Relaxations 阶段性政策 in words: each with its last day, and the values that may be relaxed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.measures import Measure, Parameter, Row
from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.desk.changing.differing import values_in_words
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A relaxation and what stands again after it. `state`: `now`, `coming` or `over`."""

    measure: str
    measure_title: str
    parameter: str
    title: str
    said: str
    starts_on: date | None
    ends_on: date | None
    then: str
    clause: str
    state: str


ORDER = {"now": 0, "coming": 1, "over": 2}


def relaxations(teller: Teller, on: date) -> list[Relaxation]:
    """Every relaxation: those that stand, those to come, those that are over."""
    found = [
        _relaxation(teller, measure, parameter, row, on)
        for measure, parameter in relaxable(teller.pack)
        for row in parameter.relaxed
    ]
    return sorted(found, key=lambda one: (ORDER[one.state], -(one.ends_on or date.max).toordinal()))


def relaxable(pack: Pack) -> Iterator[tuple[Measure, Parameter]]:
    """The values that may be relaxed: those that have a base value to return to."""
    for _, measure in sorted(pack.measures.items()):
        yield from ((measure, one) for one in measure.parameters.values() if one.base)


def _relaxation(teller: Teller, measure: Measure, parameter: Parameter, row: Row, on: date) -> Relaxation:
    starts, ends = row.period.starts_on, row.period.ends_on
    then = (
        None
        if ends is None
        else next((b for b in parameter.base if b.period.ends_on is None or b.period.ends_on > ends), None)
    )
    is_over, is_coming = ends is not None and ends < on, starts is not None and starts > on
    return Relaxation(
        measure=measure.id,
        measure_title=teller.words(measure.title),
        parameter=parameter.name,
        title=value_title(teller, measure, parameter),
        said=values_in_words(teller, parameter, row),
        starts_on=starts,
        ends_on=ends,
        then="" if then is None else values_in_words(teller, parameter, then),
        clause=teller.clause(row.source),
        state="over" if is_over else "coming" if is_coming else "now",
    )
