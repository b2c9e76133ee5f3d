"""Judging a credential from any issuer: what stands in the files decides, and nothing else is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.issuers import Issuer, PublicKey, own_issuer, read_issuer
from jiyao.evaluation.credentials.moments import as_text, first_moment, last_moment
from jiyao.evaluation.credentials.proofs import Proof, holds, proof_of, what_is_signed, without_proof
from jiyao.evaluation.credentials.reading import Json, read_json
from jiyao.evaluation.credentials.reciting import recited
from jiyao.evaluation.credentials.shape import ACHIEVEMENTS, STATUS_LISTS, Shape, shape_of
from jiyao.evaluation.credentials.standing import StatusFile, check_status, status_file

ALTERED = frozenset({Answer.TAMPERED, Answer.WRONG_KEY, Answer.WRONG_TYPE, Answer.MALFORMED})
"""Answers after which nothing that stands in the file may be believed."""


@dataclass(frozen=True)
class Verdict:
    """What is said of a credential.

    why      None for a valid one
    issuer   who issued it, where that is known; a key that is its own issuer says nothing of who holds it
    """

    answer: Answer
    credential: Json | None = None
    issuer: Issuer | None = None
    why: NotValid | None = None

    @property
    def says(self) -> dict[str, str]:
        """What the credential says of itself, by its parts; nothing where no issuer is known to have said so."""
        if self.credential is None or self.issuer is None or self.answer in ALTERED:
            return {}
        return recited(self.credential)


def judge(
    content: bytes, *, on: date, issuers: Sequence[bytes] = (), status_lists: Sequence[bytes] = ()
) -> Verdict:
    """What the files say of the credential on that day.

    issuers        documents of issuers, taken as true: whoever hands them in has them from where they stand
    status_lists   status-list credentials; believed only where they are signed by the issuer and still run
    """
    credential: Json | None = None
    issuer: Issuer | None = None
    try:
        known = [read_issuer(read_json(one)) for one in issuers]
        credential = read_json(content)
        shape, issuer = check_signed(credential, ACHIEVEMENTS, known, on)
        lists = [_status_list(one, known, on) for one in status_lists]
        check_dates_and_status(shape, lists, on)
    except NotValid as error:
        return Verdict(error.answer, credential, issuer, error)
    return Verdict(Answer.VALID, credential, issuer)


def check_signed(
    credential: Json, kinds: frozenset[str], known: Sequence[Issuer], on: date
) -> tuple[Shape, Issuer]:
    """The parts of a credential that its issuer signed, and that issuer.

    raises   NotValid
    """
    shape = shape_of(credential, kinds)
    proof = proof_of(credential)
    message = what_is_signed(without_proof(credential), proof.options)
    issuer = _issuer(shape.issuer_id, known)
    key = _key(issuer, proof)
    if not holds(message, proof, key.public):
        raise _does_not_hold(message, proof, issuer)
    if proof.created_at is not None and proof.created_at > last_moment(on):
        raise NotValid(
            Answer.NOT_YET_VALID,
            f"it says that it was signed at {as_text(proof.created_at)}, later than {on}",
            zh=f"签名时间 {as_text(proof.created_at)} 晚于 {on}",
        )
    if proof.expires_at is not None and proof.expires_at < first_moment(on):
        raise _expired(
            f"its proof ended at {as_text(proof.expires_at)}", f"签名已于 {as_text(proof.expires_at)} 失效"
        )
    return shape, issuer


def _issuer(issuer_id: str, known: Sequence[Issuer]) -> Issuer:
    found = next((one for one in known if one.id == issuer_id), None) or own_issuer(issuer_id)
    if found is None:
        raise NotValid(
            Answer.ISSUER_UNKNOWN,
            f"nothing is known of its issuer {issuer_id[:200]}; give that issuer's document",
            zh=f"不掌握签发者 {issuer_id[:200]} 的信息，请提供其机构文件",
        )
    return found


def _key(issuer: Issuer, proof: Proof) -> PublicKey:
    key = issuer.key(proof.key_id)
    if key is None:
        raise _wrong_key(
            f"{proof.key_id[:200]} is no key of its issuer", f"{proof.key_id[:200]} 不是签发者的密钥"
        )
    if not key.could_sign(proof.created_at):
        when = as_text(proof.created_at) if proof.created_at else "?"
        raise _wrong_key(
            f"the key was not in use at {when}, when the proof says it was made"
            + (f"; it has been compromised since {as_text(key.revoked_at)}" if key.revoked_at else ""),
            f"签名所称时间 {when} 该密钥不在使用期内"
            + (f"；该密钥自 {as_text(key.revoked_at)} 起作废" if key.revoked_at else ""),
        )
    return key


def _does_not_hold(message: bytes, proof: Proof, issuer: Issuer) -> NotValid:
    """Tampered, or signed by another key of the issuer than the one named."""
    if any(holds(message, proof, key.public) for key in issuer.keys if key.id != proof.key_id):
        return _wrong_key(
            "another key of the issuer made the proof than the one it names", "签名所用密钥与所称不符"
        )
    return NotValid(
        Answer.TAMPERED,
        "the signature does not fit what stands here; something was changed after signing",
        zh="签名与内容不符，签发后内容被改动",
    )


def _wrong_key(message: str, zh: str) -> NotValid:
    return NotValid(Answer.WRONG_KEY, message, zh=zh)


def _expired(message: str, zh: str) -> NotValid:
    return NotValid(Answer.EXPIRED, message, zh=zh)


def check_dates_and_status(shape: Shape, lists: Sequence[StatusFile], on: date) -> None:
    """Nothing where it stands on that day. What is revoked is told before what has run out.

    raises   NotValid
    """
    unknown = check_status(shape, lists)
    if shape.valid_from is not None and shape.valid_from > last_moment(on):
        raise NotValid(
            Answer.NOT_YET_VALID,
            f"it is valid from {as_text(shape.valid_from)}",
            zh=f"自 {as_text(shape.valid_from)} 起有效",
        )
    if shape.valid_until is not None and shape.valid_until < first_moment(on):
        raise _expired(
            f"it was valid until {as_text(shape.valid_until)}", f"有效期至 {as_text(shape.valid_until)}"
        )
    if unknown is not None:
        raise unknown


def _status_list(content: bytes, known: Sequence[Issuer], on: date) -> StatusFile:
    """A list that may be believed, or why it may not be."""
    try:
        credential = read_json(content)
        shape, issuer = check_signed(credential, STATUS_LISTS, known, on)
        check_dates_and_status(shape, (), on)
        return status_file(credential, shape, issuer.id)
    except NotValid as error:
        return StatusFile("", "", "", None, error)
