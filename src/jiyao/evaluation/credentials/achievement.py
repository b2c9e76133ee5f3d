"""A skill-level certificate as an Open Badges 3.0 achievement credential."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiyao.evaluation.credentials.moments import as_text, first_moment, last_moment
from jiyao.evaluation.credentials.pinned import CREDENTIALS, OPEN_BADGES
from jiyao.evaluation.credentials.reading import Json
from jiyao.foundation.masking import mask_name


class NameShown(StrEnum):
    """How much of their name holders let the credential show. They choose; masked is what they get unasked."""

    MASKED = "masked"
    FULL = "full"


@dataclass(frozen=True)
class Said:
    """Words in Chinese, and in English where there are such."""

    zh: str
    en: str = ""

    def both(self) -> str:
        """Chinese first, English behind a stroke."""
        return f"{self.zh} / {self.en}" if self.en else self.zh


@dataclass(frozen=True)
class PartResult:
    """What was reached in one part of the evaluation.

    part     a short name for addresses: theory, practical
    needed   the mark that passes
    """

    part: str
    title: Said
    mark: str
    highest: str
    needed: str


@dataclass(frozen=True)
class SkillCertificate:
    """What a credential says of a certificate; no identity number, no telephone, no birthday has a place in it.

    number        the public certificate number
    holder        the full name; shown as the holder chose
    catalogue     the classification that the occupation's code is of
    standard      the national standard by which was evaluated, with its edition
    note          what everybody must read first, such as that it is no real certificate
    level         None of a single ability, which has none
    tested_at     the body that tested, where another issues; its address and its name
    """

    number: str
    holder: str
    occupation_code: str
    occupation: Said
    work_type: Said | None
    level: Said | None
    catalogue: str
    standard: Said
    issued_on: date
    results: Sequence[PartResult] = ()
    valid_until: date | None = None
    note: Said | None = None
    name_shown: NameShown = NameShown.MASKED
    tested_at: tuple[str, str] | None = None

    def title(self) -> Said:
        """Occupation – work type – level."""
        parts = [part for part in (self.occupation, self.work_type, self.level) if part is not None]
        english = [part.en for part in parts]
        return Said(
            " – ".join(part.zh for part in parts),
            " – ".join(english) if all(english) else self._level_in_english(),
        )

    def _level_in_english(self) -> str:
        return f"Skill level: {self.level.en}" if self.level is not None and self.level.en else ""

    def described(self) -> Said:
        """What kind of certificate it is, of what."""
        zh = self.title().zh
        if self.level is None:
            return Said(f"专项职业能力证书：{zh}", "Certificate of special vocational ability")
        level = self.level.en or self.level.zh
        return Said(f"职业技能等级证书：{zh}", f"Certificate of vocational skill level: {level}")


@dataclass(frozen=True)
class Places:
    """Addresses that a credential names.

    credential    of the credential itself
    achievement   of what was achieved: one for each occupation, level and edition of the standard
    occupation    of the occupation in the catalogue
    issuer        of the issuer's document
    """

    credential: str
    achievement: str
    occupation: str
    issuer: str


def achievement_credential(
    certificate: SkillCertificate, *, places: Places, issuer_name: str, status: Json | None
) -> Json:
    """The credential, to be signed by the issuing body.

    status   where it stands whether it was revoked, as `status_entry` gives it
    """
    credential: Json = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": places.credential,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": certificate.title().both(),
        "issuer": {"id": places.issuer, "type": ["Profile"], "name": issuer_name},
        "validFrom": as_text(first_moment(certificate.issued_on)),
        "credentialSubject": _subject(certificate, places),
    }
    if certificate.valid_until is not None:
        credential["validUntil"] = as_text(last_moment(certificate.valid_until))
    if certificate.note is not None:
        credential["description"] = certificate.note.both()
    if status is not None:
        credential["credentialStatus"] = status
    return credential


def _subject(certificate: SkillCertificate, places: Places) -> Json:
    shown = certificate.holder
    if certificate.name_shown is NameShown.MASKED:
        shown = mask_name(shown)
    subject: Json = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": shown, "identityType": "name"},
        ],
        "licenseNumber": certificate.number,
        "achievement": _achievement(certificate, places),
    }
    if certificate.tested_at is not None:
        address, name = certificate.tested_at
        subject["source"] = {"id": address, "type": ["Profile"], "name": name}
    if certificate.results:
        subject["result"] = [_result(one, places) for one in certificate.results]
    return subject


def _achievement(certificate: SkillCertificate, places: Places) -> Json:
    standard = certificate.standard
    achievement: Json = {
        "id": places.achievement,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": certificate.title().both(),
        "description": certificate.described().both(),
        "inLanguage": "zh-CN",
        "criteria": {
            "narrative": Said(
                f"按{standard.zh}评价合格",
                f"Evaluated and passed under {_under(certificate)}{standard.en or standard.zh}",
            ).both()
        },
        "alignment": [_alignment(certificate, places)],
    }
    if certificate.results:
        achievement["resultDescription"] = [_described(one, places) for one in certificate.results]
    return achievement


def _under(certificate: SkillCertificate) -> str:
    return "" if certificate.level is None else "the national occupational standard: "


def _alignment(certificate: SkillCertificate, places: Places) -> Json:
    return {
        "type": ["Alignment"],
        "targetName": certificate.occupation.both(),
        "targetUrl": places.occupation,
        "targetCode": certificate.occupation_code,
        "targetFramework": certificate.catalogue,
        "targetType": "ext:Occupation",
    }


def _described(result: PartResult, places: Places) -> Json:
    return {
        "id": f"{places.achievement}#{result.part}",
        "type": ["ResultDescription"],
        "name": result.title.both(),
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": result.highest,
        "requiredValue": result.needed,
    }


def _result(result: PartResult, places: Places) -> Json:
    return {
        "type": ["Result"],
        "resultDescription": f"{places.achievement}#{result.part}",
        "value": result.mark,
    }
