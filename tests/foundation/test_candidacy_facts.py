"""What each fact of a candidacy means, on planted records. Every test runs on both databases."""

from datetime import date
from typing import Any

import pytest

from jiyao.evaluation.models import Candidacy
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import EducationSpell, Organisation
from tests.foundation.planted import (
    FITTER,
    ME,
    ON,
    TOMORROW,
    WELDER,
    YESTERDAY,
    certificate,
    fact,
    known,
    person,
    plant,
)
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db
MINE = 90


@pytest.fixture(autouse=True)
def me() -> None:
    load_lists(pack())
    person(ME)
    Organisation.objects.create(id=31)


def candidacy(**values: Any) -> None:
    given = {
        "person_id": ME,
        "organisation_id": 31,
        "division": "230100",
        "occupation": WELDER,
        "level": "L3",
        "standard_edition": "edition_2023",
        "applied_on": YESTERDAY,
    }
    plant(Candidacy, record=MINE, **{**given, **values})


def of_mine(name: str) -> Any:
    return fact(name, "candidacy", MINE)


def school(**values: Any) -> None:
    given = {"person_id": ME, "school_kind": "technician_college", "class_kind": "senior_class"}
    plant(EducationSpell, **{**given, "starts_on": date(2022, 9, 1), **values})


def test_as_recorded() -> None:
    candidacy(occupation_work_months=130, works_in_occupation=True, title_held="none")

    facts = known("candidacy", MINE)

    assert facts is not None
    said = {name: value for name, value in facts.items() if value is not None}
    assert said == {
        "evaluation_division": "230100",
        "target_level": "L3",
        "standard_edition": "edition_2023",
        "works_in_occupation": True,
        "occupation_work_months": 130,
        "title_held": "none",
        "level_held": "none",
        "school_kind": "none",
        "class_kind": "none",
        "study_state": "none",
    }


def test_what_is_applied_for_later_is_not_there_yet() -> None:
    candidacy(applied_on=TOMORROW)

    assert known("candidacy", MINE) is None


def test_highest_level_that_stands_in_the_occupation() -> None:
    candidacy()
    certificate(70, level="L5", issued_on=date(2019, 5, 1))
    certificate(71, level="L4", issued_on=date(2021, 5, 1))
    certificate(72, level="L3", issued_on=date(2022, 5, 1), revoked_on=ON)
    certificate(73, level="L1", occupation=FITTER)

    assert (of_mine("level_held"), of_mine("level_held_on")) == ("L4", date(2021, 5, 1))


def test_certificate_without_a_level_makes_the_level_unknown() -> None:
    candidacy()
    certificate(70, level=None)

    assert (of_mine("level_held"), of_mine("level_held_on")) == (None, None)


@pytest.mark.parametrize(
    ("spell", "state"),
    [
        ({"ends_on": date(2025, 6, 30), "graduated": True}, "graduate"),
        ({"ends_on": date(2025, 6, 30), "graduated": False}, "none"),
        ({"ends_on": date(2025, 6, 30)}, None),
        ({"ends_on": date(2025, 7, 1)}, "final_year"),
        ({"ends_on": date(2026, 7, 1)}, "student"),
        ({}, None),
    ],
)
def test_state_of_study(spell: dict[str, Any], state: str | None) -> None:
    candidacy()
    school(**spell)

    assert of_mine("study_state") == state
    assert (of_mine("school_kind"), of_mine("class_kind")) == ("technician_college", "senior_class")


def test_school_attended_last_counts_and_two_at_once_are_unknown() -> None:
    candidacy()
    school(
        starts_on=date(2018, 9, 1),
        school_kind="secondary_vocational",
        ends_on=date(2021, 7, 1),
        graduated=True,
    )
    school(ends_on=date(2025, 6, 1), graduated=True)
    assert of_mine("school_kind") == "technician_college"

    school(school_kind="university", class_kind="none")

    assert (of_mine("school_kind"), of_mine("study_state")) == (None, None)
