"""Tables: what a record kind looks like. From one specification come its list, detail, history, export and API.

Areas declare theirs in `tables.py`. What a column is called and holds is said once, in the import profile of the kind,
where it has one. Who sees which rows stands in the permission table under the table's name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from jiyao.base.errors import Conflict, Invalid
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.engine.shapes import Words
from jiyao.foundation.keeping import keeping_of
from jiyao.registry.imports.profiles import REFERENCE, ColumnFile, Profile, profile_named
from jiyao.registry.models import FOREVER, Record
from jiyao.registry.permitting import name_thing

PERSON = Words(zh="人员", en="Person")


class UnknownTable(Invalid):
    """No table has that name."""


class TableTwice(Conflict):
    """Two areas declare one table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    name     the field of the model
    type     as in import profiles, and `moment`, `fund`, `number` of a year or record
    masked   it is shown with most of it hidden
    codes    the pack's list its codes stand in
    choices  its codes with what each is called, where no field of the model says so
    """

    name: str
    words: Words
    type: str
    codes: str | None = None
    masked: bool = False
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Table:
    """The specification of one record kind.

    name            its address, and its thing in the permission table
    shown           the columns of a list that nobody chose others for
    order           the column to sort by at first, with - for the last ones first
    found_by        fields in which the search looks for a text that begins so
    person          the field that leads to the person whom a row is about
    asked_by        the field that leads to the account that asked for a row
    organisations   fields that lead to organisations whom a row concerns
    division        the field with the division in which a row lies; without one it lies where its person does
    own             columns that no import profile describes
    said_since      of columns that are filled in later, the field with the moment from which they say something
    """

    name: str
    title: Words
    model: type[models.Model]
    shown: Sequence[str]
    order: str = "-record"
    found_by: Sequence[str] = ()
    person: str | None = None
    asked_by: str | None = None
    organisations: Sequence[str] = ()
    division: str | None = None
    own: Sequence[Column] = field(default=())
    profile: str | None = None
    said_since: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Every column by name."""
        masked = keeping_of(self.model).masked
        described = [] if self.profile is None else _described(profile_named(self.profile, None), masked)
        return {column.name: column for column in (*described, *self.own)}

    @property
    def is_versioned(self) -> bool:
        """Whether its rows are versions of records, with a history."""
        return issubclass(self.model, Record)

    @property
    def key(self) -> str:
        """The field by which one row is addressed."""
        return "record" if self.is_versioned else "pk"

    def choices(self, column: Column) -> Sequence[tuple[str, str]]:
        """The codes of a column that stand in no list of the pack, with what each is called."""
        if column.choices:
            return column.choices
        field: Any = self.model._meta.get_field(column.name)
        return [(str(code), str(words)) for code, words in field.choices or ()]

    def standing(self) -> QuerySet[Any]:
        """The rows that stand now."""
        rows = self.model._default_manager.all()
        return rows.filter(superseded_at=FOREVER) if self.is_versioned else rows

    def known(self, at: datetime) -> QuerySet[Any]:
        """The rows that were known at a moment; none of tables that do not say since when they know."""
        rows = self.model._default_manager.all()
        if self.is_versioned:
            return rows.filter(recorded_at__lte=at, superseded_at__gt=at)
        return rows.filter(recorded_at__lte=at) if self.said_since else rows.none()


TABLES: dict[str, Table] = {}
"""Every table, by name."""


def declare(table: Table) -> Table:
    """The table, from now on known."""
    if table.name in TABLES:
        raise TableTwice(f"the table {table.name} is declared twice; give one of them another name")
    name_thing(table.name, zh=table.title.zh, en=table.title.en)
    TABLES[table.name] = table
    return table


def table_named(name: str) -> Table:
    """The table of that name. raises UnknownTable with the nearest known one"""
    if name not in TABLES:
        raise UnknownTable(
            f'no table "{name}"{nearest(name, TABLES)}', zh=f"没有表“{name}”{nearest_zh(name, TABLES)}"
        )
    return TABLES[name]


def tables_of_people() -> list[Table]:
    """The tables whose rows are each about a person."""
    return [table for table in TABLES.values() if table.person is not None]


def record_table(
    name: str,
    *,
    shown: str,
    order: str = "-record",
    found_by: str = "",
    person: str | None = None,
    organisations: str = "",
    division: str | None = None,
) -> Table:
    """Declares the table of a kind that has an import profile of the same name; fields are parted by blanks."""
    shape = profile_named(name, None).shape
    return declare(
        Table(
            name=name,
            title=shape.title,
            model=apps.get_model(shape.table),
            shown=shown.split(),
            order=order,
            found_by=found_by.split(),
            person=person,
            organisations=organisations.split(),
            division=division,
            profile=name,
        )
    )


def _title(shape: ColumnFile) -> Words:
    """What the column is called on screens, which show people by their masked names."""
    return PERSON if shape.type == "person" else shape.named or shape.words


def _described(profile: Profile, masked: frozenset[str]) -> list[Column]:
    return [
        Column(
            name=column.name,
            words=_title(column.shape),
            type=column.shape.type,
            codes=column.shape.codes,
            masked=column.name in masked,
        )
        for column in profile.columns
        if column.field is not None and column.name != REFERENCE
    ]
