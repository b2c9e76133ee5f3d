"""An organisation as a page: what it is called, its roles, and where what is recorded of it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Cell, reader_of
from jiyao.registry.models import OrganisationVersion
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.reaching import rows_in_reach, working_for
from jiyao.registry.tabling import TABLES, Table

ORGANISATIONS, ROLES = "organisations", "organisation-roles"


@dataclass(frozen=True, slots=True)
class Leads:
    """A list with what is recorded of an organisation."""

    table: Table
    asked: str


def organisation_page(
    version: OrganisationVersion, holder: Holder, on: date, language: Language
) -> dict[str, object]:
    """What the page of an organisation tells to this holder."""
    number, table = version.record, TABLES[ORGANISATIONS]
    columns = list(table.columns.values())
    reader = reader_of(the_pack(), language, columns, [version])
    told: list[tuple[str, Cell]] = [(c.words.said(language), reader.cell(version, c)) for c in columns]
    return {
        "number": number,
        "name": version.name,
        "told": told,
        "at_work": working_for(frozenset({number}), on).values("person").distinct().count(),
        "roles": _roles(number, holder, on, language),
        "leads": list(_leads(number, holder)),
    }


def _roles(number: int, holder: Holder, on: date, language: Language) -> list[list[Cell]]:
    """Its roles, each with from when to when."""
    table = TABLES[ROLES]
    reach = holder.reach(ROLES, "see")
    rows = (
        list(rows_in_reach(table, reach, on).filter(organisation=number).order_by("starts_on"))
        if reach
        else []
    )
    columns = [column for column in table.columns.values() if column.type != "organisation"]
    reader = reader_of(the_pack(), language, columns, rows)
    return [reader.cells(row, columns) for row in rows]


def _leads(number: int, holder: Holder) -> Sequence[Leads]:
    """The lists that this holder may see of it."""
    return [
        Leads(table, urlencode({field: number}))
        for table in TABLES.values()
        if table.name not in (ORGANISATIONS, ROLES) and holder.may(table.name, "see")
        for field in table.organisations
        if field in table.columns
    ]
