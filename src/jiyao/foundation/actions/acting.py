"""Appending acts. An act is the audit entry: what cannot be appended did not happen, so both share a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.anchors import CHECKPOINT, checkpoint_codes, heads_now
from jiyao.foundation.chains import move_head, take_head
from jiyao.foundation.kinds import kind_named
from jiyao.foundation.links import Codes, act_hash, canonical, payload_hash
from jiyao.foundation.manifests import Line, Manifest, make_manifest
from jiyao.foundation.models import SPREAD, Act, ActBasis, ActManifest, ActPayload
from jiyao.foundation.naming import check_codes, check_moment, check_party

PAYLOAD = "act"
"""The field under which payloads are sealed."""


ACTS_A_CHECKPOINT = 256
"""Every so many acts of a chain, the heads of all chains are stated on one: a tail cut from another shows."""


class UnknownAct(Invalid):
    """An act is to rest on one that is not there."""


def append_act(
    *,
    kind: str,
    actor: str,
    subject: str,
    at: datetime,
    codes: Codes | None = None,
    payload: Mapping[str, Any] | None = None,
    owner: int | None = None,
    rests_on: Sequence[Act | int] = (),
) -> Act:
    """The act, chained. Call it as late as possible in the transaction: it holds a chain until the end.

    actor, subject   a kind and a number, such as account:12; names go into the payload
    codes            what may stand in the clear for ever
    payload          anything JSON can say; sealed under the key of owner, or of the installation
    raises           UndeclaredKind, NamesSomebody, UnknownAct; Erased where the owner's key is deleted
    """
    _check(kind=kind, actor=actor, subject=subject, at=at, codes=codes or {})
    with transaction.atomic():
        act = Act(kind=kind, actor=actor, subject=subject, at=at, owner=owner, codes=dict(codes or {}))
        return _append(act, _sealed(owner, payload), None, _bases(rests_on))


def append_bulk_act(
    *,
    kind: str,
    actor: str,
    subject: str,
    at: datetime,
    lines: Iterable[Line | tuple[int, int, str]],
    codes: Codes | None = None,
    payload: Mapping[str, Any] | None = None,
    rests_on: Sequence[Act | int] = (),
) -> Act:
    """One act for many records, with a manifest that names each. The code `rows` counts them.

    lines   record number, version, and a mark: a code or a keyed hash, never something personal
    """
    _check(kind=kind, actor=actor, subject=subject, at=at, codes=codes or {})
    manifest = make_manifest(lines)
    with transaction.atomic():
        act = Act(
            kind=kind, actor=actor, subject=subject, at=at, codes={**(codes or {}), "rows": manifest.lines}
        )
        return _append(act, _sealed(None, payload), manifest, _bases(rests_on))


def _check(*, kind: str, actor: str, subject: str, at: datetime, codes: Codes) -> None:
    kind_named(kind)
    check_party("actor", actor)
    check_party("subject", subject)
    check_moment(at)
    check_codes(codes)


def _sealed(owner: int | None, payload: Mapping[str, Any] | None) -> bytes | None:
    if payload is None:
        return None
    try:
        text = canonical(payload).decode()
    except (TypeError, ValueError) as error:
        raise Invalid(f"payload: JSON cannot say this ({error}); turn days and moments into texts") from None
    if owner is None:
        return house_keyring().seal(HOUSE, PAYLOAD, text)
    return keyring([owner]).seal(owner, PAYLOAD, text)


def _bases(rests_on: Sequence[Act | int]) -> list[Act]:
    numbers = [basis.number if isinstance(basis, Act) else basis for basis in rests_on]
    found = Act.objects.only("number", "hash").in_bulk(numbers)
    for number in numbers:
        if number not in found:
            raise UnknownAct(f"there is no act {number} to rest on")
    return [found[number] for number in sorted(set(numbers))]


def _append(act: Act, sealed: bytes | None, manifest: Manifest | None, bases: list[Act]) -> Act:
    act.rests_on = [[basis.number, bytes(basis.hash).hex()] for basis in bases]
    act.payload_hash = None if sealed is None else payload_hash(sealed)
    act.manifest_hash = None if manifest is None else manifest.hash
    _chain(act)
    if sealed is not None:
        ActPayload.objects.bulk_create([ActPayload(act=act, sealed=sealed)])
    if manifest is not None:
        parts = enumerate(manifest.parts)
        ActManifest.objects.bulk_create(
            [ActManifest(act=act, part=part, lines=lines) for part, lines in parts]
        )
    ActBasis.objects.bulk_create([ActBasis(act=act, basis=basis) for basis in bases])
    return act


def _chain(act: Act) -> None:
    head = take_head()
    act.number = (head.length + 1) * SPREAD + head.chain
    act.previous = head.hash
    act.hash = act_hash(
        number=act.number,
        kind=act.kind,
        actor=act.actor,
        subject=act.subject,
        at=act.at,
        owner=act.owner,
        codes=act.codes,
        rests_on=act.rests_on,
        payload_hash=act.payload_hash,
        manifest_hash=act.manifest_hash,
        previous=act.previous,
    )
    act.save(force_insert=True)
    move_head(head, length=head.length + 1, last=act.hash)
    if act.position % ACTS_A_CHECKPOINT == 0 and act.kind != CHECKPOINT:
        append_act(
            kind=CHECKPOINT, actor="system", subject="chains", at=act.at, codes=checkpoint_codes(heads_now())
        )
