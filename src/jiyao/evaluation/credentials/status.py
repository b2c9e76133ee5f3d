"""Which certificates no longer stand: one bit each, in a list so long and so mixed that asking for it tells nothing."""

import gzip
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random

from jiyao.base.errors import Conflict
from jiyao.evaluation.credentials.answers import malformed
from jiyao.evaluation.credentials.encoding import from_multibase, in_base64
from jiyao.evaluation.credentials.moments import as_text
from jiyao.evaluation.credentials.pinned import CREDENTIALS
from jiyao.evaluation.credentials.reading import Json

SHORTEST = 131_072
"""Bits of the shortest list that the standard allows."""
LONGEST_BYTES = 2 * 1024 * 1024
FULLEST = 0.5
"""A list is full once half its places are given: until then chance finds a free one at once."""


class Purpose(StrEnum):
    """What a set bit means.

    REVOCATION   it does not stand: it was revoked, or is suspended. Whoever reads no other list refuses both
    SUSPENSION   it is suspended, and may stand again
    """

    REVOCATION = "revocation"
    SUSPENSION = "suspension"


class ListFull(Conflict):
    """No place is left in a list."""


@dataclass(frozen=True)
class StatusBits:
    """The bits of one list. The first is the highest bit of the first byte."""

    content: bytes

    @classmethod
    def empty(cls) -> "StatusBits":
        """A list in which nothing is set."""
        return cls(bytes(SHORTEST // 8))

    @property
    def length(self) -> int:
        """How many bits there are."""
        return len(self.content) * 8

    def is_set(self, index: int) -> bool:
        """Whether the bit is set.

        raises   IndexError outside the list
        """
        if not 0 <= index < self.length:
            raise IndexError(index)
        return bool(self.content[index // 8] & (0x80 >> index % 8))

    def with_set(self, index: int) -> "StatusBits":
        """The list with that bit set."""
        return self._changed(index, self.content[index // 8] | (0x80 >> index % 8))

    def with_cleared(self, index: int) -> "StatusBits":
        """The list with that bit cleared: a suspension has ended."""
        return self._changed(index, self.content[index // 8] & ~(0x80 >> index % 8))

    def _changed(self, index: int, byte: int) -> "StatusBits":
        changed = bytearray(self.content)
        changed[index // 8] = byte
        return StatusBits(bytes(changed))

    def encoded(self) -> str:
        """The list as it travels: packed by gzip, the same bytes for the same bits, in base 64."""
        return in_base64(gzip.compress(self.content, mtime=0))


def decoded(text: str) -> StatusBits:
    """The bits of a list that travelled.

    raises   NotValid(malformed): not such text, too short, or unpacking without end
    """
    try:
        content = _unpacked(from_multibase(text))
    except (ValueError, zlib.error) as error:
        raise malformed(f"`encodedList` cannot be read: {error}", zh="“encodedList”无法读取") from None
    if len(content) * 8 < SHORTEST:
        raise malformed(
            f"`encodedList` has fewer than {SHORTEST:,} bits", zh=f"“encodedList”少于 {SHORTEST:,} 位"
        )
    return StatusBits(content)


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    content = unpacking.decompress(packed, LONGEST_BYTES)
    if unpacking.unconsumed_tail or not unpacking.eof or unpacking.unused_data:
        raise ValueError(f"more than {LONGEST_BYTES:,} bytes, or cut off")
    return content


def free_place(taken: Collection[int], length: int, chance: Random) -> int:
    """A place in the list that nobody has, drawn by chance: it tells neither order nor number.

    raises   ListFull once half the places are given; begin another list
    """
    if len(taken) >= length * FULLEST:
        raise ListFull(
            f"{len(taken):,} of {length:,} places are given; begin another list", zh="状态列表已满，请另建"
        )
    while True:
        place = chance.randrange(length)
        if place not in taken:
            return place


def status_entry(list_address: str, index: int, suspensions: str | None = None) -> Json:
    """What a credential says of where its status stands: in one place, since Open Badges 3.0 knows one.

    suspensions   the address of the list in which the same place tells that it is only suspended
    """
    entry = {
        "id": f"{list_address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": Purpose.REVOCATION.value,
        "statusListIndex": str(index),
        "statusListCredential": list_address,
    }
    return entry if suspensions is None else {**entry, "statusReference": suspensions}


def status_list_credential(
    bits: StatusBits, *, address: str, issuer_id: str, purpose: Purpose, from_at: datetime, until_at: datetime
) -> Json:
    """The list as a credential to be signed by the body; it says until when it may be relied on."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id,
        "validFrom": as_text(from_at),
        "validUntil": as_text(until_at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": bits.encoded(),
        },
    }
