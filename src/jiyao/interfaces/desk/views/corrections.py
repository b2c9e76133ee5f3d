"""Corrections: asked for at a record, decided from the queue."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.casework.actions.asking import ask_correction, withdraw_correction
from jiyao.casework.actions.deciding import correct, keep
from jiyao.casework.claiming import correctable
from jiyao.casework.models import Correction, State
from jiyao.casework.queries.corrections import (
    DUTY,
    open_requests,
    request_for,
    requests_about,
    requests_to_decide,
)
from jiyao.casework.tables import CASES
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.corrections import ANSWER, queued, request_page
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.desk.queues import Waiting, queue
from jiyao.interfaces.desk.row_actions import Part, on_row_of
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.corrections import (
    MARKS,
    STATES,
    VALUE,
    asked_in,
    correctable_columns,
    reason_field,
    told_columns,
    value_field,
)
from jiyao.interfaces.ui.forms import Field, filled
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.permitting import OF_TABLE, hand_of, holder_in, permitted
from jiyao.registry.queries.listing import one_row
from jiyao.registry.tabling import TABLES, Table, table_named

SHOWN = 200
"""How many requests the queue shows at once, the oldest first; the list of all has the others."""
WHY = reason_field(
    Words(zh="理由", en="Reason"),
    Words(
        zh="写明依据，如哪份材料。由其他人员审核决定。",
        en="Say on what it rests, such as which paper. A colleague decides.",
    ),
)


@queue
def waiting(request: HttpRequest) -> Waiting | None:
    """Requests that wait for a decision of who asks."""
    holder = holder_in(request)
    if not holder.may(CASES.name, DUTY):
        return None
    return Waiting(
        words=Words(zh="件更正申请待决定", en="corrections to decide"),
        count=requests_to_decide(holder, today()).count(),
        address=reverse("desk-corrections"),
        none=Words(zh="没有待决定的更正申请", en="No correction waits for a decision"),
    )


def _on_row(table: str, request: HttpRequest, row: Any) -> Part | None:
    """The requests about a record, and the way to ask for one."""
    holder, on = holder_in(request), today()
    key = getattr(row, TABLES[table].key)
    may_ask = one_row(TABLES[table], holder.reach(table, "correct"), str(key), on) is not None
    listed = requests_about(holder, table, key, on)
    if not may_ask and not listed:
        return None
    columns, told = TABLES[table].columns, []
    for one in listed:
        state = State(one.state)
        told.append((one, columns[one.column].words, STATES[state], MARKS[state]))
    return Part("desk/_corrections.html", {"table": table, "key": key, "may_ask": may_ask, "listed": told})


for name in TABLES:
    if correctable(TABLES[name]):
        on_row_of(name)(partial(_on_row, name))


@permitted("corrections", "see")
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The open requests in reach."""
    found = open_requests(holder_in(request), today())
    shown = list(found[: SHOWN + 1])
    listed = queued(shown[:SHOWN], today(), language_of_page())
    return render(request, "desk/corrections.html", {"queued": listed, "has_more": len(shown) > SHOWN})


@permitted("corrections", "see")
@never_cache
@require_safe
def correction(request: HttpRequest, number: int) -> HttpResponse:
    """One request."""
    return _page(request, _found(request, number))


@permitted(CASES.name, DUTY)
@never_cache
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """The request, decided as the button says; or its page again with what is wrong."""
    _found(request, number)
    do = _DECISIONS.get(request.POST.get("do", ""))
    try:
        if do is not None:
            do(request, number)
    except (Invalid, Conflict, NotAllowed) as error:
        return _page(
            request,
            _found(request, number),
            error.said(language_of_page()),
            409 if isinstance(error, Conflict) else 422,
        )
    return redirect("desk-correction", number)


@permitted("corrections", "see")
@never_cache
@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """The request, withdrawn by who asked."""
    _found(request, number)
    try:
        withdraw_correction(number, hand_of(request))
    except NotAllowed:
        raise PermissionDenied from None
    except Conflict as error:
        return _page(request, _found(request, number), error.said(language_of_page()), 409)
    return redirect("desk-correction", number)


@permitted(OF_TABLE, "correct")
@never_cache
@require_safe
def choose(request: HttpRequest, table: str, key: int) -> HttpResponse:
    """Which column is wrong."""
    found, row = _row(request, table, key)
    columns = told_columns(found, row, correctable_columns(found), the_pack(), language_of_page())
    return render(request, "desk/correct_which.html", {**_around(found, key), "columns": columns})


@permitted(OF_TABLE, "correct")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, table: str, key: int, column: str) -> HttpResponse:
    """The form of a request; the request, where it is filled in."""
    found, row = _row(request, table, key)
    if column not in correctable(found):
        raise Http404
    fields = [value_field(found, column, the_pack(), language_of_page()), WHY]
    if request.method != "POST":
        return _form(request, found, row, column, fields, "")
    asked = asked_in(request.POST, table=table, record=key, column=column)
    try:
        made = ask_correction(asked, hand_of(request), vocabulary=the_pack().vocabulary)
    except (Invalid, Conflict) as error:
        again = filled(fields, request.POST.dict(), {})
        return _form(request, found, row, column, again, error.said(language_of_page()))
    return redirect("desk-correction", made.pk)


def _form(
    request: HttpRequest, table: Table, row: Any, column: str, fields: list[Field], complaint: str
) -> HttpResponse:
    [(_, cell)] = told_columns(table, row, [table.columns[column]], the_pack(), language_of_page())
    context = {
        **_around(table, row.record),
        "column": table.columns[column],
        "stands": cell,
        "version": row.version,
        "fields": fields,
        "complaint": complaint,
    }
    return render(request, "desk/correct.html", context, status=422 if complaint else 200)


def _around(table: Table, key: int) -> dict[str, object]:
    return {"table": table, "key": key, "address": row_address(table, key)}


def _row(request: HttpRequest, table: str, key: int) -> tuple[Table, Any]:
    found = table_named(table)
    row = one_row(found, holder_in(request).reach(table, "correct"), str(key), today())
    if row is None:
        raise Http404
    return found, row


def _found(request: HttpRequest, number: int) -> Correction:
    found = request_for(holder_in(request), "see", number, today())
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Correction, complaint: str = "", status: int = 200) -> HttpResponse:
    answer = replace(ANSWER, value=request.POST.get(ANSWER.name, ""))
    context = request_page(found, holder_in(request), today(), language_of_page(), answer)
    return render(request, "desk/correction.html", {**context, "complaint": complaint}, status=status)


def _as_claimed(request: HttpRequest, number: int) -> None:
    answer = request.POST.get(ANSWER.name, "")
    correct(number, hand_of(request), assessor=assessor(), answer=answer)


def _otherwise(request: HttpRequest, number: int) -> None:
    answer, other = request.POST.get(ANSWER.name, ""), request.POST.get(VALUE, "")
    correct(number, hand_of(request), assessor=assessor(), answer=answer, other=other)


def _kept(request: HttpRequest, number: int) -> None:
    keep(number, hand_of(request), answer=request.POST.get(ANSWER.name, ""))


_DECISIONS: dict[str, Callable[[HttpRequest, int], None]] = {
    "correct": _as_claimed,
    "other": _otherwise,
    "keep": _kept,
}
"""What the buttons of a request do."""
