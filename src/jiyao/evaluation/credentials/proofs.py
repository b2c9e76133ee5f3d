"""Signatures: Data Integrity proofs of the suite eddsa-rdfc-2022."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jiyao.evaluation.credentials.answers import Answer, NotValid, malformed
from jiyao.evaluation.credentials.canonical import canonical
from jiyao.evaluation.credentials.encoding import as_multikey, from_multibase, in_base58
from jiyao.evaluation.credentials.moments import as_text, moment
from jiyao.evaluation.credentials.reading import Json

SUITE = "eddsa-rdfc-2022"
KIND = "DataIntegrityProof"
PURPOSE = "assertionMethod"


@dataclass(frozen=True)
class SigningKey:
    """A key that signs.

    id        the address under which the issuer's document names it
    private   32 bytes
    """

    id: str
    private: bytes

    @property
    def public(self) -> bytes:
        """The 32 bytes by which its signatures are checked."""
        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Proof:
    """A proof as it stands in a credential.

    options   all of it but its value: this is signed together with the document
    """

    key_id: str
    created_at: datetime | None
    expires_at: datetime | None
    value: bytes
    options: Json


def new_private_key() -> bytes:
    """Thirty-two bytes from the machine's own source of chance."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def key_name(public: bytes) -> str:
    """The last part of a key's address: the key itself, so that no two are ever the same."""
    return as_multikey(public)


def signed(document: Json, *, key: SigningKey, at: datetime) -> Json:
    """The document with a proof by the key, created at that moment."""
    options = {
        "type": KIND,
        "cryptosuite": SUITE,
        "created": as_text(at.astimezone(UTC)),
        "verificationMethod": key.id,
        "proofPurpose": PURPOSE,
    }
    value = Ed25519PrivateKey.from_private_bytes(key.private).sign(what_is_signed(document, options))
    return {**document, "proof": {**options, "proofValue": in_base58(value)}}


def what_is_signed(document: Json, options: Json) -> bytes:
    """Sixty-four bytes: the hash of the proof's options, then the hash of the document."""
    configuration = {"@context": document.get("@context"), **options}
    return _hashed(configuration) + _hashed(document)


def _hashed(document: Json) -> bytes:
    return sha256(canonical(document).encode("utf-8")).digest()


def without_proof(document: Json) -> Json:
    """What the proof is about."""
    return {key: value for key, value in document.items() if key != "proof"}


def holds(message: bytes, proof: Proof, public: bytes) -> bool:
    """Whether the key with these public bytes made the proof for this message.

    message   as `what_is_signed` gives it for the document without its proof
    """
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(proof.value, message)
    except InvalidSignature:
        return False
    return True


def proof_of(document: Json) -> Proof:
    """The proof of a credential.

    raises   NotValid: malformed, or a proof of a kind that is not judged here
    """
    stands = document.get("proof")
    if isinstance(stands, list) and len(stands) == 1:
        stands = stands[0]
    if isinstance(stands, list):
        raise _not_supported("it has several proofs", "含有多个签名")
    if not isinstance(stands, dict):
        raise malformed("it has no proof; it is not signed", zh="没有签名（proof）")
    if stands.get("type") != KIND or stands.get("cryptosuite") != SUITE:
        kind = f"{stands.get('type')} {stands.get('cryptosuite', '')}".strip()[:80]
        raise _not_supported(f"its proof is a {kind}", f"签名类型为 {kind}")
    if "previousProof" in stands:
        raise _not_supported("its proof is one of a chain", "签名为链式签名")
    return _read(stands, document)


def _read(stands: Json, document: Json) -> Proof:
    options = {key: value for key, value in stands.items() if key != "proofValue"}
    if options.get("@context") == document.get("@context"):
        options.pop("@context", None)
    key_id, purpose = stands.get("verificationMethod"), stands.get("proofPurpose")
    if not isinstance(key_id, str):
        raise malformed("its proof names no key", zh="签名未指明密钥")
    if purpose != PURPOSE:
        raise NotValid(
            Answer.WRONG_KEY,
            f"its proof was made for another purpose than {PURPOSE}",
            zh=f"签名用途不是 {PURPOSE}",
        )
    created, expires = (moment(stands.get(name), f"proof.{name}") for name in ("created", "expires"))
    return Proof(key_id, created, expires, _value(stands.get("proofValue")), options)


def _value(text: object) -> bytes:
    try:
        value = from_multibase(text) if isinstance(text, str) else b""
    except ValueError as error:
        raise malformed(f"`proofValue` cannot be read: {error}", zh="“proofValue”无法读取") from None
    if len(value) != 64:
        raise malformed("`proofValue` is no Ed25519 signature", zh="“proofValue”不是 Ed25519 签名")
    return value


def _not_supported(what: str, zh: str) -> NotValid:
    return NotValid(
        Answer.NOT_SUPPORTED,
        f"{what}; one {KIND} of {SUITE} is judged here, so nothing is said of it",
        zh=f"{zh}；本命令只判断一个 {SUITE} 签名，故不作结论",
    )
