"""What a credential says, in its own order: for people to read beside the answer."""

from collections.abc import Iterator

from jiyao.evaluation.credentials.reading import Json


def recited(credential: Json) -> dict[str, str]:
    """The parts that stand there, as text by their names; what is not text is left out."""
    subject = _one(credential.get("credentialSubject"))
    achievement = _one(subject.get("achievement"))
    issuer = credential.get("issuer")
    parts = {
        "note": credential.get("description"),
        "achievement": achievement.get("name"),
        "number": subject.get("licenseNumber"),
        "holder": _holder(subject),
        "issuer": _one(issuer).get("name"),
        "tested_at": _one(subject.get("source")).get("name"),
        "issuer_id": issuer if isinstance(issuer, str) else _one(issuer).get("id"),
        "valid_from": credential.get("validFrom"),
        "valid_until": credential.get("validUntil"),
        "criteria": _one(achievement.get("criteria")).get("narrative"),
        "results": "; ".join(_results(subject, achievement)),
        "id": credential.get("id"),
    }
    return {name: part for name, part in parts.items() if isinstance(part, str) and part}


def _one(value: object) -> Json:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _all(value: object) -> list[Json]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]


def _holder(subject: Json) -> str:
    names = [one for one in _all(subject.get("identifier")) if one.get("identityType") == "name"]
    shown = [one.get("identityHash") for one in names if one.get("hashed") is False]
    return ", ".join(name for name in shown if isinstance(name, str))


def _results(subject: Json, achievement: Json) -> Iterator[str]:
    titles = {
        one.get("id"): one.get("name") for one in _all(achievement.get("resultDescription")) if _has_id(one)
    }
    for result in _all(subject.get("result")):
        described, value = result.get("resultDescription"), result.get("value")
        title = titles.get(described) if isinstance(described, str) else None
        if isinstance(value, str):
            yield f"{title} {value}" if isinstance(title, str) else value


def _has_id(one: Json) -> bool:
    return isinstance(one.get("id"), str)
