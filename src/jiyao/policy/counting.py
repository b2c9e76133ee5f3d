"""What a run came to, measure by measure and together; the same on every screen."""

from collections.abc import Sequence

from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.population.counting import MeasureCount
from jiyao.engine.population.running import Run

TOTAL = "total"
"""Stands for the measure where all are counted together."""


def counted(run: Run) -> Sequence[MeasureCount]:
    """The counts of the measures that there were rows for."""
    return [count for count in run.measures if run.rows.get(count.subject)]


def entitled(count: MeasureCount) -> int:
    """How many are entitled, those to be confirmed among them."""
    return count.outcomes.get(Outcome.ELIGIBLE, 0) + count.outcomes.get(Outcome.TO_BE_CONFIRMED, 0)


def pays(count: MeasureCount) -> int:
    """How many of the entitled can be paid now."""
    return count.payable.get(Payable.PAYS, 0)


def total(run: Run) -> MeasureCount:
    """All measures together, with every outcome."""
    counts = counted(run)
    return MeasureCount(
        TOTAL,
        TOTAL,
        {outcome: sum(count.outcomes.get(outcome, 0) for count in counts) for outcome in Outcome},
        {payable: sum(count.payable.get(payable, 0) for count in counts) for payable in Payable},
        sum(count.total_fen for count in counts),
    )
