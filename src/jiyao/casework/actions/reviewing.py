"""审核: a reviewer says what is to be decided; departing from the determination wants a reason, and two approve."""

from dataclasses import dataclass

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.freezing import keep_determination
from jiyao.casework.actions.moving import held, move
from jiyao.casework.models import Case, Recommendation
from jiyao.casework.queries.determining import is_due, said_or_gone
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.measures import Outcome
from jiyao.engine.shapes import Words
from jiyao.registry.hand import Hand


class NotConfirmed(Invalid):
    """Something that only people can judge is not ticked."""


class NoSum(Invalid):
    """Something is to be granted, and nobody says how much."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reviewer finds.

    amount_fen   the sum, where it is another than the determination says
    confirmed    the ids of what only people judge, ticked
    reason       why, where it departs from the determination or refuses
    """

    recommends: Recommendation
    amount_fen: int | None = None
    confirmed: frozenset[str] = frozenset()
    reason: str = ""


@transaction.atomic
def review(number: int, finding: Finding, hand: Hand, assessor: Assessor) -> Case:
    """The case, reviewed, with a determination of today.

    raises   NotConfirmed, NoSum, BadReason where it refuses or departs without one;
             NotNow, NotYourDuty, SameHand, NothingThere
    """
    case = held(number, hand, "review")
    grants = finding.recommends is Recommendation.GRANT
    said = said_or_gone(case, hand, assessor, may_be_gone=not grants)
    if said is not None and grants:
        _check_confirmed(said[0], finding)
    case.recommends = finding.recommends
    case.amount_fen = _sum(said[0], finding) if said is not None and grants else None
    case.departs = said is not None and departs(said[0], case)
    reason = finding.reason if grants and not case.departs else checked_reason(finding.reason)
    codes = {"recommends": case.recommends, "fen": case.amount_fen or 0}
    move(case, "review", hand, reason=reason, codes=codes)
    if said is not None:
        keep_determination(case, "review", *said, assessor)
    return case


def departs(found: Determination, case: Case) -> bool:
    """Whether what is proposed is not what the rules say."""
    due = is_due(found)
    if case.recommends == Recommendation.REFUSE:
        return due
    return not due or case.amount_fen != (found.result.amount_fen or None)


def asked_of_people(found: Determination) -> tuple[tuple[str, Words], ...]:
    """What only people judge, on the day that counts."""
    if found.result.outcome is not Outcome.TO_BE_CONFIRMED:
        return ()
    return tuple((ask.id, ask.words) for ask in found.asked)


def _check_confirmed(found: Determination, finding: Finding) -> None:
    open_ = [words for id_, words in asked_of_people(found) if id_ not in finding.confirmed]
    if open_:
        raise NotConfirmed(
            "confirm first: " + "; ".join(words.en for words in open_),
            zh="请先核实并勾选：" + "；".join(words.zh for words in open_),
        )


def _sum(found: Determination, finding: Finding) -> int | None:
    if found.measure.gives_kind != "amount":
        return None
    amount = finding.amount_fen if finding.amount_fen is not None else found.result.amount_fen
    if not amount or amount < 0:
        raise NoSum("say the sum that is to be paid", zh="请填写拟支付的金额")
    return amount
