"""What time does: a public notice that is over has its case decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.casework.actions.clearing import refuse_flagged
from jiyao.casework.actions.concluding import decide
from jiyao.casework.actions.moving import held
from jiyao.casework.actions.rostering import decide_roster
from jiyao.casework.hand import Hand
from jiyao.casework.kinds import ROSTER
from jiyao.casework.queries.determining import said_now
from jiyao.casework.queries.notices import is_held_up, notices
from jiyao.engine.determination.assessing import Assessor


class ObjectionOpen(Conflict):
    """Somebody objected, and that is not over."""


@dataclass(frozen=True, slots=True)
class Passed:
    """How many cases were decided, and why others were not, by their numbers."""

    decided: int = 0
    stopped: Mapping[int, JiyaoError] = field(default_factory=dict)


def pass_day(hand: Hand, assessor: Assessor) -> Passed:
    """Decides what has been shown long enough, each case by itself, rosters before their lines.

    Called again, it does nothing twice.
    """
    shown = [one.case for one in notices(assessor.pack, hand.on) if one.is_over(hand.on)]
    over = [one.pk for one in sorted(shown, key=lambda one: one.parent_id is not None)]
    stopped: dict[int, JiyaoError] = {}
    for number in over:
        try:
            _decide(number, hand, assessor)
        except JiyaoError as error:
            stopped[number] = error
    return Passed(len(over) - len(stopped), stopped)


@transaction.atomic
def _decide(number: int, hand: Hand, assessor: Assessor) -> None:
    case = held(number, hand, None)
    if is_held_up(case):
        raise ObjectionOpen(
            f"case {case.number}: an objection is being examined; the notice goes on until that is over",
            zh=f"办件 {case.number}：有异议正在核查，公示顺延至异议办结",
        )
    if case.kind == ROSTER.name:
        decide_roster(case, hand)
        return
    refuse_flagged(case, assessor.pack)
    decide(case, said_now(case, hand, assessor), hand, assessor)
