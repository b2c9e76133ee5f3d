"""The values of a measure over time: tables, charts, and what prefectures have set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from jiyao.engine.measures import ALWAYS, Measure, Parameter, Row
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.charts import Step, StepTable, steps
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy.telling import Margin, key, margin, period_in_words, value, value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

DRAWN = frozenset({Kind.INTEGER, Kind.MONEY, Kind.RATIO})


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value, or a table by key, in a period. `place` is the prefecture that set it."""

    period: str
    cells: tuple[tuple[str, str], ...]
    relaxed: bool
    today: bool
    note: str
    place: str
    margin: Margin


@dataclass(frozen=True, slots=True)
class Series:
    """A value over time. `delegated` says that prefectures set it; `chart` is there where the value changes.

    name   what the pack calls it
    """

    name: str
    title: str
    delegated: str
    chart: SafeString | None
    rows: tuple[ValueRow, ...]
    local: tuple[ValueRow, ...]
    is_constant: bool


def series(teller: Teller, measure: Measure, on: date) -> tuple[Series, ...]:
    """Every value of the measure, in the order of the pack."""
    return tuple(_series(teller, measure, parameter, on) for parameter in measure.parameters.values())


def _series(teller: Teller, measure: Measure, parameter: Parameter, on: date) -> Series:
    now = parameter.row_on(on)
    title = value_title(teller, measure, parameter)
    rows = sorted((*parameter.base, *parameter.relaxed), key=lambda row: row.period.starts_on or date.min)
    return Series(
        name=parameter.name,
        title=title,
        delegated=_delegated(teller, parameter),
        chart=_chart(teller, title, parameter, on),
        rows=tuple(_row(teller, parameter, row, row is now) for row in rows),
        local=tuple(_local(teller, parameter, on)),
        is_constant=parameter.is_timeless and not parameter.delegated_to,
    )


def _delegated(teller: Teller, parameter: Parameter) -> str:
    if parameter.delegated_to is None:
        return ""
    if parameter.low is None:
        return teller.say(w.SET_BY_CITIES)
    return teller.say(w.SET_BY_CITIES_FROM, value(teller, parameter, parameter.low))


def _row(teller: Teller, parameter: Parameter, row: Row, today: bool, place: str = "") -> ValueRow:
    return ValueRow(
        period=period_in_words(teller, row.period),
        cells=_cells(teller, parameter, row),
        relaxed=row in parameter.relaxed,
        today=today,
        note=teller.words(row.note) if row.note else "",
        place=place,
        margin=margin(teller, row.source, ALWAYS, row.confidence),
    )


def _cells(teller: Teller, parameter: Parameter, row: Row) -> tuple[tuple[str, str], ...]:
    if row.values is None:
        return (("", value(teller, parameter, row.value)),)
    return tuple(
        (key(teller, parameter, k), value(teller, parameter, found)) for k, found in row.values.items()
    )


def _local(teller: Teller, parameter: Parameter, on: date) -> Iterator[ValueRow]:
    names = teller.pack.vocabulary.codes[DIVISIONS].codes
    for division, rows in sorted(parameter.local.items()):
        for row in rows:
            yield _row(teller, parameter, row, row.period.holds(on), teller.words(names[division]))


def local_rows(
    teller: Teller, measure: Measure, division: str, on: date
) -> tuple[tuple[str, ValueRow | None], ...]:
    """Of each value that prefectures set, what this one has set for the day; None where it has set nothing."""
    delegated = [one for one in measure.parameters.values() if one.delegated_to is not None]
    return tuple(
        (value_title(teller, measure, one), None if row is None else _row(teller, one, row, True))
        for one in delegated
        for row in (next((r for r in one.local.get(division, ()) if r.period.holds(on)), None),)
    )


def _chart(teller: Teller, title: str, parameter: Parameter, on: date) -> SafeString | None:
    rows = [*parameter.base, *parameter.relaxed]
    if parameter.type.kind not in DRAWN or not any(row.period.edges() for row in rows):
        return None
    drawn = tuple(step for row in rows for step in _steps(teller, parameter, row))
    label = teller.say(w.TODAY) if on == today() else day(on)
    table = StepTable(title, drawn, on, label, teller.say(w.NO_VALUE_MARK))
    return steps(table) if any(step.value is not None for step in drawn) else None


def _steps(teller: Teller, parameter: Parameter, row: Row) -> Iterator[Step]:
    relaxed = row in parameter.relaxed
    if row.values is None:
        found = row.value if isinstance(row.value, int) else None
        yield Step(row.period, found, value(teller, parameter, row.value), relaxed)
        return
    for each in dict.fromkeys(found for found in row.values.values() if isinstance(found, int)):
        keys = [k for k, found in row.values.items() if found == each]
        label = f"{teller.listed([key(teller, parameter, k) for k in keys])} {value(teller, parameter, each)}"
        yield Step(row.period, each, label, relaxed, line=",".join(map(str, keys)))
