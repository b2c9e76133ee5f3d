"""核验: whether a certificate stands, asked with number and name, or by the code of its paper. Five answers.

Who asks with a wrong name is told the same as with a number that there is not, and it takes the same: nobody learns
which numbers there are. One query answers for one and for hundreds, and it is asked each time: nothing is kept, so that
what was revoked is revoked for every process at once.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from hmac import compare_digest
from os import urandom
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from jiyao.evaluation.models import CertificatePaper, CertificateStep, IssuedCertificate, Standing
from jiyao.evaluation.queries.register import Registered, registered, registered_record
from jiyao.foundation.actions.keys import opened_keys
from jiyao.foundation.actions.texts import text_left
from jiyao.foundation.masking import mask_name
from jiyao.foundation.master import BadMasterKey, NoMasterKey, read_master_key
from jiyao.foundation.sealed import KEY_BYTES, Keyring, seal, unseal

LONGEST = 64
"""Characters of a number or a name that are looked at."""
DECOY = "verification-decoy"
OPENED_FOR_A_NAME = 3
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
    """What is said of each, in its order. Together they take one query, and more only for what does not stand."""
    numbers = [_plain_number(one.number) for one in asked]
    rows: dict[str, list[Registered]] = defaultdict(list)
    for row in registered(set(numbers)):
        rows[row.number].append(row)
    keys = opened_keys(row.key for found in rows.values() for row in found if row.key is not None)
    return [
        _one(rows.get(number, ()), one.name, keys, on) for number, one in zip(numbers, asked, strict=True)
    ]


def verified_by_code(code: str, on: date) -> Verified:
    """What is said of the certificate whose paper has this code; a paper of before a correction is superseded."""
    paper = CertificatePaper.objects.filter(code=code[:LONGEST]).select_related("certificate").first()
    row = None if paper is None else registered_record(paper.certificate.record)
    if paper is None or row is None or row.key is None:
        return NOT_HERE
    keys = opened_keys([row.key])
    if row.person in keys.erased:
        return NOT_HERE
    name = keys.unseal(row.person, "name_sealed", row.name_sealed) if row.name_sealed else ""
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


def _one(rows: Iterable[Registered], name: str, keys: Keyring, on: date) -> Verified:
    """What is said of the first of these certificates whose holder has that name."""
    wanted, found = _plain_name(name), None
    either: list[Registered | None] = [*rows]
    for row in either or [None]:
        held = _name_of(row, keys)
        if compare_digest(_plain_name(held).encode(), wanted.encode()) and row is not None and wanted:
            found = found or _said(row, held, on)
    return found or NOT_HERE


def _name_of(row: Registered | None, keys: Keyring) -> str:
    """The name of the holder; where there is none a name is opened all the same, so that it takes as long."""
    if row is None or row.name_sealed is None or row.person in keys.erased:
        return _decoy_opened()
    return keys.unseal(row.person, "name_sealed", row.name_sealed)


def _decoy_opened() -> str:
    """No name, after the steps that one takes: the master key read, a wrapping key, a key and a name opened."""
    with suppress(NoMasterKey, BadMasterKey):
        read_master_key(settings.MASTER_KEY)
    cipher, sealed = _decoy()
    for _ in range(OPENED_FOR_A_NAME):
        unseal(cipher, sealed, DECOY)
    return ""


@cache
def _decoy() -> tuple[AESGCM, bytes]:
    """Something sealed under a key of this process alone."""
    cipher = AESGCM(urandom(KEY_BYTES))
    return cipher, seal(cipher, urandom(KEY_BYTES), DECOY)


def _said(row: Registered, name: str, on: date) -> Verified:
    said = Verified(
        Answer.VALID,
        number=row.number,
        holder=mask_name(name),
        kind=row.kind or "",
        occupation=row.occupation_zh or row.occupation or "",
        work_type="" if row.work_type in (None, "none") else row.work_type or "",
        level=row.level or "",
        level_zh=row.level_zh or "",
        level_en=row.level_en or "",
        issued_on=row.issued_on,
        issuer=row.issuer or "",
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


def _last(row: Registered, step: str) -> CertificateStep | None:
    return CertificateStep.objects.filter(certificate=row.issued, step=step).order_by("-pk").first()


def _why(row: Registered, step: str) -> str:
    last = _last(row, step)
    return "" if last is None else text_left(row.person, "reason_sealed", last.reason_sealed)


def _plain_number(text: str) -> str:
    """A number without blanks, in plain characters: as it stands in the register however it was typed."""
    return "".join(unicodedata.normalize("NFKC", text[:LONGEST].replace("\0", "")).split()).upper()


def _plain_name(text: str) -> str:
    """A name without what is written differently from paper to paper."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text[:LONGEST])).casefold()


def by_answer(found: Iterable[Verified]) -> Mapping[Answer, int]:
    """How many of each answer."""
    counted = dict.fromkeys(Answer, 0)
    for one in found:
        counted[one.answer] += 1
    return counted
