"""Verifying certificates, for everybody. Nothing of what is asked is recorded."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import ConfigDict, Field

from jiyao.engine.determination.records import Record
from jiyao.engine.shapes import Language
from jiyao.evaluation.queries.verifying import LONGEST, Asked, Verified, verified
from jiyao.interfaces.api.throttling import VERIFICATIONS
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.verification_words import ANSWERS

router = Router(tags=["verifications"])
Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class VerificationRequest(Record):
    """A certificate: its number, and the name of who holds it."""

    model_config = ConfigDict(extra="forbid")

    number: Text
    name: Text


class CertificateRecord(Record):
    """What the register says of a certificate. `holder` is masked; `level` is a code."""

    number: str
    holder: str
    kind: str | None
    occupation: str | None
    work_type: str | None
    level: str | None
    level_title: str | None
    issued_on: date | None
    issuer: str | None
    issued_here: bool


class VerificationRecord(Record):
    """One of five answers, in words with what to do; `since` and `why` where it does not stand."""

    answer: Literal["valid", "revoked", "superseded", "suspended", "not-here"]
    title: str
    meaning: str
    since: date | None
    why: str | None
    certificate: CertificateRecord | None


@router.post(
    "/verifications", response=VerificationRecord, operation_id="verify_certificate", throttle=VERIFICATIONS
)
def verify_certificate(request: HttpRequest, asked: VerificationRequest) -> VerificationRecord:
    """Whether a certificate stands. A wrong name is answered as a number that there is not."""
    [found] = verified([Asked(asked.number, asked.name)], today())
    return _record(found, language_of_page())


def _record(found: Verified, language: Language) -> VerificationRecord:
    words = ANSWERS[found.answer]
    return VerificationRecord(
        answer=found.answer.value,
        title=words.title.said(language),
        meaning=words.meaning.said(language),
        since=found.since,
        why=found.why or None,
        certificate=_certificate(found, language) if found.number else None,
    )


def _certificate(found: Verified, language: Language) -> CertificateRecord:
    return CertificateRecord(
        number=found.number,
        holder=found.holder,
        kind=found.kind or None,
        occupation=found.occupation or None,
        work_type=found.work_type or None,
        level=found.level or None,
        level_title=(found.level_zh if language == "zh" else found.level_en) or None,
        issued_on=found.issued_on,
        issuer=found.issuer or None,
        issued_here=found.issued_here,
    )
