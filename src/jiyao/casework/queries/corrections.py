"""Requests to correct a record, as somebody may see them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from jiyao.casework.models import CorrectionRequest, State
from jiyao.casework.tables import CORRECTIONS
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.listing import one_row
from jiyao.registry.queries.reaching import rows_in_reach

SHOWN = 50
"""How many requests of a record or a person are shown, the last first."""


def requests_for(holder: Holder, verb: str, on: date) -> QuerySet[CorrectionRequest]:
    """The requests with which this holder may do that."""
    return rows_in_reach(CORRECTIONS, holder.reach(CORRECTIONS.name, verb), on)


def request_for(holder: Holder, verb: str, number: int, on: date) -> CorrectionRequest | None:
    """The request of that number, if this holder may do that with it."""
    found: CorrectionRequest | None = one_row(
        CORRECTIONS, holder.reach(CORRECTIONS.name, verb), str(number), on
    )
    return found


def open_requests(holder: Holder, verb: str, on: date) -> QuerySet[CorrectionRequest]:
    """Of these requests the open ones, the oldest first."""
    return requests_for(holder, verb, on).filter(state=State.OPEN).order_by("asked_at", "pk")


def requests_about(holder: Holder, table: str, record: int, on: date) -> Sequence[CorrectionRequest]:
    """The requests about one record, the last first."""
    found = requests_for(holder, "see", on).filter(table=table, record=record)
    return list(found.order_by("-asked_at", "-pk")[:SHOWN])


def requests_of(person: int) -> Sequence[CorrectionRequest]:
    """The requests about a person's records, the last first."""
    found = CorrectionRequest.objects.filter(person=person).order_by("-asked_at", "-pk")
    return list(found[:SHOWN])
