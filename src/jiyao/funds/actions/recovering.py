"""Money that came back from a payee."""

from collections.abc import Sequence

from django.db import transaction

from jiyao.foundation.models import Act
from jiyao.funds.actions.committing import BadSum, act_of, held_commitment, moved
from jiyao.funds.actions.ledger import When, post
from jiyao.funds.models import Commitment, Pot, TransferKind


@transaction.atomic
def recover(
    commitment: int, *, amount_fen: int, when: When, by: str, rests_on: Sequence[Act | int] = ()
) -> Commitment:
    """The commitment, with so much of what was paid recovered. raises NoSuchCommitment, BadSum"""
    found = held_commitment(commitment)
    paid = found.paid_fen - found.recovered_fen
    if not 0 < amount_fen <= paid:
        raise BadSum(
            f"commitment {commitment}: {paid} fen are with the payee, {amount_fen} cannot be recovered",
            zh=f"承诺 {commitment} 已拨付未追回 {paid} 分，不能追回 {amount_fen} 分",
        )
    found.recovered_fen += amount_fen
    found.save(update_fields=["recovered_fen"])
    move = moved(found, TransferKind.RECOVER, Pot.PAID, Pot.RECOVERED, amount_fen)
    post([move], lambda: act_of("recover-funds", found, amount_fen, when, by, rests_on), when)
    return found
