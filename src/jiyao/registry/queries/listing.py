"""A page of a table: searched, narrowed, sorted. The number of queries does not depend on the number of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import make_aware

from jiyao.base.errors import Invalid
from jiyao.base.periods import read_day
from jiyao.engine.cases import DAYS
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.foundation.naming import IDENTITY_NUMBER
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import Column, Table

ROWS = 50
"""How many rows a page has."""
COUNTED = 10_000
"""Up to how many rows are counted; of more it is only said that there are more."""
LAST_PAGE = COUNTED // ROWS
NARROWED = (
    "code",
    "boolean",
    "date",
    "month",
    "occupation",
    "organisation",
    "person",
    "integer",
    "text",
    "fund",
    "measure",
    "number",
)
"""Types of columns by which a list can be narrowed."""
FROM, TO = "from", "to"
NUL = "\0"


class UnknownColumn(Invalid):
    """The table has no such column."""


class BadFilter(Invalid):
    """A column cannot be narrowed so."""


class IdentityInAddress(Invalid):
    """An identity number was to stand in an address, where it would be kept by browsers and proxies."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a table.

    text      what a searched field begins with
    narrowed  values by column; `from.<column>` and `to.<column>` for days, both included
    sort      a column, with - before it for the last ones first; the table's own order where empty
    columns   those to be shown; the table's own choice where empty
    """

    text: str = ""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    columns: Sequence[str] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of rows. `count`: how many there are, at most COUNTED; `has_more_than_counted` where there are more."""

    rows: Sequence[Any]
    columns: Sequence[Column]
    count: int
    page: int
    has_more_than_counted: bool

    @property
    def pages(self) -> int:
        """How many pages can be turned to."""
        return max(1, -(-self.count // ROWS))


def listed(table: Table, reach: Reach, asked: Asked, on: date) -> Listed:
    """The page asked for, or the last there is. raises UnknownColumn, BadFilter, IdentityInAddress"""
    rows = found_rows(table, reach, asked, on)
    counted = rows.order_by()[: COUNTED + 1].count()
    count = min(counted, COUNTED)
    page = min(max(asked.page, 1), max(1, -(-count // ROWS)))
    shown = list(rows[(page - 1) * ROWS : page * ROWS])
    return Listed(shown, columns_of(table, asked), count, page, counted > COUNTED)


def found_rows(table: Table, reach: Reach, asked: Asked, on: date) -> QuerySet[Any]:
    """Every row asked for, in order. raises as `listed`"""
    _check_texts(asked)
    rows = rows_in_reach(table, reach, on)
    for name, value in asked.narrowed.items():
        rows = rows.filter(_condition(table, name, value))
    if asked.text:
        rows = rows.filter(_searched(table, asked.text.strip()))
    return rows.order_by(*_order(table, asked.sort or table.order))


def one_row(table: Table, reach: Reach, key: str, on: date) -> Any | None:
    """The row of that key, if it is in reach."""
    if not key.isdecimal() or len(key) > 18:
        return None
    return rows_in_reach(table, reach, on).filter(**{table.key: int(key)}).first()


def columns_of(table: Table, asked: Asked) -> list[Column]:
    """The columns to be shown, in the order of the table. raises UnknownColumn"""
    wanted = asked.columns or table.shown
    for name in wanted:
        _column(table, name)
    return [column for column in table.columns.values() if column.name in wanted]


def _column(table: Table, name: str) -> Column:
    if name not in table.columns:
        raise UnknownColumn(
            f'{table.name} has no column "{name}"{nearest(name, table.columns)}',
            zh=f"{table.title.zh}没有“{name}”这一栏{nearest_zh(name, table.columns)}",
        )
    return table.columns[name]


def _order(table: Table, sort: str) -> list[Any]:
    name, last_first = sort.removeprefix("-"), sort.startswith("-")
    if sort == table.order:
        return [sort] if name == table.key else [sort, "-" + table.key]
    by = F(_column(table, name).name)
    ordered = by.desc(nulls_last=True) if last_first else by.asc(nulls_last=True)
    return [ordered, "-" + table.key]


def _check_texts(asked: Asked) -> None:
    """Refuses a character that no database takes for a text."""
    for name, text in (("q", asked.text), *asked.narrowed.items()):
        if NUL in text:
            raise BadFilter(f"{name}: leave out the character U+0000", zh=f"{name}：请去掉字符 U+0000")


def _searched(table: Table, text: str) -> Q:
    if IDENTITY_NUMBER.search(text):
        raise IdentityInAddress(
            "an identity number does not belong into an address; look for people on their own page",
            zh="公民身份号码不能写在网址里，请到“查人”页面查找",
        )
    found = Q(pk__in=())
    for name in table.found_by:
        found |= Q(**{f"{name}__startswith": text})
    return found


def _condition(table: Table, name: str, value: str) -> Q:
    bound, _, bounded = name.partition(".")
    column = _column(table, bounded or name)
    if bound in (FROM, TO) and bounded:
        return _from_or_to(column, bound, value)
    if column.masked or column.type not in NARROWED:
        raise BadFilter(f"{name}: lists are not narrowed by this column", zh=f"不能按“{column.words.zh}”筛选")
    return Q(**{column.name: _value(column, value)})


def _from_or_to(column: Column, bound: str, value: str) -> Q:
    if column.type not in ("date", "moment"):
        raise BadFilter(
            f"{column.name}: only days have a first and a last", zh=f"“{column.words.zh}”不是日期"
        )
    day = _day(column, value)
    if column.type == "moment":
        return _moments(column, bound, day)
    return Q(**{f"{column.name}__{'gte' if bound == FROM else 'lte'}": day})


def _moments(column: Column, bound: str, day: date) -> Q:
    """From the day's beginning, or until its end."""
    if bound == FROM:
        return Q(**{f"{column.name}__gte": _beginning(day)})
    return Q(**{f"{column.name}__lt": _beginning(day + timedelta(days=1))})


def _beginning(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _value(column: Column, value: str) -> object:
    if column.type == "boolean":
        return _yes_or_no(column, value)
    if column.type == "date":
        return _day(column, value)
    if column.type in ("integer", "month", "organisation", "person", "number"):
        if not value.isdecimal() or len(value) > 18:
            raise BadFilter(
                f'{column.name}: "{value}" is no number', zh=f"“{column.words.zh}”应填数字，“{value}”不是"
            )
        return int(value)
    return value


def _yes_or_no(column: Column, value: str) -> bool:
    if value not in ("yes", "no"):
        raise BadFilter(
            f'{column.name}: "{value}" is neither yes nor no',
            zh=f"“{column.words.zh}”应为 yes 或 no，“{value}”不是",
        )
    return value == "yes"


def _day(column: Column, value: str) -> date:
    try:
        day = read_day(value)
    except ValueError:
        day = None
    if day is None or not DAYS.holds(day):
        raise BadFilter(
            f'{column.name}: "{value}" is no day; write it as 2025-06-30',
            zh=f"“{column.words.zh}”：“{value}”不是日期，请写成 2025-06-30 这样",
        )
    return day
