"""Requests to correct a record, as somebody may see them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from jiyao.casework.models import CaseState, Correction
from jiyao.casework.queries.cases import case_for
from jiyao.casework.tables import CASES, CORRECTIONS
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.queries.reaching import rows_in_reach

SHOWN = 50
"""How many requests of a record or a person are shown, the last first."""
DUTY = "review"
"""The duty of cases with which requests are decided."""


def request_for(holder: Holder, verb: str, number: int, on: date) -> Correction | None:
    """The request of that number, if this holder may do that with it."""
    found: Correction | None = one_row(CORRECTIONS, holder.reach(CORRECTIONS.name, verb), str(number), on)
    return found


def may_decide(request: Correction, holder: Holder, on: date) -> bool:
    """Whether this holder decides the request now: not what they asked for, or what is about them."""
    account = holder.account
    if account is None or request.case.state != CaseState.ACCEPTED or account.pk == request.asked_by_id:
        return False
    is_about = request.person_id is not None and request.person_id == account.person_id
    return not is_about and case_for(holder, request.case_id, on, DUTY) is not None


def open_requests(holder: Holder, on: date) -> QuerySet[Correction]:
    """The open requests that this holder sees, the oldest first."""
    return _oldest_first(_seen(holder, on))


def requests_to_decide(holder: Holder, on: date) -> QuerySet[Correction]:
    """The open requests that it is this holder's duty to decide, the oldest first."""
    cases = rows_in_reach(CASES, holder.reach(CASES.name, DUTY), on)
    return _oldest_first(Correction.objects.filter(case__in=cases))


def requests_about(holder: Holder, table: str, record: int, on: date) -> Sequence[Correction]:
    """The requests about one record, the last first."""
    return _last_first(_seen(holder, on).filter(table=table, record=record))


def requests_of(person: int) -> Sequence[Correction]:
    """The requests about a person's records, the last first."""
    return _last_first(Correction.objects.filter(case__person=person))


def _seen(holder: Holder, on: date) -> QuerySet[Correction]:
    return rows_in_reach(CORRECTIONS, holder.reach(CORRECTIONS.name, "see"), on)


def _oldest_first(rows: QuerySet[Correction]) -> QuerySet[Correction]:
    return rows.filter(case__state=CaseState.ACCEPTED).order_by("case__opened_at", "pk")


def _last_first(rows: QuerySet[Correction]) -> Sequence[Correction]:
    return list(rows.order_by("-case__opened_at", "-pk")[:SHOWN])
