"""A person's own records: every kind, in the clear where nothing is sealed, with how and since when each is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jiyao.casework.claiming import correctable
from jiyao.engine.shapes import Language
from jiyao.foundation.models import Act
from jiyao.interfaces.ui.clocks import clocks, is_past
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.corrections import in_the_clear
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Cell, Reader, reader_over
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import PERMISSIONS, Reach
from jiyao.registry.queries.listing import one_row
from jiyao.registry.queries.reaching import as_told, rows_in_reach, rows_known
from jiyao.registry.tabling import TABLES, Column, Table

PEOPLE, CORRECTIONS = "people", "corrections"
PLACED = frozenset({"cases", "messages", "sms-consents", "candidates", "issued-certificates"})
"""Tables of which her own rows have a place of their own on her pages, in words instead of columns."""
CORRECTED = "correct"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One record. `since`: from when it is known; `corrected`: whether that is by a correction, not by a file.

    told   heading and value of each column that says something
    """

    number: int
    told: Sequence[tuple[str, str]]
    since: datetime | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class OwnKind:
    """What is recorded of one kind. `may_dispute`: whether something of it can be corrected on request."""

    table: Table
    rows: Sequence[OwnRow]
    may_dispute: bool


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """One column of one record. `may_dispute`: whether she can say that it is wrong."""

    name: str
    title: str
    cell: Cell
    may_dispute: bool


def tables_of_citizens() -> list[Table]:
    """The tables of which citizens see their own rows, without requests, which have a place of their own."""
    return [
        table
        for table in TABLES.values()
        if table.person and table.name != CORRECTIONS and _is_open(table.name, "see")
    ]


def may_dispute(table: Table) -> bool:
    """Whether a citizen can say that a record of that kind is wrong."""
    return bool(correctable(table)) and _is_open(table.name, "correct")


def own_kinds(person: int, language: Language) -> list[OwnKind]:
    """What is recorded of a person, or was then, kind by kind.

    A query for each kind, and one for each sort of names.
    """
    found = []
    for table in tables_of_citizens():
        if table.name != PEOPLE and (is_past() or table.name not in PLACED):
            rows = _own_rows(table, person)
            if rows:
                found.append((table, _columns(table), rows))
    reader = reader_over(the_pack(), language, [(columns, rows) for _, columns, rows in found])
    corrected = _corrected([row for table, _, rows in found if table.is_versioned for row in rows])
    return [
        OwnKind(table, [_row(table, row, columns, reader, corrected) for row in rows], may_dispute(table))
        for table, columns, rows in found
    ]


def _own_rows(table: Table, person: int) -> list[Any]:
    reach, order = Reach(person=person), f"-{table.key}"
    if not is_past():
        return list(rows_in_reach(table, reach, today()).order_by(order))
    at = clocks().moment
    return as_told(table, rows_known(table, reach, today(), at).order_by(order), at)


def own_row(table: Table, person: int, key: int, on: date) -> Any | None:
    """One of her records."""
    return one_row(table, Reach(person=person), str(key), on)


def own_columns(table: Table, row: Any, language: Language) -> list[OwnColumn]:
    """Every column of one of her records."""
    columns = _columns(table)
    reader = reader_over(the_pack(), language, [(columns, [row])])
    names = correctable(table) if may_dispute(table) else {}
    return [OwnColumn(c.name, c.words.said(language), reader.cell(row, c), c.name in names) for c in columns]


def own_since(table: Table, row: Any) -> tuple[datetime | None, bool]:
    """From when the record is known, and whether by a correction."""
    if not table.is_versioned:
        return None, False
    return row.recorded_at, (row.record, row.recorded_at) in _corrected([row])


def row_names(kinds: Sequence[OwnKind]) -> Mapping[str, str]:
    """What rows are called among determinations, by their numbers: by what their lists show."""
    return {str(row.number): " · ".join([*_name(kind.table, row)]) for kind in kinds for row in kind.rows}


def _name(table: Table, row: OwnRow) -> Iterator[str]:
    """Of what a list shows first: level, occupation, days; no number that says nothing to her."""
    shown = [table.columns[name] for name in table.shown]
    told = dict(row.told)
    for column in shown:
        if column.type in ("code", "date", "occupation", "month"):
            yield from (told[words] for words in (column.words.zh, column.words.en) if told.get(words))


def _is_open(thing: str, verb: str) -> bool:
    row = PERMISSIONS.get((thing, verb))
    return row is not None and AccountRole.CITIZEN in row.cells


def _columns(table: Table) -> list[Column]:
    """Its columns without the person, whom she knows."""
    return [c for c in in_the_clear(table.columns.values()) if c.type != "person"]


def _row(
    table: Table, row: Any, columns: Sequence[Column], reader: Reader, corrected: set[tuple[int, datetime]]
) -> OwnRow:
    cells = [(column.words.said(reader.language), reader.cell(row, column).text) for column in columns]
    key = getattr(row, table.key)
    since = row.recorded_at if table.is_versioned else None
    return OwnRow(
        number=key,
        told=[(title, text) for title, text in cells if text],
        since=since,
        corrected=(key, since) in corrected,
    )


def _corrected(rows: Sequence[Any]) -> set[tuple[int, datetime]]:
    """The versions that are corrections, by record and moment."""
    later = {(type(row)._meta.model_name, row.record) for row in rows if row.version > 1}
    if not later:
        return set()
    subjects = {f"{model}:{record}": record for model, record in later}
    acts = Act.objects.filter(Q(subject__in=subjects), kind=CORRECTED).values_list("subject", "at")
    return {(subjects[subject], at) for subject, at in acts}
