"""Keeping what the rules said of a case, with the facts it rested on."""

from collections.abc import Iterable

from jiyao.casework.freezing import Frozen, as_text, told
from jiyao.casework.models import Case, CaseDetermination
from jiyao.casework.queries.rosters import Judged
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.sealed import Keyring


def keep_determination(
    case: Case, step: str, found: Determination, frozen: Frozen, assessor: Assessor
) -> CaseDetermination:
    """The determination, kept as it was said at a step of the case."""
    keys = house_keyring() if case.person_id is None else keyring([case.person_id])
    kept = _determination(case, step, (found, frozen), assessor, keys)
    kept.save(force_insert=True)
    return kept


def determinations_kept(
    said: Iterable[tuple[Case, Judged]], step: str, assessor: Assessor
) -> list[CaseDetermination]:
    """The determinations of many persons' cases, kept at once; of those where the rules say something."""
    listed = list(said)
    keys = keyring([case.person_id for case, _ in listed if case.person_id])
    rows = [
        _determination(case, step, (one.found, one.frozen), assessor, keys)
        for case, one in listed
        if one.found is not None and one.frozen is not None
    ]
    return CaseDetermination.objects.bulk_create(rows, 500)


def _determination(
    case: Case, step: str, said: tuple[Determination, Frozen], assessor: Assessor, keys: Keyring
) -> CaseDetermination:
    (found, frozen), owner = said, HOUSE if case.person_id is None else case.person_id
    result = found.result
    return CaseDetermination(
        case=case,
        step=step,
        determined_on=frozen.on,
        known_at=frozen.known_at,
        pack_version=found.version,
        pack_hash=found.pack_hash,
        outcome=result.outcome,
        payable=result.payable,
        amount_fen=result.amount_fen,
        frozen_sealed=keys.seal(owner, "frozen_sealed", as_text(frozen)),
        told_sealed=keys.seal(owner, "told_sealed", told(found, assessor)),
    )
