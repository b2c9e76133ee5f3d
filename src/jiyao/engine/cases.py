"""What goes into a determination and what comes out of it, the same for every back end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jiyao.base.periods import Period
from jiyao.engine.measures import Limit, Outcome, Payable
from jiyao.engine.rules.tree import Value

Facts = Mapping[str, Value | None]
"""Known values by name; a missing name and None both mean unknown."""

DAYS = Period(date(1900, 1, 1), date(2200, 12, 31))
"""Days of determination: those for which the calendar's arithmetic is proven when a pack is read."""
Key = tuple[str, ...]
OWNER = "person"
YEAR = "calendar_year"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a subject: its id, whom it belongs to, and what is known of both."""

    id: str
    owner_id: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Grant:
    """One slot of a pool that is taken."""

    pool: str
    key: Key


Taken = Mapping[tuple[str, Key], int]
"""How many slots are taken, by pool and key."""


def taken(grants: Iterable[Grant]) -> Taken:
    """Grants counted by pool and key."""
    return Counter((grant.pool, grant.key) for grant in grants)


class Result(NamedTuple):
    """What a determination comes to.

    amount_fen   0 where nothing is due, None where it is not known (or another thing than money is given)
    given        the code given, for measures that give another thing than money
    first_failed, first_unknown   ids of a condition, limit or window
    next_change_on   the first day on which time alone could change the outcome, if there is one
    """

    outcome: Outcome
    payable: Payable | None
    amount_fen: int | None
    given: str | None
    first_failed: str | None
    first_unknown: str | None
    next_change_on: date | None


def key_part(value: Value) -> str:
    """A value as part of a pool's key."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def pool_key(limit: Limit, case: Case, on: date) -> Key | None:
    """The key under which the case draws on the pool; None while a part of it is unknown."""
    parts: list[str] = []
    for name in limit.pool.per:
        if name == OWNER:
            parts.append(case.owner_id)
            continue
        value = on.year if name == YEAR else case.facts.get(name)
        if value is None:
            return None
        parts.append(key_part(value))
    return tuple(parts)
