"""What is written down with the steps of a case, in the clear."""

from collections.abc import Iterable, Mapping

from jiyao.casework.models import Case, CaseStep
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring


def reasons_of(case: Case, steps: Iterable[CaseStep]) -> Mapping[int, str]:
    """The reasons by the number of the step; none where nobody gave one, or the person was anonymised."""
    owner = HOUSE if case.person_id is None else case.person_id
    keys = house_keyring() if case.person_id is None else keyring([owner])
    if owner in keys.erased:
        return {}
    return {
        one.pk: keys.unseal(owner, "reason_sealed", one.reason_sealed)
        for one in steps
        if one.reason_sealed is not None
    }
