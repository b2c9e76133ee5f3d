"""Correcting one record: a version follows the one that stands; an act says before, after, and why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.models import Act
from jiyao.registry.actions.recording import RecordedLater, hold
from jiyao.registry.models import FOREVER, Record


class NoSuchRecord(Invalid):
    """No record has that number."""


class NoReason(Invalid):
    """A correction needs a reason."""


class NothingToCorrect(Conflict):
    """The record says that already."""


@transaction.atomic
def correct_record(
    *,
    model: type[Record],
    record: int,
    changes: Mapping[str, Any],
    at: datetime,
    by: str,
    reason: str,
    rests_on: Sequence[Act | int] = (),
) -> Record:
    """The version that stands from now on.

    changes    new values by column, such as `ends_on` or `organisation_id`
    rests_on   the acts by which it was decided
    raises     NoSuchRecord, NoReason, NothingToCorrect; RecordedLater where what stands is not older than the moment
    """
    if not reason.strip():
        raise NoReason("a correction needs a reason; say in a sentence why")
    hold(model)
    standing = model._default_manager.select_for_update().filter(record=record, superseded_at=FOREVER).first()
    if standing is None:
        raise NoSuchRecord(f"there is no record {record} in {model._meta.label}")
    if standing.recorded_at >= at:
        raise RecordedLater(
            f"record {record} was recorded at that moment or later; correct with a later moment"
        )
    before = {name: getattr(standing, name) for name in changes}
    if before == dict(changes):
        raise NothingToCorrect(f"record {record} says that already")
    _follow(standing, changes, at)
    append_act(
        kind="correct",
        actor=by,
        subject=f"{model._meta.model_name}:{record}",
        at=at,
        codes={"version": standing.version, "columns": ",".join(sorted(changes))},
        payload={"reason": reason, "before": _said(before), "after": _said(changes)},
        owner=getattr(standing, "person_id", None),
        rests_on=rests_on,
    )
    return standing


def _follow(standing: Record, changes: Mapping[str, Any], at: datetime) -> None:
    model = type(standing)
    model._default_manager.filter(pk=standing.pk).update(superseded_at=at)
    standing.pk = None
    standing._state.adding = True
    standing.version += 1
    standing.recorded_at, standing.superseded_at = at, FOREVER
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.save(force_insert=True)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON says them; what is sealed stays sealed."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.isoformat() if isinstance(value, date) else value
