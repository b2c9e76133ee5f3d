"""A payee's account, seen in the clear for a reason."""

from datetime import datetime

from django.db import transaction

from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.keys import HOUSE, keyring
from jiyao.foundation.actions.sealing import unmask
from jiyao.funds.accounts import FIELD, BankAccount, account_from, opened_account
from jiyao.funds.models import PaymentOrder
from jiyao.registry.actions.unmasking import SHORTEST, ReasonTooShort


@transaction.atomic
def see_account(order: PaymentOrder, *, by: str, reason: str, at: datetime) -> BankAccount:
    """The account, and an act that says who saw it and why. raises ReasonTooShort; Erased"""
    said = reason.strip()
    if len(said) < SHORTEST:
        raise ReasonTooShort(
            f"say why, in {SHORTEST} characters or more", zh=f"请写明原因，不少于 {SHORTEST} 个字"
        )
    sealed = bytes(order.account_sealed)
    if order.owner != HOUSE:
        text = unmask(owner=order.owner, field=FIELD, sealed=sealed, by=by, reason=said, at=at)
        return account_from(text)
    append_act(
        kind="unmask", actor=by, subject=order.payee, at=at, codes={"field": FIELD}, payload={"reason": said}
    )
    return opened_account(keyring([HOUSE]), HOUSE, sealed)
