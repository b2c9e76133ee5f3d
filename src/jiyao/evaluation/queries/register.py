"""What the register says of certificates, for whoever verifies them: one statement, planned once a connection.

A model's query is built anew each time it is asked, which takes twenty times as long as the database does.
"""

import json
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from jiyao.foundation.actions.keys import KeptKey
from jiyao.foundation.queries.planned import planned_rows
from jiyao.foundation.sealed import Bytes
from jiyao.registry.models import FOREVER
from jiyao.registry.queries.standing import as_kept

SELECT = """
SELECT h.certificate_number, h.person_id, h.certificate_kind, h.occupation, h.work_type, h.level,
  h.issued_on, h.revoked_on,
  (SELECT p.name_sealed FROM registry_personversion p WHERE p.record = h.person_id AND p.superseded_at = {forever}),
  (SELECT n.name FROM registry_organisationversion n WHERE n.record = h.issuer_id AND n.superseded_at = {forever}),
  (SELECT o.zh FROM registry_occupation o WHERE o.code = h.occupation),
  l.zh, l.en, i.id, i.standing, k.owner, k.wrapped, k.wrapping_key_id, w.wrapped
FROM registry_heldcertificate h
LEFT JOIN registry_level l ON l.code = h.level
LEFT JOIN evaluation_issuedcertificate i ON i.record = h.record
LEFT JOIN foundation_datakey k ON k.owner = h.person_id
LEFT JOIN foundation_wrappingkey w ON w.id = k.wrapping_key_id
WHERE h.superseded_at = {forever} AND {found}
ORDER BY h.recorded_at DESC, h.id
"""
"""The day on which versions end stands in it as a constant: only so is the index of those that stand used."""
OF_RECORD = "h.record = %s"
ALONE = "h.certificate_number = %s"
"""Of a list PostgreSQL cannot tell how long it is; it would plan anew each time rather than keep such a plan."""
AMONG: dict[str, tuple[str, Callable[[list[str]], Any]]] = {
    "postgresql": ("h.certificate_number = ANY(%s::text[])", list),
    "sqlite": ("h.certificate_number IN (SELECT value FROM json_each(%s))", json.dumps),
}


class Registered(NamedTuple):
    """A certificate that stands in the register, with all that is told of it, and the key of its holder.

    issued   number of what a body here issued; none where others reported it
    """

    number: str
    person: int
    kind: str | None
    occupation: str | None
    work_type: str | None
    level: str | None
    issued_on: date | None
    revoked_on: date | None
    name_sealed: Bytes | None
    issuer: str | None
    occupation_zh: str | None
    level_zh: str | None
    level_en: str | None
    issued: int | None
    standing: str | None
    key: KeptKey | None


def registered(numbers: Collection[str]) -> list[Registered]:
    """The certificates of these numbers, the last recorded first; one query for however many."""
    if len(numbers) == 1:
        return _read(ALONE, [*numbers])
    found, given = AMONG[connection.vendor]
    return _read(found, [given(sorted(numbers))])


def registered_record(record: int) -> Registered | None:
    """The certificate of a record."""
    return next(iter(_read(OF_RECORD, [record])), None)


def _read(found: str, values: Sequence[Any]) -> list[Registered]:
    return [_made(row) for row in planned_rows(_statement(connection.vendor, found), values)]


@cache
def _statement(vendor: str, found: str) -> str:
    return SELECT.format(forever=f"'{as_kept(FOREVER)}'", found=found)


def _made(row: tuple[Any, ...]) -> Registered:
    *said, owner, wrapped, number, wrapping = row
    said[6], said[7] = _day(said[6]), _day(said[7])
    return Registered._make([*said, None if owner is None else (owner, wrapped, number, wrapping)])


def _day(kept: Any) -> date | None:
    """A day as a database gives it: SQLite keeps text."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
