"""Acts as they lie in the tables, read without trust: a byte changed by hand must be told, not stumble over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from jiyao.foundation.links import act_hash
from jiyao.foundation.models import SPREAD
from jiyao.foundation.queries.streaming import rows

COLUMNS = {
    "postgresql": (
        "number, kind, actor, subject, at, owner, codes::text, rests_on::text, "
        "payload_hash, manifest_hash, previous, hash"
    ),
    "sqlite": (
        "number, CAST(kind AS BLOB), CAST(actor AS BLOB), CAST(subject AS BLOB), CAST(at AS BLOB), owner, "
        "CAST(codes AS BLOB), CAST(rests_on AS BLOB), payload_hash, manifest_hash, previous, hash"
    ),
}


@dataclass(frozen=True)
class Row:
    """An act's row, with values as the driver gave them."""

    number: int
    kind: Any
    actor: Any
    subject: Any
    at: Any
    owner: Any
    codes: Any
    rests_on: Any
    payload_hash: bytes | None
    manifest_hash: bytes | None
    previous: bytes | None
    hash: bytes | None

    @property
    def chain(self) -> int:
        """The chain that its number names."""
        return self.number % SPREAD

    @property
    def position(self) -> int:
        """The position that its number names."""
        return self.number // SPREAD

    def hash_as(self, number: int) -> bytes | None:
        """The hash that its content would have under a number; None if it is no act's content."""
        try:
            return act_hash(
                number=number,
                kind=_text(self.kind),
                actor=_text(self.actor),
                subject=_text(self.subject),
                at=_moment(self.at),
                owner=self.owner,
                codes=json.loads(_text(self.codes)),
                rests_on=json.loads(_text(self.rests_on)),
                payload_hash=self.payload_hash,
                manifest_hash=self.manifest_hash,
                previous=self.previous,
            )
        except (ValueError, TypeError, AttributeError, OverflowError):
            return None

    def says(self) -> tuple[str, dict[str, str | int], list[tuple[int, str]]]:
        """Kind, codes and what it rests on, of a row whose hash is right."""
        bases = [(int(number), str(hashed)) for number, hashed in json.loads(_text(self.rests_on))]
        return _text(self.kind), json.loads(_text(self.codes)), bases


def acts_in_order() -> Iterator[Row]:
    """Every act, by number: chains side by side, each in its order."""
    for row in rows(f"SELECT {COLUMNS[connection.vendor]} FROM foundation_act ORDER BY number"):  # noqa: S608
        yield Row(*row[:8], *map(_bytes, row[8:]))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _bytes(value: Any) -> bytes | None:
    if value is None:
        return None
    return value.encode() if isinstance(value, str) else bytes(value)


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(_text(value)).replace(tzinfo=UTC)
