"""决定: what was approved is given. The slots of shared limits are taken in the same transaction, whoever else asks."""

from jiyao.casework.actions.freezing import keep_determination
from jiyao.casework.actions.granting import take_slots
from jiyao.casework.actions.moving import move
from jiyao.casework.actions.paying import order_for
from jiyao.casework.freezing import Frozen
from jiyao.casework.issuing import DECIDED, issue_papers, issue_with_last_line
from jiyao.casework.models import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.rules.tree import Value
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand


def decide(case: Case, said: tuple[Determination, Frozen], hand: Hand, assessor: Assessor) -> Case:
    """The case, decided: what it gives is recorded and its slots are taken.

    The caller holds the case, has refused what is flagged, and brings what the rules say of it now.

    raises   NoSlotLeft: somebody else was given it meanwhile; NotNow
    """
    found, frozen = said
    case.grant = _granted(case, found, hand)
    take_slots(case.grant, found)
    decided = move(case, "decide", hand, codes={"grant": case.grant.pk, "fen": case.amount_fen or 0})
    keep_determination(case, "decide", found, frozen, assessor)
    order_for(case, assessor.pack, hand, decided.act)
    issue_papers(decided, hand, DECIDED)
    issue_with_last_line(decided, hand)
    if case.amount_fen is None:
        move(case, "close", hand)
    return case


def _granted(case: Case, found: Determination, hand: Hand) -> Grant:
    facts = found.case.facts
    return Grant.objects.create(
        measure=case.measure,
        pack_version=found.version,
        subject=case.subject,
        subject_record=case.subject_record,
        person_id=case.person_id,
        organisation_id=case.organisation_id,
        division=case.division,
        occupation=_text(facts.get("occupation")),
        level=_text(facts.get("level")),
        amount_fen=case.amount_fen,
        granted_on=hand.on,
        recorded_at=hand.at,
    )


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)
