"""What is done once results of a bank were loaded. Whoever waits for money says so:

    @after_results
    def settle(subjects: Collection[str], when: When) -> None: ...

`subjects` are what the payments were for that have arrived or came back, such as `case:12`. It may be called again for
the same, and does nothing twice. Areas keep such functions in `waiting.py`.
"""

from collections.abc import Callable, Collection

from jiyao.funds.actions.ledger import When

After = Callable[[Collection[str], When], None]
AFTER: list[After] = []
"""Everything that is done."""


def after_results(function: After) -> After:
    """Has a function called after results were loaded."""
    AFTER.append(function)
    return function
