"""Requests to correct a record at the desk: the queue, one request with its record, and what rests on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from jiyao.base.working_days import working_days_between
from jiyao.casework.models import Correction, State
from jiyao.casework.queries.corrections import may_decide, request_for
from jiyao.casework.queries.resting import resting_on
from jiyao.casework.tables import CORRECTIONS
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.desk.telling import row_page
from jiyao.interfaces.ui.cases import steps_told
from jiyao.interfaces.ui.corrections import stated, value_field
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Cell, reader_of
from jiyao.registry.models import FOREVER, Account
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.labels import account_names, masked_people, shown_in
from jiyao.registry.tabling import TABLES, Table

OWN = Words(zh="本人", en="the person concerned")
ANSWER = Field(
    name="answer",
    label=Words(zh="答复", en="Answer"),
    kind="sentence",
    hint=Words(
        zh="申请人会看到。维持记录或更正为其他值时必填。",
        en="Whoever asked reads it. Needed to keep the record, or to correct it to another value.",
    ),
)
OTHER = Words(zh="更正为其他值", en="Another value")


@dataclass(frozen=True, slots=True)
class Queued:
    """A line of the queue."""

    request: Correction
    table: Words
    column: Words
    person: str
    asker: str
    days: int


def queued(requests: Sequence[Correction], on: date, language: Language) -> list[Queued]:
    """The requests as lines; with one query for the people and one for the accounts."""
    people = masked_people(one.person_id for one in requests if one.person_id)
    askers = askers_of(requests, language)
    return [
        Queued(
            request=one,
            table=TABLES[one.table].title,
            column=TABLES[one.table].columns[one.column].words,
            person=shown_in(people, one.person_id),
            asker=askers[one.pk],
            days=working_days_between(timezone.localdate(one.asked_at), on),
        )
        for one in requests
    ]


def askers_of(requests: Iterable[Correction], language: Language) -> Mapping[int, str]:
    """Who asked, by the number of the request: the person concerned, or an account by its name."""
    wanted = list(requests)
    names = account_names({f"account:{one.asked_by_id}" for one in wanted})
    persons = dict(
        Account.objects.filter(pk__in={one.asked_by_id for one in wanted}).values_list("pk", "person")
    )
    return {
        one.pk: OWN.said(language)
        if one.person_id is not None and persons[one.asked_by_id] == one.person_id
        else names.get(f"account:{one.asked_by_id}", f"account:{one.asked_by_id}")
        for one in wanted
    }


def request_page(
    request: Correction, holder: Holder, on: date, language: Language, field: Field | None = None
) -> dict[str, object]:
    """What the page of a request tells this holder.

    field   the answer as it was given, with what is wrong
    """
    may_read = request_for(holder, "unmask", request.pk, on) is not None
    [told] = stated([request], the_pack(), language, may_read)
    is_open = request.state == State.OPEN
    is_mine = holder.account is not None and request.asked_by_id == holder.account.pk
    decides = may_decide(request, holder, on)
    return {
        "request_told": told,
        "asker": askers_of([request], language)[request.pk],
        "days": working_days_between(timezone.localdate(request.asked_at), on) if is_open else 0,
        "may_withdraw": is_open and is_mine,
        "answer": (field or ANSWER) if decides else None,
        "other": _other(told.table, request.column, language) if decides else None,
        "record": _record(told.table, request, language),
        "record_address": row_address(told.table, request.record),
        "resting": _resting(request, language) if may_read else (),
        "resting_heads": [column.words for column in _grant_columns()],
        "corrections": CORRECTIONS,
        "history": steps_told(request.case, with_reasons=False),
    }


def _other(table: Table, column: str, language: Language) -> Field:
    return replace(
        value_field(table, column, the_pack(), language), label=OTHER, is_required=False, is_private=True
    )


def _record(table: Table, request: Correction, language: Language) -> dict[str, object] | None:
    row: Any = table.model._default_manager.filter(record=request.record, superseded_at=FOREVER).first()
    return None if row is None else row_page(table, row, language)


def _resting(request: Correction, language: Language) -> list[tuple[str, Sequence[Cell]]]:
    """The grants that rest on the record, as the table of grants shows them."""
    grants = TABLES["grants"]
    found, columns = resting_on(request, the_pack()), _grant_columns()
    reader = reader_of(the_pack(), language, columns, found)
    return [(row_address(grants, one.pk), reader.cells(one, columns)) for one in found]


def _grant_columns() -> list[Any]:
    grants = TABLES["grants"]
    return [column for column in grants.columns.values() if column.name in grants.shown]
