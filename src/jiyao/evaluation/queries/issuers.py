"""What bodies publish so that anyone can check their certificates: their keys, and their status lists, signed."""

from datetime import datetime, timedelta

from jiyao.base.errors import Conflict, Invalid
from jiyao.evaluation.credentials.encoding import from_multibase, from_multikey
from jiyao.evaluation.credentials.issuers import Issuer, PublicKey, issuer_document
from jiyao.evaluation.credentials.proofs import SigningKey, signed
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.status import Purpose, StatusBits, status_list_credential
from jiyao.evaluation.models import EvaluationBody, IssuerKey, StatusList
from jiyao.evaluation.queries.addresses import issuer_address, list_address
from jiyao.foundation.actions.texts import unseal_text
from jiyao.registry.models import FOREVER
from jiyao.registry.queries.labels import organisation_names


class NoIssuer(Invalid):
    """The organisation issues nothing here: it has no keys."""


class NoSigningKey(Conflict):
    """The body has no key that signs now."""


def private_field(public: str) -> str:
    """The name under which a private key is sealed: with the public one, so that no other opens in its place."""
    return f"issuer-key {public}"


def issuer_of(organisation: int, address: str) -> Issuer:
    """The body with all its keys, the latest first. raises NoIssuer"""
    place = issuer_address(address, organisation)
    keys = IssuerKey.objects.filter(organisation=organisation).order_by("-made_at", "-pk")
    found = tuple(
        PublicKey(
            f"{place}#{key.public}", from_multikey(key.public), key.made_at, key.ends_at, key.revoked_at
        )
        for key in keys
    )
    if not found:
        raise NoIssuer(
            f"organisation {organisation} has no keys for certificates here; look at its number again",
            zh=f"单位 {organisation} 在本平台没有签发密钥，请核对单位号",
        )
    return Issuer(place, organisation_names([organisation]).get(organisation, ""), found)


def published_issuer(organisation: int, address: str) -> Json:
    """The body's document. raises NoIssuer"""
    issuer = issuer_of(organisation, address)
    filings = EvaluationBody.objects.filter(organisation=organisation, superseded_at=FOREVER)
    number = filings.order_by("-starts_on").values_list("number_part", flat=True).first()
    return issuer_document(issuer, url=f"{address}/", number=number or str(organisation))


def signing_key(organisation: int, address: str) -> SigningKey:
    """The key with which the body signs now, opened. raises NoSigningKey"""
    return _opened(_key_that_signs(organisation), address)


def _key_that_signs(organisation: int) -> IssuerKey:
    key = IssuerKey.objects.filter(organisation=organisation, ends_at=None).first()
    if key is None:
        raise NoSigningKey(
            f"organisation {organisation} has no key that signs now; make one",
            zh=f"单位 {organisation} 没有在用的签发密钥，请先生成",
        )
    return key


def _opened(key: IssuerKey, address: str) -> SigningKey:
    private = unseal_text(None, private_field(key.public), key.private_sealed)
    place = issuer_address(address, key.organisation_id)
    return SigningKey(f"{place}#{key.public}", from_multibase(private))


def published_list(found: StatusList, *, address: str, at: datetime, holds_for: timedelta) -> Json:
    """The list as a signed credential that may be relied on for so long; the same within an hour without a change.

    raises   NoSigningKey
    """
    organisation = found.organisation_id
    key = _key_that_signs(organisation)
    from_at = max(at.replace(minute=0, second=0, microsecond=0), found.changed_at, key.made_at)
    listed = status_list_credential(
        StatusBits(bytes(found.bits)),
        address=list_address(address, organisation, found.number, found.purpose),
        issuer_id=issuer_address(address, organisation),
        purpose=Purpose(found.purpose),
        from_at=from_at,
        until_at=from_at + holds_for,
    )
    return signed(listed, key=_opened(key, address), at=from_at)
