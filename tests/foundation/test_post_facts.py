"""What each fact of an appointment to a post means, on planted records. Every test runs on both databases."""

from datetime import date
from typing import Any

import pytest

from jiyao.employment.models import PostAppointment
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import EmploymentSpell, Organisation, OrganisationVersion
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
MINE, EMPLOYER = 90, 31


@pytest.fixture(autouse=True)
def me() -> None:
    load_lists(pack())
    person(ME)
    Organisation.objects.create(id=EMPLOYER)
    plant(OrganisationVersion, record=EMPLOYER, organisation_id=EMPLOYER, name="厂", division="230200")


def appointment(**values: Any) -> None:
    given = {"post": "special_technician", "occupation": WELDER, "starts_on": date(2025, 3, 1)}
    plant(PostAppointment, record=MINE, person_id=ME, employer_id=EMPLOYER, **{**given, **values})


def test_as_recorded_and_where_the_employer_is() -> None:
    appointment()

    assert known("post_appointment", MINE) == {
        "appointment_division": "230200",
        "appointed_post": "special_technician",
        "appointed_on": date(2025, 3, 1),
        "works_for_appointer": False,
        "appointed_level": "none",
        "appointed_level_on": None,
    }


@pytest.mark.parametrize("days", [{"starts_on": TOMORROW}, {"ends_on": YESTERDAY}])
def test_what_does_not_run_on_the_day_is_not_there(days: dict[str, date]) -> None:
    appointment(**days)

    assert known("post_appointment", MINE) is None


def test_work_and_level_are_those_of_the_day() -> None:
    appointment(division="230100")
    plant(EmploymentSpell, person_id=ME, organisation_id=EMPLOYER, starts_on=date(2020, 1, 1), ends_on=ON)
    certificate(70, level="L1", issued_on=date(2021, 5, 1))
    certificate(71, level="L1", occupation=FITTER, issued_on=date(2019, 5, 1))

    names = ("appointment_division", "works_for_appointer", "appointed_level", "appointed_level_on")
    assert [fact(name, "post_appointment", MINE) for name in names] == [
        "230100",
        True,
        "L1",
        date(2021, 5, 1),
    ]
    assert fact("works_for_appointer", "post_appointment", MINE, on=TOMORROW) is False


def test_certificate_without_a_level_makes_the_level_unknown() -> None:
    appointment()
    certificate(70, level=None)

    assert fact("appointed_level", "post_appointment", MINE) is None
