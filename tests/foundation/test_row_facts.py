"""What each fact of trainings, apprentices and contests means, on planted records. Every test runs on both databases."""

from datetime import date
from typing import Any

import pytest

from jiyao.evaluation.models import Coaching, ContestResult
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import (
    EmploymentSpell,
    Organisation,
    OrganisationVersion,
    ScarceOccupation,
)
from jiyao.training.models import Apprenticeship, Enrolment
from tests.foundation.planted import FITTER, ME, ON, TOMORROW, WELDER, certificate, fact, known, person, plant
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def me() -> None:
    load_lists(pack())
    person(ME)


class TestEnrolment:
    def test_as_recorded(self) -> None:
        recorded = {
            "occupation": WELDER,
            "work_type": "none",
            "level": "L4",
            "training_kind": "upgrade",
            "training_mode": "online",
            "attended_days": 20,
            "attended_hours": 160,
            "attendance_ratio": 9500,
            "fee_charged_fen": 180000,
            "employee_of_enterprise": True,
            "placed_on": ON,
        }
        other = {"division": "230100", "ends_on": ON, "passed": True, "placed_in_province": True}
        plant(Enrolment, record=70, person_id=ME, starts_on=date(2025, 1, 1), **recorded, **other)

        assert known("enrolment", 70) == {
            **recorded,
            "scarce_occupation": None,
            "training_division": "230100",
            "training_ended_on": ON,
            "training_passed": True,
            "placed_in_province_by_provider": True,
        }

    def test_what_is_of_a_later_day_is_not_yet_so(self) -> None:
        later = {"ends_on": TOMORROW, "passed": True, "placed_in_province": True, "placed_on": TOMORROW}
        plant(Enrolment, record=70, person_id=ME, starts_on=ON, **later)
        plant(Enrolment, record=71, person_id=ME, starts_on=TOMORROW)

        assert known("enrolment", 71) is None
        assert fact("training_passed", "enrolment", 70) is None
        assert fact("placed_in_province_by_provider", "enrolment", 70) is False
        assert fact("placed_on", "enrolment", 70) is None

    def test_scarce_where_it_takes_place(self) -> None:
        plant(ScarceOccupation, division="230100", occupation=WELDER, starts_on=date(2025, 1, 1))
        plant(Enrolment, record=70, person_id=ME, starts_on=ON, division="230102", occupation=WELDER)
        plant(Enrolment, record=71, person_id=ME, starts_on=ON, division="230102", occupation=FITTER)
        plant(Enrolment, record=72, person_id=ME, starts_on=ON, division=None, occupation=WELDER)

        assert [fact("scarce_occupation", "enrolment", r) for r in (70, 71, 72)] == [True, False, None]


class TestApprenticeship:
    def test_employer_fills_what_the_record_leaves_open(self) -> None:
        Organisation.objects.create(id=50)
        plant(
            OrganisationVersion,
            record=50,
            organisation_id=50,
            name="厂",
            division="230200",
            has_skilled_posts=True,
        )
        plant(Apprenticeship, record=70, person_id=ME, employer_id=50, starts_on=ON, contract_years=3)
        plant(Apprenticeship, record=71, person_id=ME, starts_on=ON, division="230100", origin="new_hire")
        plant(Apprenticeship, record=72, person_id=ME, starts_on=TOMORROW)

        nothing = dict.fromkeys(known("apprenticeship", 71) or ())
        assert known("apprenticeship", 70) == {
            **nothing,
            "apprenticeship_division": "230200",
            "apprenticeship_started_on": ON,
            "employer_has_skilled_posts": True,
            "contract_years": 3,
        }
        assert known("apprenticeship", 71) == {
            **nothing,
            "apprenticeship_division": "230100",
            "apprenticeship_started_on": ON,
            "apprentice_origin": "new_hire",
        }
        assert known("apprenticeship", 72) is None


class TestContest:
    ENTRY = {"contest": "hlj_games_1", "event": "焊接", "entry_number": "12"}

    def result(self, record: int, member: int = ME, **values: Any) -> None:
        given = {"occupation": WELDER, "published_on": date(2025, 3, 1), **self.ENTRY}
        plant(ContestResult, record=record, person_id=member, **{**given, **values})

    def test_level_held_is_of_before_the_result(self) -> None:
        certificate(80, level="L4", issued_on=date(2025, 2, 28))
        certificate(81, level="L3", issued_on=date(2025, 3, 1))
        certificate(82, level="L2", occupation=FITTER)
        self.result(70)
        self.result(71, published_on=None)

        assert fact("entrant_level_held", "contest_result", 70) == "L4"
        assert fact("entrant_level_held", "contest_result", 71) is None

    def test_row_is_there_once_published(self) -> None:
        self.result(70, published_on=TOMORROW)

        assert known("contest_result", 70) is None
        assert known("contest_result", 70, on=TOMORROW) is not None

    def test_stays_where_work_is(self) -> None:
        plant(EmploymentSpell, person_id=ME, starts_on=ON, in_province=True)
        self.result(70, rank=2, medal="silver", score_passed=True)

        facts = known("contest_result", 70)

        assert facts is not None
        assert facts["stays_in_province"] is True
        assert (facts["contest_rank"], facts["medal"], facts["score_passed"]) == (2, "silver", True)

    @pytest.mark.parametrize(
        ("ranks", "places", "rank", "stays"),
        [
            ([1, 1], [True, True], 1, True),
            ([1, 2], [False, None], None, None),
            ([1, None], [False, False], None, False),
            ([3], [True], 3, True),
            ([], [], None, None),
            ([1, 1], [True, False], 1, None),
        ],
    )
    def test_coach_sees_what_the_members_agree_on(
        self, ranks: list[int | None], places: list[bool | None], rank: int | None, stays: bool | None
    ) -> None:
        plant(Coaching, record=90, person_id=ME, division="230100", **self.ENTRY)
        for number, (member_rank, place) in enumerate(zip(ranks, places, strict=True)):
            person(20 + number)
            plant(EmploymentSpell, person_id=20 + number, starts_on=ON, in_province=place)
            self.result(70 + number, 20 + number, rank=member_rank)
        self.result(79, entry_number="13", rank=5)

        assert known("coaching", 90) == {
            "coached_division": "230100",
            "coached_contest": "hlj_games_1",
            "coached_event": "焊接",
            "coached_entry": "12",
            "coached_rank": rank,
            "coached_result_on": date(2025, 3, 1) if ranks else None,
            "coached_stays_in_province": stays,
        }

    def test_coach_of_an_entry_that_is_not_told(self) -> None:
        plant(Coaching, record=90, person_id=ME, contest="hlj_games_1")
        self.result(70, event=None, entry_number=None, rank=1)

        assert fact("coached_rank", "coaching", 90) is None
