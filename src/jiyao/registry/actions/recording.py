"""Recording: the one way in which records enter. A version that stands is never changed, only followed by another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import connection, transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.registry.actions.versions import Batch
from jiyao.registry.models import Record

Row = Mapping[str, object]
"""A row by column (`person_id`, `starts_on`); `reference` is always given, `record` where its number is known."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many rows were new, came with other content than stood, and stood already."""

    new: int = 0
    corrected: int = 0
    unchanged: int = 0

    def __add__(self, other: "Recorded") -> "Recorded":
        return Recorded(
            self.new + other.new, self.corrected + other.corrected, self.unchanged + other.unchanged
        )


class ReferenceTwice(Invalid):
    """One batch says two things of one record."""


class RecordedLater(Conflict):
    """What stands was recorded after the moment of this batch."""


@transaction.atomic
def record_rows(*, model: type[Record], rows: Iterable[Row], at: datetime, by: str, source: str) -> Recorded:
    """How the rows were taken. By reference: a new one begins a record, other content becomes its next version.

    rows     all with the same columns. A column that is not given keeps what stands
    at       the moment of recording; later than what it corrects
    by       who records: an account, or a program
    source   where the rows come from, such as a file's name and hash
    raises   ReferenceTwice, RecordedLater

    What changes is one act with a manifest; where nothing changes there is none.
    """
    remaining = iter(rows)
    first = next(remaining, None)
    if first is None:
        return Recorded()
    with connection.cursor() as cursor:
        hold(model)
        batch = Batch(cursor, model, list(first))
        count = batch.load(chain([first], remaining))
        _refuse_twice(batch)
        batch.split()
        _refuse_later(batch, at)
        batch.supersede(at)
        corrected, new = batch.follow(at), batch.begin(at)
        batch.drop()
    if corrected or new:
        append_bulk_act(
            kind="record",
            actor=by,
            subject=f"table:{model._meta.label_lower}",
            at=at,
            lines=((record, version, "") for record, version in chain(corrected, new)),
            codes={"new": len(new), "corrected": len(corrected)},
            payload={"source": source},
        )
    return Recorded(len(new), len(corrected), count - len(new) - len(corrected))


def hold(model: type[Record]) -> None:
    """Lets one batch at a time into a table: what two say of one record must follow each other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])


def _refuse_twice(batch: Batch) -> None:
    reference = batch.twice()
    if reference is not None:
        raise ReferenceTwice(f"reference {reference} stands twice among the rows; give each record once")


def _refuse_later(batch: Batch, at: datetime) -> None:
    reference = batch.recorded_later(at)
    if reference is not None:
        raise RecordedLater(
            f"reference {reference} was recorded at {at:%Y-%m-%d %H:%M:%S} or later; record with a later moment"
        )
