"""Why a measure does not pay on a day, in whole phrases."""

from collections.abc import Iterator
from datetime import date

from jiyao.base.periods import ONE_DAY, Period
from jiyao.engine.measures import Measure, Parameter, Payable, Row
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.telling import (
    is_confirmed,
    parts,
    read_on,
    value_title,
    values_of,
)
from jiyao.interfaces.ui.policy_words import CONFIDENCE
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day


def why_not(teller: Teller, measure: Measure, on: date) -> list[str]:
    """Each reason why it does not pay on the day, each once; none where it pays."""
    state = measure.payable_on(on, None)
    if state is Payable.PAYS:
        return []
    reasons = _not_in_force if state is Payable.NOT_IN_FORCE else _not_confirmed
    return list(dict.fromkeys(reasons(teller, measure, on)))


def _not_in_force(teller: Teller, measure: Measure, on: date) -> Iterator[str]:
    if not any(gives.period.holds(on) for gives in measure.gives):
        yield _outside(teller, [gives.period for gives in measure.gives], on)
    for parameter in read_on(measure, on):
        if parameter.row_on(on) is None and not parameter.delegated_to:
            yield _no_value(teller, measure, parameter, on)


def _outside(teller: Teller, periods: list[Period], on: date) -> str:
    ended = [period.ends_on for period in periods if period.ends_on and period.ends_on < on]
    if ended:
        return teller.say(w.ENDED, day(max(ended)))
    return teller.say(w.BEGINS, day(min(period.starts_on for period in periods if period.starts_on)))


def _no_value(teller: Teller, measure: Measure, parameter: Parameter, on: date) -> str:
    title = value_title(teller, measure, parameter)
    ended = [row.period.ends_on for row in parameter.rows() if row.period.ends_on and row.period.ends_on < on]
    if ended:
        return teller.say(w.NO_VALUE_SINCE, title, day(max(ended) + ONE_DAY))
    begins = [row.period.starts_on for row in parameter.rows() if row.period.starts_on]
    return teller.say(w.NO_VALUE_YET, title, day(min(begins))) if begins else teller.say(w.NO_VALUE, title)


def _not_confirmed(teller: Teller, measure: Measure, on: date) -> Iterator[str]:
    yield from (teller.words(point) for point in measure.open)
    for parameter in read_on(measure, on):
        yield from _value(teller, value_title(teller, measure, parameter), parameter, parameter.row_on(on))
    for condition in measure.conditions:
        if condition.period.holds(on):
            for part in dict.fromkeys((condition, *parts(condition))):
                yield from _confidence(teller, teller.words(part.words), part.confidence)
    for limit in measure.limits:
        if limit.period.holds(on):
            yield from _confidence(teller, teller.words(limit.words), limit.pool.confidence)


def _value(teller: Teller, title: str, parameter: Parameter, row: Row | None) -> Iterator[str]:
    if row is None:
        yield teller.say(w.DEPENDS_ON_CITY if parameter.local else w.NO_CITY_FOUND, title)
    elif None in values_of(row):
        yield teller.say(w.NOT_FOUND, title)
    else:
        yield from _confidence(teller, title, row.confidence)


def _confidence(teller: Teller, title: str, confidence: str) -> Iterator[str]:
    if not is_confirmed(confidence):
        yield teller.say(w.NOT_CONFIRMED, title, CONFIDENCE[teller.language][confidence])
