"""Who issues: the document of a body with its keys, and keys that are their own issuer (did:key)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jiyao.evaluation.credentials.answers import malformed
from jiyao.evaluation.credentials.encoding import as_multikey, from_multikey
from jiyao.evaluation.credentials.moments import as_text, moment
from jiyao.evaluation.credentials.pinned import DID, MULTIKEY, OPEN_BADGES
from jiyao.evaluation.credentials.reading import Json

DID_KEY = "did:key:"
CREATED = {
    "created": {
        "@id": "http://purl.org/dc/terms/created",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }
}
"""From when a key signs: Multikey has words for its end and its revocation, and none for its beginning."""


@dataclass(frozen=True)
class PublicKey:
    """A key by which signatures are checked.

    from_at, until_at   when it signed; what it signed then holds for good
    revoked_at          from when it is compromised: what it signed from then on does not hold
    """

    id: str
    public: bytes
    from_at: datetime | None = None
    until_at: datetime | None = None
    revoked_at: datetime | None = None

    def could_sign(self, at: datetime | None) -> bool:
        """Whether it was in use at that moment; unknown moments only fit a key without bounds."""
        if at is None:
            return self.from_at is None and self.until_at is None and self.revoked_at is None
        return (
            (self.from_at is None or self.from_at <= at)
            and (self.until_at is None or at < self.until_at)
            and (self.revoked_at is None or at < self.revoked_at)
        )


@dataclass(frozen=True)
class Issuer:
    """An issuer with all its keys, those of the past too."""

    id: str
    name: str
    keys: tuple[PublicKey, ...]

    def key(self, key_id: str) -> PublicKey | None:
        """The key of that address."""
        return next((key for key in self.keys if key.id == key_id), None)


def issuer_document(issuer: Issuer, *, url: str, number: str) -> Json:
    """What stands at the issuer's address, for everybody who checks.

    url      the body's page for people
    number   its unified social credit code or the number under which it is filed
    """
    return {
        "@context": [DID, MULTIKEY, OPEN_BADGES, CREATED],
        "id": issuer.id,
        "type": ["Profile"],
        "name": issuer.name,
        "url": url,
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": number, "identifierType": "ext:filingNumber"}
        ],
        "verificationMethod": [key_document(issuer, key) for key in issuer.keys],
        "assertionMethod": [key.id for key in issuer.keys],
    }


def key_document(issuer: Issuer, key: PublicKey) -> Json:
    """One key as Multikey. Moments are written to the second, its end to the next: it signed until then."""
    until = None if key.until_at is None else key.until_at + timedelta(microseconds=999_999)
    bounds = {"created": key.from_at, "expires": until, "revoked": key.revoked_at}
    return {
        "id": key.id,
        "type": "Multikey",
        "controller": issuer.id,
        "publicKeyMultibase": as_multikey(key.public),
        **{name: as_text(at) for name, at in bounds.items() if at is not None},
    }


def read_issuer(document: Json) -> Issuer:
    """The issuer of a document, with those of its keys that may sign credentials and are of a kind judged here.

    raises   NotValid(malformed)
    """
    issuer_id = document.get("id")
    if not isinstance(issuer_id, str):
        raise malformed("the issuer's document has no `id`", zh="机构文件没有“id”")
    listed = _listed(document, "verificationMethod")
    may_sign: Sequence[object] = _listed(document, "assertionMethod")
    embedded = [one for one in may_sign if isinstance(one, dict)]
    named = {_whole(issuer_id, one) for one in may_sign if isinstance(one, str)}
    named |= {_whole(issuer_id, one.get("id")) for one in embedded}
    keys = [_read_key(issuer_id, one) for one in [*listed, *embedded] if isinstance(one, dict)]
    name = document.get("name")
    return Issuer(
        issuer_id,
        name if isinstance(name, str) else "",
        tuple(key for key in keys if key is not None and key.id in named),
    )


def _listed(document: Json, name: str) -> list[object]:
    found = document.get(name, [])
    return found if isinstance(found, list) else [found]


def _whole(issuer_id: str, key_id: object) -> str:
    text = key_id if isinstance(key_id, str) else ""
    return issuer_id + text if text.startswith("#") else text


def _read_key(issuer_id: str, stands: Json) -> PublicKey | None:
    """The key, or None where it is somebody else's, or of a kind that is not judged here."""
    written = stands.get("publicKeyMultibase")
    if stands.get("type") != "Multikey" or stands.get("controller") != issuer_id:
        return None
    try:
        public = from_multikey(written) if isinstance(written, str) else None
    except ValueError:
        return None
    if public is None:
        return None
    bounds = (moment(stands.get(name), name) for name in ("created", "expires", "revoked"))
    return PublicKey(_whole(issuer_id, stands.get("id")), public, *bounds)


def own_issuer(did: str) -> Issuer | None:
    """The issuer that is nothing but a key (did:key), None for any other address."""
    if not did.startswith(DID_KEY):
        return None
    name = did.removeprefix(DID_KEY)
    try:
        return Issuer(did, "", (PublicKey(f"{did}#{name}", from_multikey(name)),))
    except ValueError:
        return None
