"""Who a person is, seen in the clear for a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.foundation.actions.sealing import unmask
from jiyao.registry.models import PersonVersion

SHORTEST = 5
"""Characters of a reason; fewer say nothing."""


class ReasonTooShort(Invalid):
    """The reason says nothing."""


@dataclass(frozen=True, slots=True)
class Unmasked:
    """Who somebody is. Empty where nothing is known."""

    name: str
    identity: str
    phone: str


@transaction.atomic
def unmask_person(version: PersonVersion, *, by: str, reason: str, at: datetime) -> Unmasked:
    """Name, identity number and telephone, each with an act that says who saw it and why.

    raises   ReasonTooShort; Erased where the person was anonymised
    """
    if len(reason.strip()) < SHORTEST:
        raise ReasonTooShort(
            f"say why, in {SHORTEST} characters or more", zh=f"请写明原因，不少于 {SHORTEST} 个字"
        )

    def seen(field: str) -> str:
        sealed = getattr(version, field)
        if sealed is None:
            return ""
        return unmask(
            owner=version.record, field=field, sealed=bytes(sealed), by=by, reason=reason.strip(), at=at
        )

    return Unmasked(seen("name_sealed"), seen("identity_sealed"), seen("phone_sealed"))
