"""The manifest of a bulk act: which records in which version, one line each."""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from jiyao.base.errors import Invalid

LINES = re.compile(rb"(?:-?\d+ \d+ [!-~]*\n)*")
LINES_A_PART = 50_000
FASTEST = 1


class BadMark(Invalid):
    """A mark is something else than a code."""


class Line(NamedTuple):
    """A record that a bulk act wrote. `mark`: a code or a keyed hash; never something personal."""

    record: int
    version: int
    mark: str = ""


@dataclass(frozen=True)
class Manifest:
    """A finished manifest: its compressed parts, the hash of all lines, and how many there are."""

    parts: list[bytes]
    hash: bytes
    lines: int


def make_manifest(lines: Iterable[Line | tuple[int, int, str]]) -> Manifest:
    """The manifest of these lines, in their order."""
    digest, parts, count = sha256(), [], 0
    left = iter(lines)
    while some := list(islice(left, LINES_A_PART)):
        text = "".join([f"{record} {version} {mark}\n" for record, version, mark in some]).encode()
        if text.count(b"\n") != len(some) or not LINES.fullmatch(text):
            raise BadMark(
                "a line of a manifest is no record, version and code; put words and names in the payload"
            )
        digest.update(text)
        parts.append(zlib.compress(text, FASTEST))
        count += len(some)
    return Manifest(parts, digest.digest(), count)


def manifest_hash(parts: Iterable[bytes]) -> bytes:
    """The hash of all lines of a manifest. Fails with zlib.error if a part is damaged."""
    digest = sha256()
    for part in parts:
        digest.update(zlib.decompress(part))
    return digest.digest()


def manifest_lines(parts: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a manifest."""
    for part in parts:
        for line in zlib.decompress(part).decode().splitlines():
            record, version, mark = line.split(" ", 2)
            yield Line(int(record), int(version), mark)
