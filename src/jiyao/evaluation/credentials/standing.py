"""Whether a certificate still stands, by the status lists that were handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.evaluation.credentials.answers import Answer, NotValid, malformed
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.shape import Shape
from jiyao.evaluation.credentials.status import Purpose, StatusBits, decoded

ENTRY = "BitstringStatusListEntry"


@dataclass(frozen=True)
class StatusFile:
    """A status list that was handed in.

    refused   why it is not believed, if it is not
    """

    address: str
    issuer_id: str
    purpose: str
    bits: StatusBits | None
    refused: NotValid | None = None


def status_file(credential: Json, shape: Shape, issuer_id: str) -> StatusFile:
    """The list in a status-list credential whose signature holds.

    raises   NotValid(malformed)
    """
    address, purpose = credential.get("id"), shape.subject.get("statusPurpose")
    encoded = shape.subject.get("encodedList")
    if not (isinstance(address, str) and isinstance(purpose, str) and isinstance(encoded, str)):
        raise malformed(
            "the status list lacks its address, purpose or bits", zh="状态列表缺少地址、用途或内容"
        )
    return StatusFile(address, issuer_id, purpose, decoded(encoded))


def check_status(shape: Shape, lists: Sequence[StatusFile]) -> NotValid | None:
    """Why it is not known whether the certificate stands; None where it does.

    raises   NotValid: revoked, or suspended and not revoked
    """
    suspended: NotValid | None = None
    unknown: NotValid | None = None
    for entry in shape.status:
        if entry.get("type") == ENTRY and entry.get("statusPurpose") not in set(Purpose):
            continue
        try:
            _check_entry(entry, shape.issuer_id, lists)
        except NotValid as error:
            if error.answer is Answer.REVOKED:
                raise
            if error.answer is Answer.SUSPENDED:
                suspended = error
            else:
                unknown = error
    if suspended is not None:
        raise suspended
    return unknown


def _check_entry(entry: Json, issuer_id: str, lists: Sequence[StatusFile]) -> None:
    if entry.get("type") != ENTRY or entry.get("statusSize", 1) != 1:
        raise _unknown(
            f"its status is kept as {str(entry.get('type'))[:80]}, which is not read here",
            f"状态登记方式 {str(entry.get('type'))[:80]} 不支持",
        )
    address, purpose = entry.get("statusListCredential"), entry["statusPurpose"]
    if purpose == Purpose.REVOCATION and _is_suspended(entry, issuer_id, lists):
        raise _stands_no_more(Purpose.SUSPENSION)
    found = next(
        (one for one in lists if (one.address, one.issuer_id, one.purpose) == (address, issuer_id, purpose)),
        None,
    )
    if found is None or found.bits is None:
        raise _missing(str(address)[:200], purpose, lists)
    if found.bits.is_set(_place(entry, found.bits)):
        raise _told_by(entry, purpose, lists)


def _is_suspended(entry: Json, issuer_id: str, lists: Sequence[StatusFile]) -> bool:
    """Whether a list of suspensions that the entry refers to has the same place set."""
    for one in lists:
        is_referred_to = one.address in _references(entry) and one.issuer_id == issuer_id
        if is_referred_to and one.purpose == Purpose.SUSPENSION and one.bits is not None:
            return one.bits.is_set(_place(entry, one.bits))
    return False


def _references(entry: Json) -> Sequence[str]:
    named = entry.get("statusReference")
    return [one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)]


def _told_by(entry: Json, purpose: str, lists: Sequence[StatusFile]) -> NotValid:
    """What a set bit tells. Where a list that the entry refers to is not at hand, it may be suspended only."""
    missing = [one for one in _references(entry) if one not in {listed.address for listed in lists}]
    if purpose != Purpose.REVOCATION or not missing:
        return _stands_no_more(purpose)
    return NotValid(
        Answer.REVOKED,
        f"it does not stand: its issuer has revoked it, or suspended it; {missing[0][:200]} tells which",
        zh=f"该证书不再有效：已被撤销或暂停；提供 {missing[0][:200]} 可分辨",
    )


def _place(entry: Json, bits: StatusBits) -> int:
    written = entry.get("statusListIndex")
    text = str(written) if isinstance(written, str | int) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) < bits.length):
        raise malformed("`statusListIndex` is no place in its list", zh="“statusListIndex”不在状态列表内")
    return int(text)


def _missing(address: str, purpose: str, lists: Sequence[StatusFile]) -> NotValid:
    refused = next((one.refused for one in lists if one.refused is not None), None)
    because = f" ({refused})" if refused else ""
    because_zh = f"（{refused.said('zh')}）" if refused else ""
    return _unknown(
        f"the signature holds, but its {purpose} list is not at hand: give {address}{because}",
        f"签名有效，但未提供其状态列表（{purpose}）：{address}{because_zh}",
    )


def _unknown(message: str, zh: str) -> NotValid:
    return NotValid(Answer.STATUS_UNKNOWN, message, zh=zh)


def _stands_no_more(purpose: str) -> NotValid:
    if purpose == Purpose.REVOCATION:
        return NotValid(Answer.REVOKED, "its issuer has revoked it", zh="签发机构已撤销该证书")
    return NotValid(Answer.SUSPENDED, "its issuer has suspended it", zh="签发机构已暂停该证书")
