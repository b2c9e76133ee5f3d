"""The account at which a person was paid before: told by its last digits, used again without being typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from jiyao.base.errors import Conflict
from jiyao.foundation.actions.keys import keyring
from jiyao.funds.accounts import BankAccount, opened_account
from jiyao.funds.models import OrderState, PaymentOrder

LOOKED_AT = 20
"""How many of a person's last payments are looked at."""
LAST_DIGITS = 4


class NotThatAccount(Conflict):
    """The account is not the one at which the person was last paid."""


@dataclass(frozen=True, slots=True)
class PaidAt:
    """Where somebody was paid. `order`: by which the account is named in forms; only its last digits are told."""

    order: int
    last_digits: str
    bank: str


def paid_at(person: int) -> PaidAt | None:
    """The account at which a person was last paid, if nothing has come back from it since."""
    found = next(_good(person), None)
    return None if found is None else PaidAt(found[0], found[1].number[-LAST_DIGITS:], found[1].bank)


def account_paid_at(person: int, order: str) -> BankAccount:
    """That account in the clear, to be sealed again for another payment to the same person. raises NotThatAccount"""
    found = next(_good(person), None)
    if found is None or str(found[0]) != order:
        raise NotThatAccount(
            "the account used before is another now, or none any more; look again, or type one",
            zh="上次使用的账户已有变化，请刷新后重新选择，或另填账户",
        )
    return found[1]


def _good(person: int) -> Iterator[tuple[int, BankAccount]]:
    """The payments that arrived, the last one first, each with its account; not those to accounts that failed since."""
    keys = keyring([person])
    if person in keys.erased:
        return
    orders = PaymentOrder.objects.filter(
        owner=person, payee=f"person:{person}", state__in=(OrderState.PAID, OrderState.RETURNED)
    )
    failed = set[str]()
    for order in orders.order_by("-pk")[:LOOKED_AT]:
        account = opened_account(keys, person, order.account_sealed)
        if order.state == OrderState.RETURNED:
            failed.add(account.number)
        elif account.number not in failed:
            yield order.pk, account
