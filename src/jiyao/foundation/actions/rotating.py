"""Rotation: a new wrapping key, and every data key wrapped anew. What is sealed stays as it is."""

from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.keys import (
    add_wrapping_key,
    current_wrapping_key,
    data_key_place,
    open_data_key,
    open_wrapping_key,
)
from jiyao.foundation.models import DataKey, WrappingKey
from jiyao.foundation.naming import check_party
from jiyao.foundation.sealed import Bytes, seal

BATCH = 5_000


def rotate_keys(*, by: str, at: datetime, batch: int = BATCH) -> int:
    """How many data keys were wrapped anew. Cut short, it is taken up where it ended; readers do not notice."""
    check_party("actor", by)  # before anything is wrapped, not with the act at the end
    newest = _key_to_wrap_with()
    total = 0
    while wrapped := _rewrap_some(newest, batch):
        total += wrapped
    with transaction.atomic():
        total += _retire_all_before(newest, at)
        append_act(
            kind="rotate-keys", actor=by, subject=f"wrapping-key:{newest}", at=at, codes={"keys": total}
        )
    return total


def _key_to_wrap_with() -> int:
    """A new wrapping key; or, where a rotation was cut short, the one it had made."""
    with transaction.atomic():
        number, _ = current_wrapping_key()
        if WrappingKey.objects.filter(retired_at=None).count() > 1:
            return number
        add_wrapping_key(number + 1)
        return number + 1


def _retire_all_before(newest: int, at: datetime) -> int:
    """Data keys made in the meantime and wrapped anew here, before the old wrapping keys are wiped."""
    old = WrappingKey.objects.filter(retired_at=None, id__lt=newest)
    list(old.select_for_update())
    late = 0
    while wrapped := _rewrap_some(newest, BATCH):
        late += wrapped
    old.update(retired_at=at, wrapped=None)
    return late


def _rewrap_some(newest: int, batch: int) -> int:
    with transaction.atomic():
        rows = list(
            DataKey.objects.select_for_update(of=("self",))
            .filter(wrapping_key__lt=newest)
            .order_by("owner")
            .values_list("owner", "wrapped", "wrapping_key")[:batch]
        )
        keys = {
            key.id: open_wrapping_key(key.id, key.wrapped)
            for key in WrappingKey.objects.filter(retired_at=None)
        }
        _update(
            [(owner, _rewrapped(keys, newest, owner, wrapped, old)) for owner, wrapped, old in rows], newest
        )
    return len(rows)


def _rewrapped(keys: dict[int, AESGCM], newest: int, owner: int, wrapped: Bytes | None, old: int) -> bytes:
    return seal(keys[newest], open_data_key(keys[old], owner, wrapped), data_key_place(owner))


def _update(rows: list[tuple[int, bytes]], newest: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE foundation_datakey AS k SET wrapped = n.wrapped, wrapping_key_id = %s "
                "FROM unnest(%s::bigint[], %s::bytea[]) AS n(owner, wrapped) WHERE k.owner = n.owner",
                [newest, [owner for owner, _ in rows], [wrapped for _, wrapped in rows]],
            )
        else:
            cursor.executemany(
                "UPDATE foundation_datakey SET wrapped = %s, wrapping_key_id = %s WHERE owner = %s",
                [(wrapped, newest, owner) for owner, wrapped in rows],
            )
