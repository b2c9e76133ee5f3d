"""What must stand in a credential for it to be judged as one."""

from dataclasses import dataclass
from datetime import datetime

from jiyao.evaluation.credentials.answers import malformed, wrong_type
from jiyao.evaluation.credentials.moments import moment
from jiyao.evaluation.credentials.reading import Json

ACHIEVEMENTS = frozenset({"AchievementCredential", "OpenBadgeCredential"})
STATUS_LISTS = frozenset({"BitstringStatusListCredential"})


@dataclass(frozen=True)
class Shape:
    """The parts of a credential that judging reads."""

    issuer_id: str
    subject: Json
    valid_from: datetime | None
    valid_until: datetime | None
    status: tuple[Json, ...]


def shape_of(credential: Json, kinds: frozenset[str]) -> Shape:
    """The parts of a credential of one of those kinds.

    raises   NotValid: malformed, or wrong context or type
    """
    types = _texts(credential.get("type"))
    if "VerifiableCredential" not in types or not kinds & set(types):
        wanted = " / ".join(sorted(kinds))
        raise wrong_type(f"`type` does not name a {wanted}", zh=f"“type”不是 {wanted}")
    subject = credential.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    if not isinstance(subject, dict):
        raise malformed("`credentialSubject` must be one object", zh="“credentialSubject”应为一个对象")
    valid_from = moment(credential.get("validFrom"), "validFrom")
    if kinds == ACHIEVEMENTS:
        _check_achievement(subject, valid_from)
    return Shape(
        _issuer_id(credential.get("issuer")),
        subject,
        valid_from,
        moment(credential.get("validUntil"), "validUntil"),
        _status(credential.get("credentialStatus")),
    )


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, str)]


def _issuer_id(issuer: object) -> str:
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(found, str):
        raise malformed("`issuer` names nobody", zh="“issuer”未指明签发者")
    return found


def _check_achievement(subject: Json, valid_from: datetime | None) -> None:
    achievement = subject.get("achievement")
    if isinstance(achievement, list) and len(achievement) == 1:
        achievement = achievement[0]
    if not isinstance(achievement, dict) or not isinstance(achievement.get("name"), str):
        raise malformed("it names no achievement", zh="未写明成就（achievement）")
    if "AchievementSubject" not in _texts(subject.get("type")):
        raise wrong_type("its subject is no AchievementSubject", zh="主体不是 AchievementSubject")
    if "Achievement" not in _texts(achievement.get("type")):
        raise wrong_type("its achievement is no Achievement", zh="成就的类型不是 Achievement")
    if valid_from is None:
        raise malformed("it has no `validFrom`", zh="缺少“validFrom”")


def _status(value: object) -> tuple[Json, ...]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(one, dict) for one in listed):
        raise malformed("`credentialStatus` must hold objects", zh="“credentialStatus”应为对象")
    return tuple(listed)
