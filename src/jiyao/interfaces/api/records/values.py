"""The values of a measure over time."""

from datetime import date

from jiyao.engine.cases import key_part
from jiyao.engine.determination.records import Plain, Record
from jiyao.engine.measures import Measure, Parameter, Row
from jiyao.interfaces.api.records.clauses import ClauseRecord, Confidence, Dated, clause_record, days
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.interfaces.ui.sentences import Teller


class RowRecord(Dated):
    """A value, or a table of values by key, in a period; money in fen, a ratio in ten-thousandths.

    A relaxation wins while it is in force. `division` is the one that set the value, where it is not the region.
    """

    value: Plain
    values: dict[str, Plain] | None
    relaxed: bool
    division: str | None
    source: ClauseRecord
    confidence: Confidence
    confirmed_on: date | None
    note: str | None


class SeriesRecord(Record):
    """A value over time. `by` is the fact that keys its tables; `delegated_to` who sets it, if not the region."""

    name: str
    title: str
    type: str
    unit: str | None
    by: str | None
    delegated_to: str | None
    rows: list[RowRecord]


def series_record(teller: Teller, measure: Measure, parameter: Parameter) -> SeriesRecord:
    """One value of the measure with every row of it."""
    region = [(row, None) for row in (*parameter.base, *parameter.relaxed)]
    local = [(row, division) for division, rows in sorted(parameter.local.items()) for row in rows]
    return SeriesRecord(
        name=parameter.name,
        title=value_title(teller, measure, parameter),
        type=parameter.type.kind.value,
        unit=parameter.type.unit,
        by=parameter.by,
        delegated_to=parameter.delegated_to,
        rows=[_row(teller, row, division, row in parameter.relaxed) for row, division in [*region, *local]],
    )


def _row(teller: Teller, row: Row, division: str | None, relaxed: bool) -> RowRecord:
    values = None if row.values is None else {key_part(key): value for key, value in row.values.items()}
    return RowRecord(
        **days(row.period),
        value=row.value,
        values=values,
        relaxed=relaxed,
        division=division,
        source=clause_record(teller, row.source),
        confidence=row.confidence,
        confirmed_on=row.confirmed_on,
        note=None if row.note is None else teller.words(row.note),
    )
