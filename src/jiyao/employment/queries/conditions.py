"""How the conditions of a post stand for an appointment, before it is made or while it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from jiyao.base.slices import slices
from jiyao.employment.models import PostAppointment
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explained
from jiyao.engine.measures import Outcome, Payable
from jiyao.foundation.facts import people_cases
from jiyao.policy.queries.proposing import determined_if

APPOINTMENT = "post_appointment"
AT_A_TIME = 500


class Stand(StrEnum):
    """How an appointment stands to the conditions that are known."""

    MEETS = "meets"
    OPEN = "open"
    FAILS = "fails"
    NO_RULE = "no_rule"


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one appointment; none where the pack has no measure for the post."""

    told: Determination | None

    @property
    def stand(self) -> Stand:
        """What it comes to."""
        if self.told is None:
            return Stand.NO_RULE
        outcome = self.told.result.outcome
        if outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED):
            return Stand.MEETS
        return Stand.OPEN if outcome is Outcome.UNKNOWN else Stand.FAILS

    @property
    def decides_alone(self) -> bool:
        """Whether everything is known that there is to know: no fact is missing, no condition unread or unconfirmed."""
        return (
            self.stand is Stand.MEETS and self.told is not None and self.told.result.payable is Payable.PAYS
        )

    @property
    def failed(self) -> Sequence[str]:
        """The ids of the conditions that do not hold."""
        return () if self.told is None else [one.id for one in self.told.conditions if one.truth is False]


def judged_thought(row: PostAppointment, assessor: Assessor, *, known_at: datetime) -> Judged:
    """An appointment that is only thought of, on its first day. raises NobodyKnown"""
    [told] = determined_if(assessor, row.person_id, APPOINTMENT, [row], on=row.starts_on, known_at=known_at)
    return Judged(told[0] if told else None)


def judged_on(
    rows: Sequence[PostAppointment], on: date, assessor: Assessor, *, known_at: datetime
) -> Mapping[int, Judged]:
    """By record how those of these appointments stand that run on a day; with two queries for some hundred of them."""
    found: dict[int, Judged] = {}
    for some in slices(list(rows), AT_A_TIME):
        found |= _judged({one.record: one.person_id for one in some}, on, assessor, known_at)
    return found


def _judged(people: Mapping[int, int], on: date, assessor: Assessor, known_at: datetime) -> dict[int, Judged]:
    vocabulary = assessor.pack.vocabulary
    known = people_cases(
        sorted(set(people.values())), [APPOINTMENT], on=on, known_at=known_at, vocabulary=vocabulary
    )
    cases = [case for found in known.values() for case in found.get(APPOINTMENT, ())]
    wanted = {APPOINTMENT: [case for case in cases if int(case.id) in people]}
    measures = [one.id for one in assessor.pack.measures.values() if one.subject == APPOINTMENT]
    assessed = assessor.assess(wanted, on, only=measures)
    applying = [row for row in assessed if row.outcome is not Outcome.NOT_APPLICABLE]
    told = {int(one.case.id): one for one in explained(assessor, applying, wanted)}
    return {int(case.id): Judged(told.get(int(case.id))) for case in wanted[APPOINTMENT]}
