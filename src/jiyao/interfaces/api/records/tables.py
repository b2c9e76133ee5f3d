"""Tables of records and their rows as programs read them: the words of the desk, masked as there, with codes beside."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from jiyao.engine.determination.records import Record
from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Reader, raw_value, reader_of
from jiyao.registry.permitting import VERBS, Holder
from jiyao.registry.queries.history import versions_of
from jiyao.registry.queries.listing import NARROWED
from jiyao.registry.tabling import Column, Table

Value = bool | int | float | str | None


class ColumnRecord(Record):
    """A column. `codes` are its own where it has no list; `filter` says whether lists can be narrowed by it."""

    name: str
    title: str
    type: str
    code_list: str | None
    codes: list[str] | None
    masked: bool
    filter: bool


class TableRecord(Record):
    """A table that is in reach, and what may be done with it."""

    name: str
    title: str
    may: list[str]
    columns: list[ColumnRecord]


class CellRecord(Record):
    """A cell: as people read it, and the value behind it where that is not masked."""

    text: str
    value: Value


class RecordRecord(Record):
    """A row by the names of its columns."""

    key: int
    values: dict[str, CellRecord]


class RowsRecord(Record):
    """A page of rows. `total` counts up to 10,000; `has_more` says that there are more."""

    items: list[RecordRecord]
    total: int
    has_more: bool
    next: str | None


class VersionRecord(Record):
    """A version of a record."""

    version: int
    recorded_at: datetime
    values: dict[str, CellRecord]


class HistoryRecord(RecordRecord):
    """A row with every version of it, the last first."""

    versions: list[VersionRecord]


class OwnRecord(Record):
    """A table with every row about the account's own person."""

    table: str
    title: str
    rows: list[RecordRecord]


def table_record(table: Table, holder: Holder, language: Language) -> TableRecord:
    """A table for who asks."""
    return TableRecord(
        name=table.name,
        title=table.title.said(language),
        may=[verb for verb in VERBS if holder.may(table.name, verb)],
        columns=[_column(table, column, language) for column in table.columns.values()],
    )


def _column(table: Table, column: Column, language: Language) -> ColumnRecord:
    has_own = column.type == "code" and column.codes is None
    return ColumnRecord(
        name=column.name,
        title=column.words.said(language),
        type=column.type,
        code_list=column.codes,
        codes=[code for code, _ in table.choices(column)] if has_own else None,
        masked=column.masked,
        filter=column.type in (*NARROWED, "moment") and not column.masked,
    )


def row_records(table: Table, rows: Sequence[Any], language: Language) -> list[RecordRecord]:
    """Rows with every column."""
    columns = list(table.columns.values())
    reader = reader_of(the_pack(), language, columns, rows)
    return [RecordRecord(key=getattr(row, table.key), values=_values(row, columns, reader)) for row in rows]


def history_record(table: Table, row: Any, language: Language) -> HistoryRecord:
    """One row with its versions."""
    columns, versions = list(table.columns.values()), versions_of(table, row)
    reader = reader_of(the_pack(), language, columns, [row, *versions])
    return HistoryRecord(
        key=getattr(row, table.key),
        values=_values(row, columns, reader),
        versions=[
            VersionRecord(
                version=one.version, recorded_at=one.recorded_at, values=_values(one, columns, reader)
            )
            for one in versions
        ],
    )


def _values(row: Any, columns: Sequence[Column], reader: Reader) -> dict[str, CellRecord]:
    return {
        column.name: CellRecord(
            text=reader.cell(row, column).text, value=None if column.masked else _value(row, column)
        )
        for column in columns
    }


def _value(row: Any, column: Column) -> Value:
    value = raw_value(row, column)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)
