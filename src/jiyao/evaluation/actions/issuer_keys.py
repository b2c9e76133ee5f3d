"""The keys that bodies sign with: made, replaced, declared compromised. The private part is shown to nobody."""

from datetime import datetime

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.evaluation.actions.holding import hold_body
from jiyao.evaluation.credentials.encoding import in_base58
from jiyao.evaluation.credentials.proofs import SigningKey, key_name, new_private_key
from jiyao.evaluation.models import IssuerKey
from jiyao.evaluation.queries.issuers import private_field
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.texts import seal_text


class NoSuchKey(Invalid):
    """The body has no such key."""


class AlreadyVoid(Conflict):
    """A key was declared compromised before, from an earlier moment."""


@transaction.atomic
def ensure_key(*, organisation: int, by: str, at: datetime) -> IssuerKey:
    """The key with which a body signs now; made where it has none."""
    hold_body(organisation)
    found = IssuerKey.objects.filter(organisation=organisation, ends_at=None).first()
    return found or _make(organisation, by, at)


@transaction.atomic
def replace_key(*, organisation: int, by: str, at: datetime) -> IssuerKey:
    """A new key that signs from now on. The one of before stays in the body's document: what it signed holds."""
    hold_body(organisation)
    IssuerKey.objects.filter(organisation=organisation, ends_at=None).update(ends_at=at)
    return _make(organisation, by, at)


@transaction.atomic
def void_key(*, organisation: int, public: str, from_at: datetime, by: str, at: datetime) -> IssuerKey:
    """The key, declared compromised: what it signed from that moment on does not hold. Another signs from now on.

    raises   NoSuchKey, AlreadyVoid
    """
    hold_body(organisation)
    key = IssuerKey.objects.filter(organisation=organisation, public=public).first()
    if key is None:
        raise NoSuchKey(
            f"organisation {organisation} has no key {public}; its document lists those that it has",
            zh=f"单位 {organisation} 没有密钥 {public}，现有密钥见其机构文件",
        )
    if key.revoked_at is not None and key.revoked_at <= from_at:
        raise AlreadyVoid(
            f"the key counts as compromised since {key.revoked_at.isoformat()} already",
            zh=f"该密钥自 {key.revoked_at.isoformat()} 起已作废",
        )
    signs_now = key.ends_at is None
    key.revoked_at, key.ends_at = from_at, key.ends_at or at
    key.save(update_fields=["revoked_at", "ends_at"])
    codes = {"key": public, "since": from_at.isoformat()}
    append_act(kind="void-issuer-key", actor=by, subject=f"organisation:{organisation}", at=at, codes=codes)
    if signs_now:
        _make(organisation, by, at)
    return key


def _make(organisation: int, by: str, at: datetime) -> IssuerKey:
    private = new_private_key()
    public = key_name(SigningKey("", private).public)
    append_act(
        kind="make-issuer-key",
        actor=by,
        subject=f"organisation:{organisation}",
        at=at,
        codes={"key": public},
    )
    return IssuerKey.objects.create(
        organisation_id=organisation,
        public=public,
        private_sealed=seal_text(None, private_field(public), in_base58(private)),
        made_at=at,
    )
