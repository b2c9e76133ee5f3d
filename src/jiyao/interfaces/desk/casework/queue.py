"""The queue of cases: a line each, with how long it has waited and how long it may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.models import Case
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.cases import CaseTold, told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.queries.labels import masked_people, shown_in

WAITING: Mapping[str, tuple[Words, Words]] = {
    "accept": (
        Words(zh="件待受理", en="cases to accept"),
        Words(zh="没有待受理的办件", en="No case waits to be accepted"),
    ),
    "review": (
        Words(zh="件待审核", en="cases to review"),
        Words(zh="没有待审核的办件", en="No case waits to be reviewed"),
    ),
    "approve": (
        Words(zh="件待审批", en="cases to approve"),
        Words(zh="没有待审批的办件", en="No case waits to be approved"),
    ),
}
"""What waits for each duty, and what to say of none."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A line of the queue."""

    told: CaseTold
    person: str


def queued(cases: Sequence[Case], on: date) -> list[Queued]:
    """The cases as lines, with one query for the people."""
    people = masked_people(one.person_id for one in cases if one.person_id)
    return [Queued(told(one, the_pack(), on), shown_in(people, one.person_id)) for one in cases]
