"""What a sheet of the bundle is: its Chinese headings, and what each of its columns means and comes from."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Literal

from django.db import models
from django.db.models import QuerySet

Kind = Literal["integer", "text", "day", "moment"]
Cell = int | str | None
UNITS = {"分": "分", "日期": "日", "时间": "协调世界时（UTC）", "笔数": "笔", "次序": "序号"}
"""By how a heading ends."""
AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it means, what kind of value it has, and where that comes from."""

    heading: str
    meaning: str
    kind: Kind
    source: str

    @property
    def unit(self) -> str:
        """In what it counts; nothing where it counts nothing."""
        return next((unit for ending, unit in UNITS.items() if self.heading.endswith(ending)), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its first column names a row. `rows`: what it holds, of what was taken before."""

    name: str
    about: str
    columns: Sequence[Column]
    rows: "Callable[[Taken], Iterable[Sequence[Any]]]"


@dataclass(frozen=True, slots=True)
class Period:
    """The days and the fund that the bundle is of; without them, everything."""

    starts_on: date | None = None
    ends_on: date | None = None
    fund: str = ""


@dataclass(frozen=True)
class Taken:
    """What has been taken so far. `numbers` gives the values of a column that was written, each once."""

    period: Period
    clauses: Mapping[str, Sequence[Sequence[str]]]
    numbers: Callable[[str, str], Iterator[Any]]


def column(model: type[models.Model], heading: str, field: str, meaning: str) -> Column:
    """A column that is a field of a model."""
    found = _field(model, field)
    if isinstance(found, models.DateTimeField):
        kind: Kind = "moment"
    elif isinstance(found, models.DateField):
        kind = "day"
    else:
        whole = isinstance(found, models.IntegerField | models.BooleanField) or (
            isinstance(found, models.ForeignKey) and isinstance(found.target_field, models.IntegerField)
        )
        kind = "integer" if whole else "text"
    listed = "、".join(str(label) for _, label in found.choices or ())
    source = f"{found.model._meta.db_table}.{found.column}"
    return Column(heading, f"{meaning}：{listed}" if listed else meaning, kind, source)


def _field(model: type[models.Model], path: str) -> Any:
    """The field at the end of a path such as `attachment__hash`."""
    first, _, rest = path.partition("__")
    found: Any = model._meta.get_field(first)
    return _field(found.related_model, rest) if rest else found


def rows_of(found: QuerySet[Any], model: type[models.Model], fields: Sequence[str]) -> Iterator[list[Cell]]:
    """The rows of a query, each field as the bundle writes it, codes by what they are called."""
    labels = [dict(_field(model, name).flatchoices) for name in fields]
    for row in found.order_by("pk").values_list(*fields).iterator(2_000):
        yield [
            plain(said.get(value, value) if said else value) for value, said in zip(row, labels, strict=True)
        ]


def among(
    model: type[models.Model], field: str, numbers: Iterator[Any], fields: Sequence[str]
) -> Iterator[list[Cell]]:
    """The rows of a model whose field is one of these."""
    while some := list(islice(numbers, AT_ONCE)):
        yield from rows_of(model._default_manager.filter(**{f"{field}__in": some}), model, fields)


def plain(value: Any) -> Cell:
    """A value as SQLite keeps it and its digest covers it: numbers, and texts."""
    match value:
        case None | int():
            return None if value is None else int(value)
        case datetime():
            there = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
            return there.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case dict() | list():
            return json.dumps(value, sort_keys=True, ensure_ascii=False)
        case _:
            return str(value)
