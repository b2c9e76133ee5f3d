"""A list of records as a page: what was asked in the address, headings that sort, fields that narrow, pages to turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from jiyao.engine.shapes import Language
from jiyao.interfaces.desk.pages import leading, row_address
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.interfaces.ui.tables import YES_NO, Cell, Reader, heads, reader_of
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.listing import COUNTED, FROM, NARROWED, TO, Asked, listed
from jiyao.registry.tabling import Column, Table

RESERVED = ("q", "sort", "page", "columns")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by which a list is narrowed. `kind`: `choice`, `day` or `text`; a day has a first and a last."""

    name: str
    title: str
    kind: str
    value: str = ""
    last: str = ""
    choices: Sequence[tuple[str, str]] = ()


def asked_from(given: "QueryDict | Mapping[str, str]") -> Asked:
    """What an address asks of a list; names that are no columns are complained of later."""
    page = given.get("page") or "1"
    chosen = given.getlist("columns") if isinstance(given, QueryDict) else []
    return Asked(
        text=(given.get("q") or "").strip(),
        narrowed={name: value for name in given if name not in RESERVED and (value := given.get(name) or "")},
        sort=given.get("sort") or "",
        columns=tuple(chosen),
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def list_page(table: Table, reach: Reach, asked: Asked, on: date, language: Language) -> dict[str, object]:
    """What the page of a list tells. raises as `listed`"""
    found = listed(table, reach, asked, on)
    reader = reader_of(the_pack(), language, found.columns, found.rows)
    return {
        "table": table,
        "asked": asked,
        "heads": heads(table, found.columns, asked.sort, language),
        "rows": [_row(table, row, reader, found.columns) for row in found.rows],
        "found": found,
        "counted": COUNTED,
        "all_columns": [(column, column in found.columns) for column in table.columns.values()],
        "fields": list(_fields(table, asked, language)),
        "address": _address(asked),
        "unsorted": _address(asked, without="sort"),
    }


def _row(table: Table, row: Any, reader: Reader, columns: Sequence[Column]) -> tuple[int, str, list[Cell]]:
    """A row's key, the address of its page, and its cells."""
    key = getattr(row, table.key)
    cells = [leading(reader.cell(row, column), column) for column in columns]
    return key, row_address(table, key), cells


def _address(asked: Asked, without: str = "") -> str:
    """What was asked as the part of an address that others follow; the page is never in it."""
    parts = [("q", asked.text), ("sort", asked.sort), *asked.narrowed.items()]
    parts += [("columns", name) for name in asked.columns]
    return urlencode([(name, value) for name, value in parts if value and name != without])


def _fields(table: Table, asked: Asked, language: Language) -> Iterator[Field]:
    for column in table.columns.values():
        title = column.words.said(language)
        if column.type == "moment" or column.type == "date":
            first, last = (asked.narrowed.get(f"{bound}.{column.name}", "") for bound in (FROM, TO))
            yield Field(column.name, title, "day", first, last)
        elif column.type in NARROWED and not column.masked:
            choices = _choices(table, column, language)
            kind = "choice" if choices else "text"
            yield Field(column.name, title, kind, asked.narrowed.get(column.name, ""), choices=choices)


def _choices(table: Table, column: Column, language: Language) -> list[tuple[str, str]]:
    if column.type == "boolean":
        return [("yes", YES_NO[language][True]), ("no", YES_NO[language][False])]
    if column.type == "fund":
        return list(FUNDS[language].items())
    if column.type == "measure":
        return [(one.id, one.title.said(language)) for one in the_pack().measures.values()]
    if column.type != "code":
        return []
    if column.codes is None:
        return [(code, name if language == "zh" else code) for code, name in table.choices(column)]
    codes = the_pack().vocabulary.codes.get(column.codes)
    return [] if codes is None else [(code, words.said(language)) for code, words in codes.codes.items()]
