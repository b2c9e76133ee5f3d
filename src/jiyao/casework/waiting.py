"""What casework does when another area is done with something."""

from collections.abc import Collection

from jiyao.casework.actions.returning import tell_of_returns
from jiyao.casework.actions.settling import settle
from jiyao.funds.actions.ledger import When
from jiyao.funds.results import after_results
from jiyao.registry.hand import Hand


@after_results
def close_paid(subjects: Collection[str], when: When) -> None:
    """Closes the cases whose money has arrived, and has those told whose money came back."""
    hand = Hand(None, when.on, when.at)
    settle(subjects, hand)
    tell_of_returns(subjects, hand)
