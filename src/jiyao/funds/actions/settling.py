"""What is due of a commitment held against what was paid: the difference is ordered, or is to come back."""

from dataclasses import dataclass

from django.db import transaction

from jiyao.funds.accounts import Payee
from jiyao.funds.actions.committing import held_commitment
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.ordering import order_payment
from jiyao.funds.models import Commitment, PaymentOrder


@dataclass(frozen=True, slots=True)
class Settlement:
    """What followed: an order for what is due more, or how much the payee is to give back."""

    order: PaymentOrder | None = None
    to_recover_fen: int = 0


@transaction.atomic
def settle(commitment: int, *, due_fen: int, payee: Payee, key: str, when: When, by: str) -> Settlement:
    """The difference between what is due altogether and what was paid or is on its way.

    due_fen   as `instalments.due_fen` works it out
    key       of the commitment's instalments; the sum paid before is added, so that nothing is ordered twice
    raises    BadSum where more is due than was committed; and as `order_payment`
    """
    found = held_commitment(commitment)
    given = given_fen(found)
    if due_fen > given:
        order = order_payment(
            commitment=commitment,
            payee=payee,
            key=f"{key}@{found.ordered_fen + found.paid_fen}-{found.recovered_fen}",
            amount_fen=due_fen - given,
            when=when,
            by=by,
        )
        return Settlement(order)
    return Settlement(to_recover_fen=given - due_fen)


def given_fen(commitment: Commitment) -> int:
    """What was paid or is on its way, without what came back."""
    return commitment.ordered_fen + commitment.paid_fen - commitment.recovered_fen
