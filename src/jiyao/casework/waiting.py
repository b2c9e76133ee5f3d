"""What casework does when another area is done with something."""

from jiyao.casework.actions.paying import settle
from jiyao.casework.hand import Hand
from jiyao.funds.actions.ledger import When
from jiyao.funds.results import after_results


@after_results
def close_paid(when: When) -> None:
    """Closes the cases whose money has arrived."""
    settle(Hand(None, when.on, when.at))
