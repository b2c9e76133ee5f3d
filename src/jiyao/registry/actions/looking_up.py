"""A person looked up by identity number. Every look-up leaves an act; the number stands in none."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.finding import by_number
from jiyao.registry.queries.standing import people_by_hash

NOBODY = "people"
"""What the act is about where nobody has the number."""


@transaction.atomic
def look_up(identity: str, *, reach: Reach, on: date, by: str, at: datetime) -> Sequence[int]:
    """The person's number, if in reach. The answer is the same for who is elsewhere and for who is nowhere."""
    hashed = lookup_hash(identity)
    known = people_by_hash([hashed]).get(hashed)
    found = by_number(0 if known is None else known, reach, on)
    append_act(
        kind="look-up",
        actor=by,
        subject=NOBODY if known is None else f"person:{known}",
        at=at,
        codes={"found": len(found)},
    )
    return found
