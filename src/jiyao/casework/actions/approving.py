"""审批: by as many hands as the sum asks for; then the case is decided, or shown to the public first."""

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.casework.actions.clearing import refuse_flagged
from jiyao.casework.actions.concluding import decide
from jiyao.casework.actions.moving import held, move
from jiyao.casework.actions.paying import commit_for
from jiyao.casework.actions.reviewing import departs
from jiyao.casework.freezing import Frozen
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, Recommendation
from jiyao.casework.queries.cases import endorsements
from jiyao.casework.queries.determining import said_or_gone
from jiyao.casework.time_limits import approvals_needed, notice_of
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.registry.hand import Hand


class FoundOtherwise(Conflict):
    """Since the review the facts have changed, and the rules say something else now."""


@transaction.atomic
def approve(number: int, hand: Hand, assessor: Assessor) -> Case:
    """The case: approved, or waiting for one more approval; decided at once where no public notice is asked for.

    raises   StillFlagged: its record is doubted; FoundOtherwise, NothingThere: send it back;
             NoLine, Overdrawn: there is no money; NotNow, NotYourDuty, SameHand; what `decide` raises
    """
    case = held(number, hand, "approve")
    kind_of(case).step("approve", case)
    refuse_flagged(case, assessor.pack)
    said = _still_so(case, hand, assessor)
    if endorsements(case) + 1 < approvals_needed(case, assessor.pack):
        move(case, "endorse", hand)
        return case
    if said is None or case.recommends == Recommendation.REFUSE:
        move(case, "refuse", hand)
        return case
    approved = move(case, "approve", hand)
    commit_for(case, assessor.pack, hand, approved.act)
    if notice_of(case, assessor.pack) is not None:
        move(case, "notice", hand.by_itself)
        return case
    return decide(case, said, hand.by_itself, assessor)


@transaction.atomic
def send_back(number: int, hand: Hand, *, reason: str) -> Case:
    """The case, back with who reviews. raises NotNow, NotYourDuty, SameHand, BadReason"""
    case = held(number, hand, "approve")
    move(case, "send-back", hand, reason=reason)
    return case


def _still_so(case: Case, hand: Hand, assessor: Assessor) -> tuple[Determination, Frozen] | None:
    """What the rules say now; nothing of a record that is gone, which can only be refused.

    raises   FoundOtherwise where that is not what they said of the proposal at the review; NothingThere
    """
    said = said_or_gone(case, hand, assessor, may_be_gone=case.recommends == Recommendation.REFUSE)
    if said is None:
        return None
    found, _ = said
    if departs(found, case) != case.departs:
        raise FoundOtherwise(
            f"case {case.number}: the rules say something else now than when it was reviewed "
            f"({found.result.outcome.value}); send it back to be reviewed again",
            zh=f"办件 {case.number}：审核之后情况有变，测算结论已不同，请退回重新审核",
        )
    return said
