"""What is done once results of a bank were loaded. Whoever waits for money says so:

    @after_results
    def settle(when: When) -> None: ...

It may be called again for the same results, and does nothing twice. Areas keep such functions in `waiting.py`.
"""

from collections.abc import Callable

from jiyao.funds.actions.ledger import When

After = Callable[[When], None]
AFTER: list[After] = []
"""Everything that is done."""


def after_results(function: After) -> After:
    """Has a function called after results were loaded."""
    AFTER.append(function)
    return function
