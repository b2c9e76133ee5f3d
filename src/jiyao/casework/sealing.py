"""What a request for a correction says."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiyao.casework.models import Correction
from jiyao.foundation.actions.keys import HOUSE, keyring
from jiyao.foundation.sealed import Keyring


@dataclass(frozen=True, slots=True)
class Said:
    """What a request says in the clear. Nothing of it is known where the person was anonymised.

    claimed   the value as `claiming.plain` leaves it
    """

    claimed: Any = None
    reason: str = ""
    answer: str = ""
    erased: bool = False


def said_by(requests: Iterable[Correction]) -> Mapping[int, Said]:
    """What these requests say, by their numbers; with one look for keys."""
    wanted = list(requests)
    keys = keyring({HOUSE if one.owner is None else one.owner for one in wanted}) if wanted else Keyring({})
    return {one.pk: _said(one, keys) for one in wanted}


def _said(request: Correction, keys: Keyring) -> Said:
    owner = HOUSE if request.owner is None else request.owner
    if owner in keys.erased:
        return Said(erased=True)
    answer = request.answer_sealed
    return Said(
        claimed=json.loads(keys.unseal(owner, "claimed_sealed", request.claimed_sealed)),
        reason=keys.unseal(owner, "reason_sealed", request.reason_sealed),
        answer="" if answer is None else keys.unseal(owner, "answer_sealed", answer),
    )
