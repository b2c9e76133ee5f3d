"""QR codes for many addresses that begin alike, each in microseconds.

The modules of a QR code of one version and mask are an affine function of its bits: error correction is linear. So the
code of an address is that of its beginning, changed (xor) by what each bit of the end changes; tests ask segno.
"""

from functools import cache

import segno

BITS = 7
"""Of a character of an address: it is ASCII."""
MASK = 3


class Alike:
    """The codes of addresses with one beginning and an end of so many characters."""

    def __init__(self, beginning: str, length: int) -> None:
        self.beginning, self.length = beginning, length
        self.base, self.side = _modules(beginning.encode("ascii") + bytes(length))
        self.changes = [[self._change(place, 1 << bit) for bit in range(BITS)] for place in range(length)]

    def _change(self, place: int, byte: int) -> int:
        end = bytearray(self.length)
        end[place] = byte
        return _modules(self.beginning.encode("ascii") + bytes(end))[0] ^ self.base

    def eights(self, end: str) -> bytes:
        """The modules of the code, row after row, a bit each, set for a dark one; filled up with unset ones.

        raises   ValueError for an end of another length
        """
        if len(end) != self.length or not end.isascii():
            raise ValueError(end)
        found = self.base
        for changes, sign in zip(self.changes, end.encode("ascii"), strict=True):
            for bit in range(BITS):
                if sign >> bit & 1:
                    found ^= changes[bit]
        modules = self.side * self.side
        return (found << -modules % 8).to_bytes((modules + 7) // 8, "big")


@cache
def alike(beginning: str, length: int) -> Alike:
    """The codes of addresses that begin so, prepared once a process."""
    return Alike(beginning, length)


def _modules(content: bytes) -> tuple[int, int]:
    made = segno.make(content, error="m", micro=False, mask=MASK, boost_error=False, mode="byte")
    rows = ["".join("1" if module else "0" for module in row) for row in made.matrix]
    return int("".join(rows), 2), len(rows)
