"""Keeping what the rules said of a case, with the facts it rested on."""

from jiyao.casework.freezing import Frozen, as_text, told
from jiyao.casework.models import Case, CaseDetermination
from jiyao.casework.sealing import seal_text
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination


def keep_determination(
    case: Case, step: str, found: Determination, frozen: Frozen, assessor: Assessor
) -> CaseDetermination:
    """The determination, kept as it was said at a step of the case."""
    result = found.result
    return CaseDetermination.objects.create(
        case=case,
        step=step,
        determined_on=frozen.on,
        known_at=frozen.known_at,
        pack_version=found.version,
        pack_hash=found.pack_hash,
        outcome=result.outcome,
        payable=result.payable,
        amount_fen=result.amount_fen,
        frozen_sealed=seal_text(case.person_id, "frozen_sealed", as_text(frozen)),
        told_sealed=seal_text(case.person_id, "told_sealed", told(found, assessor)),
    )
