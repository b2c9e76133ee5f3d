"""Giving and taking back: a grant takes its slots of shared limits, a reversal frees them."""

from datetime import date

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict
from jiyao.engine.cases import Case as Row
from jiyao.engine.cases import pool_key
from jiyao.engine.determination.reasons import Determination, LimitReason
from jiyao.engine.measures import Limit
from jiyao.engine.vocabulary import SEPARATOR
from jiyao.foundation.actions.acting import append_act
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.hand import Hand


class NoSlotLeft(Conflict):
    """What may be had so often was given so often."""


def take_slots(grant: Grant, found: Determination) -> None:
    """A slot of each limit that stands, for the grant. raises NoSlotLeft: somebody else was given it meanwhile"""
    reasons = {reason.id: reason for reason in found.limits}
    for limit in found.measure.limits:
        if limit.id in reasons:
            _take(grant, limit, reasons[limit.id], found.case, found.on)


def reverse(grant: Grant, hand: Hand, *, because: int) -> None:
    """The grant, reversed from the day on; its slots are free. `because`: the number of the act that decided it"""
    grant.reversed_on, grant.reversed_at = hand.on, hand.at
    grant.save(update_fields=["reversed_on", "reversed_at"])
    grant.slots.filter(is_taken=True).update(is_taken=False)
    _act("reverse-grant", grant, hand, because)


def renew(grant: Grant, amount_fen: int, hand: Hand, *, because: int) -> Grant:
    """A grant in place of one that was reversed, with the slots that it had. raises NoSlotLeft"""
    slots = list(grant.slots.all())
    made = Grant.objects.create(
        measure=grant.measure,
        pack_version=grant.pack_version,
        subject=grant.subject,
        subject_record=grant.subject_record,
        person_id=grant.person_id,
        organisation_id=grant.organisation_id,
        division=grant.division,
        occupation=grant.occupation,
        level=grant.level,
        amount_fen=amount_fen,
        granted_on=hand.on,
        recorded_at=hand.at,
    )
    for slot in slots:
        if not _taken(made, slot.pool, slot.key, slot.slot):
            raise _full(slot.pool, slot.pool)
    _act("renew-grant", made, hand, because)
    return made


def _act(kind: str, grant: Grant, hand: Hand, because: int) -> None:
    append_act(
        kind=kind,
        actor=hand.party,
        subject=f"grant:{grant.pk}",
        at=hand.at,
        codes={"fen": grant.amount_fen or 0},
        owner=grant.person_id,
        rests_on=[because],
    )


def _take(grant: Grant, limit: Limit, reason: LimitReason, row: Row, on: date) -> None:
    key = pool_key(limit, row, on)
    if key is None or reason.at_most is None:
        raise _full(limit.words.zh, limit.words.en)
    joined = SEPARATOR.join(key)
    for slot in range(1, reason.at_most + 1):
        if _is_free(limit, joined, slot) and _taken(grant, limit.pool.id, joined, slot):
            return
    raise _full(limit.words.zh, limit.words.en)


def _is_free(limit: Limit, key: str, slot: int) -> bool:
    return not GrantSlot.objects.filter(pool=limit.pool.id, key=key, slot=slot, is_taken=True).exists()


def _taken(grant: Grant, pool: str, key: str, slot: int) -> bool:
    """Whether the slot is this grant's now; another process may have taken it since it was looked at."""
    try:
        with transaction.atomic():
            GrantSlot.objects.create(grant=grant, pool=pool, key=key, slot=slot)
    except IntegrityError:
        return False
    return True


def _full(zh: str, en: str) -> NoSlotLeft:
    return NoSlotLeft(
        f"{en}: this was given already, by another case or channel; send the case back",
        zh=f"{zh}：已由其他办件或渠道发放，请退回审核",
    )
