"""Personal data shown for a reason, and forgotten."""

from datetime import datetime

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import DataKey


class NoReason(Invalid):
    """Something that needs a reason was asked for without one."""


class NotAPerson(Invalid):
    """A key of the installation itself was to be deleted."""


def unmask(*, owner: int, field: str, sealed: bytes, by: str, reason: str, at: datetime) -> str:
    """The text in the clear, and an act that says who saw it and why."""
    _check_reason(reason)
    text = keyring([owner]).unseal(owner, field, sealed)
    append_act(
        kind="unmask",
        actor=by,
        subject=f"person:{owner}",
        at=at,
        codes={"field": field},
        payload={"reason": reason},
    )
    return text


@transaction.atomic
def anonymise(owner: int, *, by: str, reason: str, at: datetime) -> None:
    """Deletes a person's key: what it sealed is lost for ever, here and in acts, and the acts still verify."""
    _check_reason(reason)
    if owner <= 0:
        raise NotAPerson(
            f"owner {owner} is the installation itself; name a person's number",
            zh=f"{owner} 是系统本身；请给人员编号",
        )
    changed = DataKey.objects.filter(owner=owner, erased_at=None).update(
        wrapped=None, wrapping_key=None, erased_at=at
    )
    if not changed:
        keyring([owner]).seal(owner, "", "")  # fails, and says whether the key is gone or never was
    append_act(kind="anonymise", actor=by, subject=f"person:{owner}", at=at, payload={"reason": reason})


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NoReason("a reason is needed; say in a sentence why", zh="请用一句话写明原因")
