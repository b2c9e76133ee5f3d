"""Records of every kind: the list, one row with its history, and the list as a workbook. The table says the rest."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiyao.base.errors import Invalid
from jiyao.casework.tables import RATINGS
from jiyao.engine.shapes import Language
from jiyao.interfaces.desk.listing import asked_from, list_page
from jiyao.interfaces.desk.rates import rates_sheet
from jiyao.interfaces.desk.row_actions import parts_of
from jiyao.interfaces.desk.telling import row_page
from jiyao.interfaces.desk.workbooks import Sheet, workbook_of
from jiyao.interfaces.ui.context import language_of_page, now, today
from jiyao.interfaces.ui.downloads import XLSX, made_file
from jiyao.interfaces.ui.permitting import OF_TABLE, holder_in, permitted
from jiyao.registry.actions.exporting import export_rows
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import TABLES, table_named

MORE_SHEETS: Mapping[str, Sequence[Callable[[Holder, date, Language], Sheet]]] = {RATINGS.name: [rates_sheet]}
"""What stands in the workbook of a table behind its list."""


@permitted("desk", "see")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tables that are in reach."""
    holder = holder_in(request)
    tables = [table for table in TABLES.values() if holder.may(table.name, "see")]
    return render(request, "desk/records.html", {"tables": tables})


@permitted(OF_TABLE, "see")
@require_safe
def rows(request: HttpRequest, table: str) -> HttpResponse:
    """A page of a list."""
    return list_answer(request, table, "desk/rows.html")


def list_answer(request: HttpRequest, table: str, template: str) -> HttpResponse:
    """A page of a list; of what cannot be asked, what is wrong and the whole list."""
    found, reach = table_named(table), holder_in(request).reach(table, "see")
    try:
        context = list_page(found, reach, asked_from(request.GET), today(), language_of_page())
        status = 200
    except Invalid as error:
        context = list_page(found, reach, asked_from({}), today(), language_of_page())
        context["complaint"], status = error.said(language_of_page()), 400
    context["may_export"] = holder_in(request).may(table, "export")
    return render(request, template, context, status=status)


@permitted(OF_TABLE, "see")
@require_safe
def row(request: HttpRequest, table: str, key: str) -> HttpResponse:
    """One row: what stands, what stood before, the acts about it, and what can be done."""
    found, reach = table_named(table), holder_in(request).reach(table, "see")
    standing = one_row(found, reach, key, today())
    if standing is None:
        raise Http404
    context = row_page(found, standing, language_of_page())
    context["parts"] = parts_of(table, request, standing)
    return render(request, "desk/row.html", context)


@permitted(OF_TABLE, "export")
@require_safe
def export(request: HttpRequest, table: str) -> HttpResponse:
    """The rows asked for as a workbook, and an act that says who took them."""
    found, holder = table_named(table), holder_in(request)
    asked = asked_from(request.GET)
    columns, exported = export_rows(
        found, holder.reach(table, "export"), asked, today(), by=holder.party, at=now()
    )
    more = [one(holder, today(), language_of_page()) for one in MORE_SHEETS.get(table, ())]
    content = workbook_of(found, columns, exported, language_of_page(), more)
    name = f"{found.title.said(language_of_page())}-{today().isoformat()}.xlsx"
    return made_file(content, XLSX, name)
