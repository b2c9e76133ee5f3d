"""What each fact of a candidacy for a title means, recorded or only thought of. Every test runs on both databases."""

from datetime import date
from typing import Any

import pytest

from jiyao.evaluation.models import TitleCandidacy
from jiyao.foundation.proposing import proposed_facts
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import EducationSpell
from tests.foundation.planted import (
    EARLY,
    FITTER,
    KNOWN_AT,
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
SAID = {
    "person_id": ME,
    "division": "230100",
    "occupation": WELDER,
    "target_title": "assistant",
    "applied_on": YESTERDAY,
}


@pytest.fixture(autouse=True)
def me() -> None:
    load_lists(pack())
    person(ME)


def candidacy(**values: Any) -> None:
    plant(TitleCandidacy, record=MINE, **{**SAID, **values})


def school(**values: Any) -> None:
    given = {"school_kind": "technician_college", "class_kind": "senior_class", "graduated": True}
    days = {"starts_on": date(2018, 9, 1), "ends_on": date(2021, 7, 1)}
    plant(EducationSpell, person_id=ME, **{**given, **days, **values})


def test_as_recorded() -> None:
    candidacy(engineering_front_line_post=True, months_away_since_qualifying_level=3)

    assert known("title_candidacy", MINE) == {
        "title_division": "230100",
        "target_title": "assistant",
        "engineering_front_line_post": True,
        "qualifying_level": "none",
        "qualifying_level_on": None,
        "months_away_since_qualifying_level": 3,
        "graduated_class": "none",
    }


def test_what_is_applied_for_later_is_not_there_yet() -> None:
    candidacy(applied_on=TOMORROW)

    assert known("title_candidacy", MINE) is None


def test_highest_level_that_stands_in_the_occupation() -> None:
    candidacy()
    certificate(70, level="L3", issued_on=date(2021, 5, 1))
    certificate(71, level="L2", issued_on=date(2023, 5, 1), revoked_on=ON)
    certificate(72, level="L1", occupation=FITTER)

    found = [fact(name, "title_candidacy", MINE) for name in ("qualifying_level", "qualifying_level_on")]
    assert found == ["L3", date(2021, 5, 1)]


def test_certificate_without_a_level_makes_the_level_unknown() -> None:
    candidacy()
    certificate(70, level=None)

    assert fact("qualifying_level", "title_candidacy", MINE) is None


@pytest.mark.parametrize(
    ("spells", "class_"),
    [
        ([{}], "senior_class"),
        ([{"ends_on": TOMORROW}], "none"),
        ([{"graduated": False}], "none"),
        ([{"graduated": None}], None),
        ([{"class_kind": None}], None),
        ([{"school_kind": "university", "class_kind": "none"}], "none"),
        ([{}, {"class_kind": "technician_class", "ends_on": date(2023, 7, 1)}], "technician_class"),
        ([{}, {"class_kind": "technician_class"}], None),
    ],
)
def test_class_is_the_last_left_with_a_diploma(spells: list[dict[str, Any]], class_: str | None) -> None:
    candidacy()
    for spell in spells:
        school(**spell)

    assert fact("graduated_class", "title_candidacy", MINE) == class_


def test_what_is_only_thought_of_has_the_facts_that_it_would_have() -> None:
    school()
    certificate(70, level="L3", issued_on=date(2021, 5, 1))
    thought = [
        TitleCandidacy(record=MINE, reference="", recorded_at=EARLY, **{**SAID, **change})
        for change in ({}, {"applied_on": TOMORROW}, {"engineering_front_line_post": False})
    ]

    found = proposed_facts("title_candidacy", thought, on=ON, known_at=KNOWN_AT, vocabulary=pack().vocabulary)

    assert not TitleCandidacy.objects.exists()
    candidacy()
    recorded = known("title_candidacy", MINE)
    assert recorded is not None
    assert found == [recorded, None, {**recorded, "engineering_front_line_post": False}]
