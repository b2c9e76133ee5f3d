"""The queue of cases: a line each, with how long it has waited and how long it may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.casework.kinds import FILINGS, ROSTER
from jiyao.casework.models import Case
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.cases import CaseTold, told
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.queries.labels import masked_people, organisation_names, shown_in

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
_OF_ORGANISATIONS = (ROSTER.name, *FILINGS)
"""The kinds that are about an organisation."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A line of the queue."""

    told: CaseTold
    who: str


def queued(cases: Sequence[Case], on: date) -> list[Queued]:
    """The cases as lines, with one query for the people and one for organisations."""
    who = who_in(cases)
    return [Queued(told(one, the_pack(), on), who[one.pk]) for one in cases]


def who_in(cases: Sequence[Case]) -> Mapping[int, str]:
    """Whom each case is about: a person, or of a roster or a filing the organisation."""
    people = masked_people(one.person_id for one in cases if one.person_id)
    names = organisation_names({one.subject_record for one in cases if one.kind in _OF_ORGANISATIONS})
    return {
        one.pk: names.get(one.subject_record, "")
        if one.kind in _OF_ORGANISATIONS
        else shown_in(people, one.person_id)
        for one in cases
    }
