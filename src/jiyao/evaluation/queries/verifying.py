"""核验: whether a certificate stands, asked with number and name, or by the code of its paper. Five answers.

Who asks with a wrong name is told the same as with a number that there is not, and it takes the same: nobody learns
which numbers there are. Two queries answer for one and for hundreds.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from hmac import compare_digest
from os import urandom
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import F, OuterRef, QuerySet, Subquery

from jiyao.evaluation.models import CertificatePaper, CertificateStep, IssuedCertificate, Standing
from jiyao.foundation.actions.keys import HOUSE, keyring
from jiyao.foundation.actions.texts import text_left
from jiyao.foundation.masking import mask_name
from jiyao.foundation.sealed import KEY_BYTES, Keyring
from jiyao.registry.models import (
    FOREVER,
    HeldCertificate,
    Level,
    Occupation,
    OrganisationVersion,
    PersonVersion,
)

LONGEST = 64
"""Characters of a number or a name that are looked at."""
DECOY = "verification-decoy"
BETWEEN = re.compile(r"[\s·•.]+")


class Answer(StrEnum):
    """What is said of a certificate."""

    VALID = "valid"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    SUSPENDED = "suspended"
    NOT_HERE = "not-here"


@dataclass(frozen=True, slots=True)
class Asked:
    """A certificate as somebody asks about it."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What is said, and of a certificate that is here what it says; of one that is not, nothing.

    holder         masked
    level          as records write it; words in both languages where the level is known
    since, why     of what does not stand: from which day, and the reason, where they are known
    issued_here    whether a body here issued it; else it is told as others reported it
    """

    answer: Answer
    number: str = ""
    holder: str = ""
    kind: str = ""
    occupation: str = ""
    work_type: str = ""
    level: str = ""
    level_zh: str = ""
    level_en: str = ""
    issued_on: date | None = None
    issuer: str = ""
    since: date | None = None
    why: str = ""
    issued_here: bool = False


NOT_HERE = Verified(Answer.NOT_HERE)


def verified(asked: Sequence[Asked], on: date) -> list[Verified]:
    """What is said of each, in its order. Together they take two queries, and more only for what does not stand."""
    numbers = [_plain_number(one.number) for one in asked]
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(HeldCertificate.objects.filter(certificate_number__in=set(numbers))):
        rows[row.certificate_number or ""].append(row)
    keys = keyring({HOUSE, *(row.person_id for found in rows.values() for row in found)})
    return [
        _one(rows.get(number, ()), one.name, keys, on) for number, one in zip(numbers, asked, strict=True)
    ]


def verified_by_code(code: str, on: date) -> Verified:
    """What is said of the certificate whose paper has this code; a paper of before a correction is superseded."""
    paper = CertificatePaper.objects.filter(code=code[:LONGEST]).select_related("certificate").first()
    if paper is None:
        return NOT_HERE
    row: Any = _rows(HeldCertificate.objects.filter(record=paper.certificate.record)).first()
    if row is None:
        return NOT_HERE
    keys = keyring([row.person_id])
    if row.person_id in keys.erased:
        return NOT_HERE
    name = keys.unseal(row.person_id, "name_sealed", row.name_sealed) if row.name_sealed else ""
    said = _said(row, name, on)
    if said.answer is Answer.REVOKED:
        return said
    later = CertificatePaper.objects.filter(certificate=paper.certificate, version__gt=paper.version)
    first = later.order_by("version").first()
    return said if first is None else _superseded(said, paper.certificate, first)


def _superseded(said: Verified, certificate: IssuedCertificate, paper: CertificatePaper) -> Verified:
    step = CertificateStep.objects.filter(
        certificate=certificate, step="corrected", version=paper.version
    ).first()
    return _changed(said, Answer.SUPERSEDED, since=None if step is None else step.on)


def _rows(found: QuerySet[HeldCertificate]) -> QuerySet[HeldCertificate]:
    """Certificates that stand in the register, each with all that is told of it."""
    person = PersonVersion.objects.filter(record=OuterRef("person"), superseded_at=FOREVER)
    issuer = OrganisationVersion.objects.filter(record=OuterRef("issuer"), superseded_at=FOREVER)
    level = Level.objects.filter(code=OuterRef("level"))
    issued = IssuedCertificate.objects.filter(record=OuterRef("record"))
    return (
        found.filter(superseded_at=FOREVER)
        .annotate(
            name_sealed=Subquery(person.values("name_sealed")[:1]),
            issuer_name=Subquery(issuer.values("name")[:1]),
            occupation_name=Subquery(Occupation.objects.filter(code=OuterRef("occupation")).values("zh")[:1]),
            level_zh=Subquery(level.values("zh")[:1]),
            level_en=Subquery(level.values("en")[:1]),
            standing=Subquery(issued.values("standing")[:1]),
            issued=Subquery(issued.values("pk")[:1]),
        )
        .order_by(F("recorded_at").desc(), "pk")
    )


def _one(rows: Iterable[Any], name: str, keys: Keyring, on: date) -> Verified:
    """What is said of the first of these certificates whose holder has that name."""
    wanted, found = _plain_name(name), None
    for row in list(rows) or [None]:
        held = _name_of(row, keys)
        if compare_digest(_plain_name(held).encode(), wanted.encode()) and row is not None and wanted:
            found = found or _said(row, held, on)
    return found or NOT_HERE


def _name_of(row: Any, keys: Keyring) -> str:
    """The name of the holder; where there is none a name is opened all the same, so that it takes as long."""
    if row is None or row.name_sealed is None or row.person_id in keys.erased:
        decoy, sealed = _decoy()
        return decoy.unseal(HOUSE, DECOY, sealed)
    return keys.unseal(row.person_id, "name_sealed", row.name_sealed)


@cache
def _decoy() -> tuple[Keyring, bytes]:
    """A name that nobody has, sealed under a key of this process alone."""
    keys = Keyring({HOUSE: AESGCM(urandom(KEY_BYTES))})
    return keys, keys.seal(HOUSE, DECOY, "—")


def _said(row: Any, name: str, on: date) -> Verified:
    said = Verified(
        Answer.VALID,
        number=row.certificate_number or "",
        holder=mask_name(name),
        kind=row.certificate_kind or "",
        occupation=row.occupation_name or row.occupation or "",
        work_type="" if row.work_type in (None, "none") else row.work_type,
        level=row.level or "",
        level_zh=row.level_zh or "",
        level_en=row.level_en or "",
        issued_on=row.issued_on,
        issuer=row.issuer_name or "",
        issued_here=row.issued is not None,
    )
    if row.standing == Standing.REVOKED or (row.revoked_on is not None and row.revoked_on <= on):
        return _changed(said, Answer.REVOKED, since=row.revoked_on, why=_why(row, "revoked"))
    if row.standing == Standing.SUSPENDED:
        step = _last(row, "suspended")
        since = None if step is None else step.on
        return _changed(said, Answer.SUSPENDED, since=since, why=_why(row, "suspended"))
    return said


def _changed(said: Verified, answer: Answer, **told: Any) -> Verified:
    return replace(said, answer=answer, **told)


def _last(row: Any, step: str) -> CertificateStep | None:
    return CertificateStep.objects.filter(certificate=row.issued, step=step).order_by("-pk").first()


def _why(row: Any, step: str) -> str:
    last = _last(row, step)
    return "" if last is None else text_left(row.person_id, "reason_sealed", last.reason_sealed)


def _plain_number(text: str) -> str:
    """A number without blanks, in plain characters: as it stands in the register however it was typed."""
    return "".join(unicodedata.normalize("NFKC", text[:LONGEST]).split()).upper()


def _plain_name(text: str) -> str:
    """A name without what is written differently from paper to paper."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text[:LONGEST])).casefold()


def by_answer(found: Iterable[Verified]) -> Mapping[Answer, int]:
    """How many of each answer."""
    counted = dict.fromkeys(Answer, 0)
    for one in found:
        counted[one.answer] += 1
    return counted
