"""兑现 as people see it: the stages from entitled to paid, with their shares of what is due."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiyao.casework.queries.stopping import Stage
from jiyao.casework.queries.take_up import TakeUp
from jiyao.engine.shapes import Words

TITLE = Words(zh="兑现", en="Take-up")
STAGES: Mapping[Stage, Words] = {
    Stage.ENTITLED: Words(zh="应享", en="entitled"),
    Stage.REACHED: Words(zh="触达", en="reached"),
    Stage.ACCEPTED: Words(zh="受理", en="accepted"),
    Stage.PAID: Words(zh="到账", en="paid"),
}


@dataclass(frozen=True, slots=True)
class StageTold:
    """A stage: how many came so far, how much, the share of what is due, the median of days since the one before."""

    words: Words
    count: int
    fen: int
    percent: float
    days: int | None


def stages_of(one: TakeUp) -> list[StageTold]:
    """The four stages."""
    due, _ = one.came_to(Stage.ENTITLED)
    days = {Stage.ACCEPTED: one.median_days(0), Stage.PAID: one.median_days(1)}
    told = []
    for stage in Stage:
        count, fen = one.came_to(stage)
        told.append(StageTold(STAGES[stage], count, fen, 100 * count / due if due else 0, days.get(stage)))
    return told
