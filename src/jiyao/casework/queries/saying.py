"""What is written down with a case, in the clear."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from jiyao.casework.models import Case
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.sealed import Bytes


class Reasoned(Protocol):
    """A row of a case with a reason."""

    pk: int
    reason_sealed: Bytes | None


def reasons_of(case: Case, steps: Iterable[Reasoned]) -> Mapping[int, str]:
    """The reasons by the number of the step or branch; none where nobody gave one, or the person was anonymised."""
    owner = HOUSE if case.person_id is None else case.person_id
    keys = house_keyring() if case.person_id is None else keyring([owner])
    if owner in keys.erased:
        return {}
    return {
        one.pk: keys.unseal(owner, "reason_sealed", one.reason_sealed)
        for one in steps
        if one.reason_sealed is not None
    }
