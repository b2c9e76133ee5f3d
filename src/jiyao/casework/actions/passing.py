"""What time does: a public notice that is over has its case decided, an instalment that is due is ordered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.casework.actions.carrying_out import carry_out
from jiyao.casework.actions.clearing import refuse_flagged
from jiyao.casework.actions.concluding import decide
from jiyao.casework.actions.instalments import pay_due
from jiyao.casework.actions.moving import held
from jiyao.casework.actions.rostering import decide_roster
from jiyao.casework.actions.telling import hand_on_from_employers
from jiyao.casework.kinds import FILINGS, ROSTER
from jiyao.casework.queries.determining import said_now
from jiyao.casework.queries.instalments import paid_by_and_by
from jiyao.casework.queries.notices import is_held_up, notices
from jiyao.engine.determination.assessing import Assessor
from jiyao.registry.hand import Hand


class ObjectionOpen(Conflict):
    """Somebody objected, and that is not over."""


@dataclass(frozen=True, slots=True)
class Passed:
    """How many cases were decided, of how many instalments moved, and why others stay, by their numbers.

    handed_on   messages that waited at an employer for who does not work there any more, and went on
    """

    decided: int = 0
    instalments: int = 0
    handed_on: int = 0
    stopped: Mapping[int, JiyaoError] = field(default_factory=dict)


def pass_day(hand: Hand, assessor: Assessor) -> Passed:
    """Decides what has been shown long enough, rosters before their lines, then orders what has fallen due.

    Messages leave the lists of employers for whom a person does not work any more.

    Each case goes by itself. Called again, it does nothing twice.
    """
    shown = [one.case for one in notices(assessor.pack, hand.on) if one.is_over(hand.on)]
    over = [one.pk for one in sorted(shown, key=lambda one: one.parent_id is not None)]
    stopped: dict[int, JiyaoError] = {}
    for number in over:
        try:
            _decide(number, hand, assessor)
        except JiyaoError as error:
            stopped[number] = error
    decided = len(over) - len(stopped)
    moved = 0
    for number in paid_by_and_by(assessor.pack):
        try:
            moved += pay_due(number, hand, assessor.pack)
        except JiyaoError as error:
            stopped[number] = error
    return Passed(decided, moved, hand_on_from_employers(hand), stopped)


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
    if case.kind in FILINGS:
        carry_out(case, hand, assessor.pack)
        return
    refuse_flagged(case, assessor.pack)
    decide(case, said_now(case, hand, assessor), hand, assessor)
