"""Rows of tables as people read them: codes by their titles, people masked, sums in yuan. The same on every screen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jiyao.base.money import yuan
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.foundation.kinds import KINDS
from jiyao.foundation.masking import mask_certificate
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.registry.queries.labels import MaskedPerson, masked_people, occupation_names, organisation_names
from jiyao.registry.tabling import TABLES, Column, Table

NUMBERS = frozenset({"integer", "money", "ratio", "seconds"})
"""Types that stand to the right."""
YES_NO: Mapping[Language, Mapping[bool, str]] = {
    "zh": {True: "是", False: "否"},
    "en": {True: "yes", False: "no"},
}
NOTHING = ""
NONE = "none"
"""How files write that there is none of something, such as kinds of work within an occupation."""
NONE_WORDS: Mapping[Language, str] = {"zh": "无", "en": "none"}
MONTHS_A_YEAR = 12
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `person`, `organisation`, `measure`: what it leads to, where it does; `address`: where else."""

    text: str
    is_number: bool = False
    person: int | None = None
    organisation: int | None = None
    measure: str = ""
    address: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads rows of a table in one language, with all the names that these rows need."""

    pack: Pack
    language: Language
    people: Mapping[int, MaskedPerson]
    organisations: Mapping[int, str]
    occupations: Mapping[str, str]

    def cells(self, row: Any, columns: Iterable[Column]) -> list[Cell]:
        """The cells of a row."""
        return [self.cell(row, column) for column in columns]

    def cell(self, row: Any, column: Column) -> Cell:
        """One cell of a row."""
        value = raw_value(row, column)
        if value is None:
            return Cell(NOTHING, column.type in NUMBERS)
        if column.type == "person":
            return Cell(self._person(value), person=value)
        if column.type == "organisation":
            return Cell(self.organisations.get(value, str(value)), organisation=value)
        if column.type == "measure":
            return Cell(self.said(value, column), measure=value if value in self.pack.measures else "")
        return Cell(self.said(value, column, row), column.type in NUMBERS)

    def said(self, value: Any, column: Column, row: Any = None) -> str:
        """A value in words."""
        if column.masked:
            return mask_certificate(str(value))
        if column.type == "code":
            return self._code(value, column, row)
        if column.type == "text" and value == NONE:
            return NONE_WORDS[self.language]
        if column.type == "column":
            return self._column(value, row)
        plain = _PLAIN.get(column.type)
        return str(value) if plain is None else plain(self, value)

    def occupation(self, code: str) -> str:
        """The code of an occupation with its name."""
        return f"{code} {self.occupations.get(code, '')}".strip()

    def _person(self, number: int) -> str:
        found = self.people.get(number)
        if found is None or found.erased:
            return f"#{number}"
        return f"{found.name} {found.identity[-4:]}".strip() or f"#{number}"

    def _column(self, name: str, row: Any) -> str:
        """The heading of a column of the table that the row names."""
        table = TABLES.get(row.table)
        column = None if table is None else table.columns.get(name)
        return name if column is None else column.words.said(self.language)

    def _code(self, value: str, column: Column, row: Any) -> str:
        if column.codes is None:
            display = getattr(row, f"get_{column.name}_display", None)
            return str(display()) if display is not None and self.language == "zh" else value
        listed = self.pack.vocabulary.codes.get(column.codes)
        words = None if listed is None else listed.codes.get(value)
        return value if words is None else words.said(self.language)


def reader_of(pack: Pack, language: Language, columns: Sequence[Column], rows: Sequence[Any]) -> Reader:
    """A reader with the names that the rows need: a query for each kind of name, however many rows there are."""
    return reader_over(pack, language, [(columns, rows)])


def reader_over(
    pack: Pack, language: Language, lists: Sequence[tuple[Sequence[Column], Sequence[Any]]]
) -> Reader:
    """A reader with the names that several lists need, with no more queries than for one."""

    def wanted(type_: str) -> set[Any]:
        return {
            raw_value(row, column)
            for columns, rows in lists
            for column in columns
            if column.type == type_
            for row in rows
        } - {None}

    return Reader(
        pack,
        language,
        masked_people(wanted("person")),
        organisation_names(wanted("organisation")),
        occupation_names(wanted("occupation")),
    )


def raw_value(row: Any, column: Column) -> Any:
    """What the row holds: of what leads elsewhere its number."""
    leads = column.type in ("person", "organisation")
    return getattr(row, f"{column.name}_id" if leads else column.name)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading. `sort`: what to ask for to sort by it; `sorted`: `ascending`, `descending` or nothing."""

    column: Column
    title: str
    sort: str
    sorted: str

    @property
    def is_number(self) -> bool:
        """Whether its cells stand to the right."""
        return self.column.type in NUMBERS


def heads(table: Table, columns: Iterable[Column], sort: str, language: Language) -> list[Head]:
    """The headings of a list that is sorted so."""
    return [_head(column, sort or table.order, language) for column in columns]


def _head(column: Column, sort: str, language: Language) -> Head:
    title = column.words.said(language)
    if sort == column.name:
        return Head(column, title, f"-{column.name}", "ascending")
    return Head(column, title, column.name, "descending" if sort == f"-{column.name}" else "")


def _moment(reader: Reader, value: datetime) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def _measure(reader: Reader, value: str) -> str:
    return reader.pack.title_of(value).said(reader.language)


def _flag(reader: Reader, value: str) -> str:
    found = reader.pack.flags.get(value)
    return value if found is None else found.file.title.said(reader.language)


def _table(reader: Reader, value: str) -> str:
    return TABLES[value].title.said(reader.language) if value in TABLES else value


def _act(reader: Reader, value: str) -> str:
    return KINDS[value].words.said(reader.language) if value in KINDS else value


def _month(reader: Reader, value: int) -> str:
    year, month = divmod(value - 1, MONTHS_A_YEAR)
    return f"{year}-{month + 1:02d}"


def _date(reader: Reader, value: date) -> str:
    return value.isoformat()


_PLAIN: Mapping[str, Callable[[Reader, Any], str]] = {
    "boolean": lambda reader, value: YES_NO[reader.language][bool(value)],
    "date": _date,
    "month": _month,
    "money": lambda reader, value: yuan(value),
    "ratio": lambda reader, value: f"{value / PERCENT:g}%",
    "integer": lambda reader, value: f"{value:,}",
    "seconds": lambda reader, value: f"{value:.1f}",
    "occupation": lambda reader, value: reader.occupation(value),
    "moment": _moment,
    "measure": _measure,
    "flag": _flag,
    "act": _act,
    "table": _table,
    "fund": lambda reader, value: FUNDS[reader.language].get(value, value),
}
"""How each type is said; texts as they are."""
