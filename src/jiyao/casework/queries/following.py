"""What follows for a grant when a record on which it rests says something else now."""

from collections.abc import Sequence
from datetime import datetime

from jiyao.casework.models import Consequence, Reversal
from jiyao.casework.queries.determining import ENTITLED, frozen_now, without_own
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Outcome
from jiyao.policy.models import Grant
from jiyao.policy.queries.people import NobodyKnown


def due_now(grant: Grant, assessor: Assessor, at: datetime) -> int | None:
    """What the rules give for it on the day it was granted, by what is known now; None where they cannot say.

    A measure that the pack no longer has says nothing of it.
    """
    if grant.measure not in assessor.pack.measures or grant.person_id is None:
        return None
    try:
        known = frozen_now(assessor, grant.person_id, grant.measure, on=grant.granted_on, known_at=at)
    except NobodyKnown:
        return None
    found = without_own(known, grant).explain(assessor, grant.measure, grant.subject_record)
    if found is None:
        return 0
    if found.result.outcome is Outcome.UNKNOWN:
        return None
    return found.result.amount_fen if found.result.outcome in ENTITLED else 0


def proposal(grant: Grant, due_fen: int | None) -> Reversal:
    """What is proposed for a grant: what cannot be said stays until somebody looks at it."""
    if grant.reversed_on is not None:
        return Reversal.RESTORE if due_fen else Reversal.KEEP
    if due_fen is None or due_fen == grant.amount_fen:
        return Reversal.KEEP
    return Reversal.RAISE if due_fen > (grant.amount_fen or 0) else Reversal.REVERSE


def reversed_by_consequence(table: str, record: int) -> Sequence[Grant]:
    """The grants that were reversed because of this record and that nothing has taken the place of."""
    found = Consequence.objects.filter(
        case__subject=table, case__subject_record=record, decided=Reversal.REVERSE, renewed__isnull=True
    )
    return [one.grant for one in found.select_related("grant").order_by("pk")]
