"""Tables of records, as far as the account of the token reaches."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from jiyao.base.errors import Invalid
from jiyao.interfaces.api.handlers import Unknown
from jiyao.interfaces.api.paging import linked, page_address
from jiyao.interfaces.api.problems import ErrorRecord, Refused, say
from jiyao.interfaces.api.reading import whole_number
from jiyao.interfaces.api.records.tables import (
    HistoryRecord,
    RowsRecord,
    TableRecord,
    history_record,
    row_records,
    table_record,
)
from jiyao.interfaces.api.tokens import BearerToken
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.permitting import OF_TABLE, holder_in
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.listing import LAST_PAGE, Asked, found_rows, listed, one_row
from jiyao.registry.tabling import TABLES, Table

router = Router(tags=["records"])
TableName = Path[Annotated[str, Field(json_schema_extra={"x-known": "tables"})]]
NO_ROW = ("没有编号为“{0}”的记录", 'there is no record "{0}"')
FILTERS: dict[str, Any] = {
    "in": "query",
    "name": "filters",
    "required": False,
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}
"""How the OpenAPI document says that every column is a parameter."""


class RowsAsked(BaseModel):
    """Which rows. Every other parameter is a column by which they are narrowed."""

    q: Annotated[str, Field(max_length=100)] = ""
    sort: Annotated[str, Field(max_length=100)] = ""
    page: whole_number(1, LAST_PAGE) = 1  # type: ignore[valid-type]


@router.get("/tables", response=list[TableRecord], auth=BearerToken(), operation_id="tables")
def tables(request: HttpRequest) -> list[TableRecord]:
    """The tables in reach."""
    holder = holder_in(request)
    seen = [table for table in TABLES.values() if holder.may(table.name, "see")]
    return [table_record(table, holder, language_of_page()) for table in seen]


@router.get(
    "/tables/{table}",
    response=RowsRecord,
    auth=BearerToken(OF_TABLE),
    operation_id="rows",
    openapi_extra={"parameters": [FILTERS]},
)
def rows(
    request: HttpRequest, response: HttpResponse, table: TableName, asked: Query[RowsAsked]
) -> RowsRecord:
    """A page of the rows in reach."""
    named, reach = TABLES[table], holder_in(request).reach(table, "see")
    wanted = _wanted(request, asked)
    if errors := list(_errors(named, reach, wanted)):
        raise Refused(errors)
    found = listed(named, reach, wanted, today())
    shown = found.rows if found.page == wanted.page else ()
    following = page_address(request, wanted.page + 1) if wanted.page < found.pages else None
    return RowsRecord(
        items=row_records(named, shown, language_of_page()),
        total=found.count,
        has_more=found.has_more_than_counted,
        next=linked(response, following),
    )


@router.get("/tables/{table}/{key}", response=HistoryRecord, auth=BearerToken(OF_TABLE), operation_id="row")
def row(request: HttpRequest, table: TableName, key: str) -> HistoryRecord:
    """One row with its versions."""
    named = TABLES[table]
    found = one_row(named, holder_in(request).reach(table, "see"), key, today())
    if found is None:
        raise Unknown(say(NO_ROW, key))
    return history_record(named, found, language_of_page())


def _wanted(request: HttpRequest, asked: RowsAsked) -> Asked:
    given = {name: request.GET[name] for name in request.GET if name not in RowsAsked.model_fields}
    return Asked(text=asked.q.strip(), narrowed=given, sort=asked.sort, page=asked.page)


def _errors(table: Table, reach: Reach, wanted: Asked) -> Iterator[ErrorRecord]:
    """What cannot be asked, parameter by parameter; no row is read for it."""
    single = {
        "q": Asked(text=wanted.text),
        "sort": Asked(sort=wanted.sort),
        **{name: Asked(narrowed={name: value}) for name, value in wanted.narrowed.items()},
    }
    for name, asked in single.items():
        try:
            found_rows(table, reach, asked, today())
        except Invalid as error:
            yield ErrorRecord(detail=error.said(language_of_page()), parameter=name)
