"""What an act's hash covers, as bytes. Changing anything here breaks every chain that stands."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from jiyao.foundation.sealed import Bytes

Codes = Mapping[str, str | int]

START = bytes(32)
"""The hash before the first act of a chain."""


def canonical(content: object) -> bytes:
    """The one way to write this content as JSON."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def act_hash(
    *,
    number: int,
    kind: str,
    actor: str,
    subject: str,
    at: datetime,
    owner: int | None,
    codes: Codes,
    rests_on: Sequence[Sequence[int | str]],
    payload_hash: Bytes | None,
    manifest_hash: Bytes | None,
    previous: Bytes | None,
) -> bytes:
    """The hash of an act: of everything in its row, and of the act before it."""
    return sha256(
        canonical(
            {
                "number": number,
                "kind": kind,
                "actor": actor,
                "subject": subject,
                "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "owner": owner,
                "codes": codes,
                "rests_on": rests_on,
                "payload_hash": _hex(payload_hash),
                "manifest_hash": _hex(manifest_hash),
                "previous": _hex(previous),
            }
        )
    ).digest()


def payload_hash(sealed: Bytes) -> bytes:
    """The hash of a sealed payload. Key and nonce salt it: without the key it says nothing of the content."""
    return sha256(sealed).digest()


def _hex(content: Bytes | None) -> str | None:
    return None if content is None else bytes(content).hex()
