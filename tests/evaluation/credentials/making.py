"""One body, its keys, a certificate and its status lists, all invented."""

import json
from datetime import UTC, date, datetime
from typing import Any

from jiyao.evaluation.credentials.achievement import (
    PartResult,
    Places,
    Said,
    SkillCertificate,
    achievement_credential,
)
from jiyao.evaluation.credentials.issuers import Issuer, PublicKey, issuer_document
from jiyao.evaluation.credentials.proofs import SigningKey, key_name, signed
from jiyao.evaluation.credentials.status import Purpose, StatusBits, status_entry, status_list_credential

BASE = "https://skills.example"
ISSUER = f"{BASE}/issuers/Y000000239900"
SIGNED_AT = datetime(2025, 7, 1, 8, 0, tzinfo=UTC)
ON = date(2025, 8, 1)
LISTS = {purpose: f"{BASE}/status/{purpose.value}/1" for purpose in Purpose}
PLACE = 4711

CERTIFICATE = SkillCertificate(
    number="Y000000239900253000017",
    holder="张三丰",
    occupation_code="6-18-02-04",
    occupation=Said("焊工", "Welder"),
    work_type=Said("电焊工", "Arc welder"),
    level=Said("三级/高级工", "Level 3"),
    catalogue="中华人民共和国职业分类大典（2022年版）",
    standard=Said("焊工国家职业标准（演示）"),
    issued_on=date(2025, 6, 30),
    results=(
        PartResult("theory", Said("理论知识", "Theory"), "85", "100", "60"),
        PartResult("practical", Said("技能操作", "Practical"), "78", "100", "60"),
    ),
)
PLACES = Places(
    credential=f"{BASE}/credentials/0b0c9e52-3c1f-4d5e-9a53-6b1f6f0c1a11",
    achievement=f"{BASE}/achievements/6-18-02-04/3",
    occupation=f"{BASE}/occupations/6-18-02-04",
    issuer=ISSUER,
)


def signing_key(seed: int = 1, issuer: str = ISSUER) -> SigningKey:
    """A key that is the same each time."""
    private = bytes([seed]) * 32
    return SigningKey(f"{issuer}#{key_name(SigningKey('', private).public)}", private)


KEY = signing_key()


def public(key: SigningKey = KEY, **bounds: datetime) -> PublicKey:
    return PublicKey(key.id, key.public, **bounds)


def body(*keys: PublicKey, issuer_id: str = ISSUER) -> Issuer:
    return Issuer(issuer_id, "演示评价机构", keys or (public(),))


def document(issuer: Issuer | None = None) -> dict[str, Any]:
    return issuer_document(issuer or body(), url=f"{BASE}/bodies/1", number="Y000000239900")


def unsigned(certificate: SkillCertificate = CERTIFICATE, places: Places = PLACES) -> dict[str, Any]:
    status = status_entry(LISTS[Purpose.REVOCATION], PLACE, LISTS[Purpose.SUSPENSION])
    return achievement_credential(certificate, places=places, issuer_name="演示评价机构", status=status)


def credential(key: SigningKey = KEY, at: datetime = SIGNED_AT) -> dict[str, Any]:
    return signed(unsigned(), key=key, at=at)


def status_list(
    purpose: Purpose,
    *places: int,
    key: SigningKey = KEY,
    until_at: datetime = datetime(2026, 7, 1, tzinfo=UTC),
) -> dict[str, Any]:
    bits = StatusBits.empty()
    for place in places:
        bits = bits.with_set(place)
    listed = status_list_credential(
        bits, address=LISTS[purpose], issuer_id=ISSUER, purpose=purpose, from_at=SIGNED_AT, until_at=until_at
    )
    return signed(listed, key=key, at=SIGNED_AT)


def status_lists() -> list[dict[str, Any]]:
    return [status_list(purpose) for purpose in Purpose]


def as_file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")
