"""决定: what was approved is given. The slots of shared limits are taken in the same transaction, whoever else asks."""

from datetime import date

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict
from jiyao.casework.actions.freezing import keep_determination
from jiyao.casework.actions.moving import move
from jiyao.casework.hand import Hand
from jiyao.casework.models import Case
from jiyao.casework.queries.determining import said_now
from jiyao.engine.cases import Case as Row
from jiyao.engine.cases import pool_key
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, LimitReason
from jiyao.engine.measures import Limit
from jiyao.engine.rules.tree import Value
from jiyao.engine.vocabulary import SEPARATOR
from jiyao.policy.models import Grant, GrantSlot


class NoSlotLeft(Conflict):
    """What may be had so often was given so often."""


def decide(case: Case, hand: Hand, assessor: Assessor) -> Case:
    """The case, decided: what it gives is recorded and its slots are taken. The caller holds the case.

    raises   NoSlotLeft: somebody else was given it meanwhile; NotNow, NothingThere
    """
    found, frozen = said_now(case, hand, assessor)
    case.grant = _granted(case, found, hand)
    _take_slots(case.grant, found)
    move(case, "decide", hand, codes={"grant": case.grant.pk, "fen": case.amount_fen or 0})
    keep_determination(case, "decide", found, frozen, assessor)
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


def _take_slots(grant: Grant, found: Determination) -> None:
    reasons = {reason.id: reason for reason in found.limits}
    for limit in found.measure.limits:
        if limit.id in reasons:
            _take(grant, limit, reasons[limit.id], found.case, found.on)


def _take(grant: Grant, limit: Limit, reason: LimitReason, row: Row, on: date) -> None:
    key = pool_key(limit, row, on)
    if key is None or reason.at_most is None:
        raise _full(limit)
    joined = SEPARATOR.join(key)
    for slot in range(1, reason.at_most + 1):
        if _is_free(limit, joined, slot) and _taken(grant, limit, joined, slot):
            return
    raise _full(limit)


def _is_free(limit: Limit, key: str, slot: int) -> bool:
    return not GrantSlot.objects.filter(pool=limit.pool.id, key=key, slot=slot, is_taken=True).exists()


def _taken(grant: Grant, limit: Limit, key: str, slot: int) -> bool:
    """Whether the slot is this grant's now; another process may have taken it since it was looked at."""
    try:
        with transaction.atomic():
            GrantSlot.objects.create(grant=grant, pool=limit.pool.id, key=key, slot=slot)
    except IntegrityError:
        return False
    return True


def _full(limit: Limit) -> NoSlotLeft:
    return NoSlotLeft(
        f"{limit.words.en}: this was given already, by another case or channel; send the case back",
        zh=f"{limit.words.zh}：已由其他办件或渠道发放，请退回审核",
    )
