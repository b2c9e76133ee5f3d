"""Whether the record of acts is whole: every chain, payload and manifest, and the first place where one is not."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jiyao.foundation.anchors import CHECKPOINT, Head, heads_of_checkpoint
from jiyao.foundation.links import START, payload_hash
from jiyao.foundation.manifests import manifest_hash
from jiyao.foundation.models import CHAINS, SPREAD, Act, ActChain
from jiyao.foundation.queries.reading import Row, acts_in_order
from jiyao.foundation.queries.streaming import one_snapshot, rows

CLAIMS_AT_ONCE = 10_000


class Wrong(StrEnum):
    """What can be wrong with a place in a chain."""

    ALTERED = "altered"
    REWRITTEN = "rewritten"
    REORDERED = "reordered"
    MISSING = "missing"
    PAYLOAD_ALTERED = "payload_altered"
    PAYLOAD_MISSING = "payload_missing"
    PAYLOAD_STRAY = "payload_stray"
    MANIFEST_ALTERED = "manifest_altered"
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_STRAY = "manifest_stray"
    BASIS_ALTERED = "basis_altered"
    TAIL_CUT = "tail_cut"
    PAST_HEAD = "past_head"
    HEAD_ALTERED = "head_altered"
    HEAD_MISSING = "head_missing"
    NOT_AS_CHECKPOINT = "not_as_checkpoint"
    NOT_AS_ANCHOR = "not_as_anchor"


STRAYS = frozenset({Wrong.PAYLOAD_STRAY, Wrong.MANIFEST_STRAY, Wrong.BASIS_ALTERED})
"""What a missing act leaves behind: told only where nothing more telling is wrong."""


@dataclass(frozen=True)
class Finding:
    """The first thing wrong on a chain. `other`: another number that explains it."""

    chain: int
    position: int
    wrong: Wrong
    other: int | None = None

    @property
    def act(self) -> int:
        """The number of the act that stands, or should stand, there."""
        return self.position * SPREAD + self.chain


@dataclass
class Verification:
    """What was read, and what is wrong: at most one finding a chain, the first."""

    acts: int = 0
    payloads: int = 0
    manifests: int = 0
    checkpoints: int = 0
    findings: dict[int, Finding] = field(default_factory=dict)

    def add(self, chain: int, position: int, wrong: Wrong, other: int | None = None) -> None:
        """Keeps what is wrong, unless the chain is known to be wrong further up."""
        known = self.findings.get(chain)
        if known is None or (position, wrong in STRAYS) < (known.position, known.wrong in STRAYS):
            self.findings[chain] = Finding(chain, position, wrong, other)

    def in_order(self) -> list[Finding]:
        """The findings, chain by chain."""
        return [self.findings[chain] for chain in sorted(self.findings)]


def verify_acts(anchor: Iterable[Head] = ()) -> Verification:
    """Everything kept of acts, checked in one snapshot, in a stream. `anchor`: heads kept elsewhere."""
    found = Verification()
    with one_snapshot():
        reached = _verify_rows(found)
        _verify_heads(found, reached)
        _verify_claims(found, [(head, Wrong.NOT_AS_ANCHOR, None) for head in anchor])
    return found


def _verify_rows(found: Verification) -> dict[int, Head]:
    reached = {chain: Head(chain, 0, START) for chain in range(CHAINS)}
    beside = _Beside(found)
    claims: list[_Claim] = []
    for row in acts_in_order():
        found.acts += 1
        last = reached.get(row.chain, Head(row.chain, 0, START))
        _verify_link(found, row, last)
        beside.verify(row)
        if row.chain not in found.findings:
            claims += _claims_of(found, row)
        reached[row.chain] = Head(row.chain, row.position, row.hash or b"")
        if len(claims) >= CLAIMS_AT_ONCE:
            _verify_claims(found, claims)
            claims = []
    beside.verify_rest()
    _verify_claims(found, claims)
    return reached


def _verify_link(found: Verification, row: Row, last: Head) -> None:
    if row.chain in found.findings:
        return
    if row.position != last.length + 1:
        found.add(row.chain, last.length + 1, Wrong.MISSING, row.position - 1)
    elif row.hash_as(row.number) != row.hash:
        place = _place_of(row)
        wrong = Wrong.ALTERED if place is None else Wrong.REORDERED
        found.add(row.chain, row.position, wrong, place)
    elif row.previous != last.hash:
        if row.position == 1:
            found.add(row.chain, 1, Wrong.REWRITTEN)
        else:
            found.add(row.chain, row.position - 1, Wrong.REWRITTEN, row.number)


def _place_of(row: Row) -> int | None:
    """The number under which a row's hash is right: where it belongs."""
    before = Act.objects.filter(hash=row.previous or b"").values_list("number", flat=True)
    places = [number + SPREAD for number in before] or [SPREAD + chain for chain in range(CHAINS)]
    return next((place for place in places if row.hash_as(place) == row.hash), None)


def _claims_of(found: Verification, row: Row) -> list["_Claim"]:
    kind, codes, _ = row.says()
    if kind != CHECKPOINT:
        return []
    found.checkpoints += 1
    return [(head, Wrong.NOT_AS_CHECKPOINT, row.number) for head in heads_of_checkpoint(codes)]


_Claim = tuple[Head, Wrong, int | None]


def _verify_claims(found: Verification, claims: list[_Claim]) -> None:
    """That chains had the heads which checkpoints, or an anchor, say they had."""
    numbers = {head.number for head, *_ in claims}
    hashes = dict(Act.objects.filter(number__in=numbers).values_list("number", "hash"))
    for head, wrong, source in claims:
        if bytes(hashes.get(head.number, b"")) != head.hash:
            found.add(head.chain, head.length, wrong, source)


def _verify_heads(found: Verification, reached: dict[int, Head]) -> None:
    heads = {head.chain: head for head in ActChain.objects.all()}
    for chain, last in sorted(reached.items()):
        head = heads.get(chain)
        if head is None:
            found.add(chain, last.length, Wrong.HEAD_MISSING)
        elif head.length > last.length:
            found.add(chain, last.length + 1, Wrong.TAIL_CUT, head.length)
        elif head.length < last.length:
            found.add(chain, head.length + 1, Wrong.PAST_HEAD, last.length)
        elif bytes(head.hash) != last.hash:
            found.add(chain, last.length, Wrong.HEAD_ALTERED)


class _Beside:
    """What lies beside acts, read along with them."""

    def __init__(self, found: Verification) -> None:
        self.found = found
        self.payloads = _Along(rows("SELECT act_id, sealed FROM foundation_actpayload ORDER BY act_id"))
        self.manifests = _Along(
            rows("SELECT act_id, part, lines FROM foundation_actmanifest ORDER BY act_id, part")
        )
        self.bases = _Along(
            rows("SELECT act_id, basis_id FROM foundation_actbasis ORDER BY act_id, basis_id")
        )

    def verify(self, row: Row) -> None:
        """Finds what of a row's payload, manifest and bases is not as the row says."""
        sealed = [bytes(content) for _, content in self.payloads.of(row.number)]
        parts = [bytes(lines) for _, _, lines in self.manifests.of(row.number)]
        bases = [basis for _, basis in self.bases.of(row.number)]
        self.found.payloads += len(sealed)
        self.found.manifests += bool(parts)
        self._verify_strays()
        if row.chain in self.found.findings:
            return
        for wrong in (
            _wrong_payload(row, sealed),
            _wrong_manifest(row, parts),
            None if [number for number, _ in row.says()[2]] == bases else Wrong.BASIS_ALTERED,
        ):
            if wrong is not None:
                self.found.add(row.chain, row.position, wrong)

    def verify_rest(self) -> None:
        """Finds what lies after the last act and belongs to none."""
        for along in (self.payloads, self.manifests, self.bases):
            along.of(None)
        self._verify_strays()

    def _verify_strays(self) -> None:
        for along, wrong in (
            (self.payloads, Wrong.PAYLOAD_STRAY),
            (self.manifests, Wrong.MANIFEST_STRAY),
            (self.bases, Wrong.BASIS_ALTERED),
        ):
            for number in along.strays:
                self.found.add(number % SPREAD, number // SPREAD, wrong)
            along.strays.clear()


class _Along:
    """Rows that belong to acts, in the order of acts. `strays`: acts that are named and are not there."""

    def __init__(self, source: Iterator[tuple[Any, ...]]) -> None:
        self.source = source
        self.next = next(source, None)
        self.strays: list[int] = []

    def of(self, act: int | None) -> list[tuple[Any, ...]]:
        """The rows of an act, those before it being strays; with None, the rest is stray."""
        found = []
        while self.next is not None and (act is None or self.next[0] <= act):
            if self.next[0] == act:
                found.append(self.next)
            else:
                self.strays.append(self.next[0])
            self.next = next(self.source, None)
        return found


def _wrong_payload(row: Row, sealed: list[bytes]) -> Wrong | None:
    if row.payload_hash is None:
        return Wrong.PAYLOAD_STRAY if sealed else None
    if not sealed:
        return Wrong.PAYLOAD_MISSING
    return None if payload_hash(sealed[0]) == row.payload_hash else Wrong.PAYLOAD_ALTERED


def _wrong_manifest(row: Row, parts: list[bytes]) -> Wrong | None:
    if row.manifest_hash is None:
        return Wrong.MANIFEST_STRAY if parts else None
    if not parts and manifest_hash([]) != row.manifest_hash:
        return Wrong.MANIFEST_MISSING
    try:
        return None if manifest_hash(parts) == row.manifest_hash else Wrong.MANIFEST_ALTERED
    except zlib.error:
        return Wrong.MANIFEST_ALTERED
