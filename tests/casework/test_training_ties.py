"""Who trained candidates, where that touches the body or who examines. On both databases."""

from datetime import date

import pytest

from jiyao.casework.queries.training_ties import Tie, ties_of
from jiyao.evaluation.models import Candidate, CandidateState, Duty, DutyRole, DutyState, Session
from jiyao.registry.models import EmploymentSpell, Ownership
from jiyao.registry.queries.ownership import Owner
from jiyao.training.models import Enrolment
from tests.evaluation.behaving import ON, body, session, sitting
from tests.foundation.planted import plant

pytestmark = pytest.mark.django_db
BODY, TRAINER, HOLDING, EXAMINER = 31, 61, 62, 701
SINCE = date(2020, 1, 1)


@pytest.fixture
def held() -> Session:
    """A session of two candidates, one of whom the trainer trained, and an examiner."""
    for number in (TRAINER, HOLDING):
        body(number)
    made = session(body(BODY), passed=2, failed=0)
    sitting(made, "东校区", 1, EXAMINER)
    person = Candidate.objects.order_by("pk")[0].person_id
    plant(
        Enrolment, person_id=person, provider_id=TRAINER, starts_on=date(2025, 1, 1), ends_on=date(2025, 2, 1)
    )
    return made


def works_for(organisation: int, **values: object) -> None:
    plant(EmploymentSpell, person_id=EXAMINER, organisation_id=organisation, starts_on=SINCE, **values)


def owned(*organisations: int) -> None:
    for one in organisations:
        plant(Ownership, organisation_id=one, owner_organisation_id=HOLDING, starts_on=SINCE)


def test_examiner_who_works_for_the_trainer_is_told(held: Session) -> None:
    works_for(TRAINER)

    assert ties_of(held, ON) == [Tie(TRAINER, 1, EXAMINER, None)]


def test_body_and_examiner_with_an_owner_in_common_with_the_trainer_are_told(held: Session) -> None:
    owned(TRAINER, BODY)
    works_for(BODY)

    owner = Owner(organisation=HOLDING)
    assert ties_of(held, ON) == [Tie(TRAINER, 1, None, owner), Tie(TRAINER, 1, EXAMINER, owner)]


@pytest.mark.parametrize("why", ["left", "declined", "withdrew", "somebody else's"])
def test_what_is_no_tie_is_not_told(why: str, held: Session) -> None:
    works_for(
        BODY if why == "somebody else's" else TRAINER, ends_on=date(2024, 12, 31) if why == "left" else None
    )
    if why == "declined":
        Duty.objects.filter(role=DutyRole.LEAD).update(state=DutyState.DECLINED)
        Duty.objects.filter(role=DutyRole.EXAMINER).update(state=DutyState.DECLINED)
    if why == "withdrew":
        Candidate.objects.update(state=CandidateState.WITHDRAWN)

    assert ties_of(held, ON) == []
