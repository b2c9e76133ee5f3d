"""What each fact of a person means, on planted records. Every test runs on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jiyao.foundation.facts import person_cases
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import (
    EducationSpell,
    EmploymentSpell,
    GroupSpell,
    HouseholdSpell,
    InsuranceSpell,
    Person,
    PersonVersion,
)
from jiyao.training.models import Enrolment
from tests.foundation.planted import (
    BOTH_PAY,
    EARLY,
    JULY,
    JUNE,
    KNOWN_AT,
    MAY,
    ME,
    ON,
    TOMORROW,
    YESTERDAY,
    certificate,
    fact,
    known,
    person,
    plant,
)
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def me() -> None:
    load_lists(pack())
    person(ME)


class TestPerson:
    def test_nobody_has_no_facts(self) -> None:
        assert known("person", 8) is None

    def test_somebody_without_records_of_the_complete_registers(self) -> None:
        assert known("person") == {
            "birth_on": None,
            "sex": None,
            "home_division": None,
            "insured_in_province": False,
            "insured_division": None,
            "insured_months": 0,
            "person_group": "none",
            "graduated_from_technical_school": False,
            "works_in_province": False,
        }

    def test_own_version(self) -> None:
        person(8, birth_on=date(1990, 3, 12), sex="female")

        assert (fact("birth_on", record=8), fact("sex", record=8)) == (date(1990, 3, 12), "female")

    @pytest.mark.parametrize(
        ("spells", "expected"),
        [
            ([("230100", date(2000, 1, 1), None)], "230100"),
            ([("230100", date(2000, 1, 1), ON)], "230100"),
            ([("230100", ON, None)], "230100"),
            ([("230100", date(2000, 1, 1), YESTERDAY), ("230200", ON, None)], "230200"),
            ([("230100", TOMORROW, None)], None),
            ([("230100", date(2000, 1, 1), YESTERDAY)], None),
            ([("230100", date(2000, 1, 1), None), ("230200", ON, None)], None),
            ([("230100", date(2000, 1, 1), None), ("230100", ON, None)], "230100"),
            ([("230100", date(2000, 1, 1), None), (None, ON, None)], None),
        ],
    )
    def test_home_is_where_the_spells_of_the_day_agree(self, spells: list[Any], expected: str | None) -> None:
        for division, starts_on, ends_on in spells:
            plant(HouseholdSpell, person_id=ME, division=division, starts_on=starts_on, ends_on=ends_on)

        assert fact("home_division") == expected

    @pytest.mark.parametrize(
        ("spells", "insured", "division"),
        [
            ([{"first_month": JUNE, **BOTH_PAY}], True, "230100"),
            ([{"first_month": MAY, "last_month": JUNE, **BOTH_PAY}], True, "230100"),
            ([{"first_month": MAY, "last_month": MAY, **BOTH_PAY}], False, None),
            ([{"first_month": JULY, **BOTH_PAY}], False, None),
            ([{"first_month": MAY, **BOTH_PAY, "person_pays": False}], False, "230100"),
            ([{"first_month": MAY, **BOTH_PAY, "person_pays": None}], None, "230100"),
            (
                [{"first_month": MAY, **BOTH_PAY, "person_pays": None, "employer_pays": False}],
                False,
                "230100",
            ),
            ([{"first_month": MAY, **BOTH_PAY, "in_province": False, "division": None}], False, None),
            ([{"first_month": MAY, "in_province": False}, {"first_month": MAY, **BOTH_PAY}], True, "230100"),
            (
                [{"first_month": MAY, "in_province": None}, {"first_month": MAY, "in_province": False}],
                None,
                "230100",
            ),
            (
                [{"first_month": MAY, **BOTH_PAY}, {"first_month": MAY, **BOTH_PAY, "division": "230200"}],
                True,
                None,
            ),
        ],
    )
    def test_insured_by_the_spells_of_the_month(
        self, spells: list[dict[str, Any]], insured: bool | None, division: str | None
    ) -> None:
        for spell in spells:
            plant(InsuranceSpell, person_id=ME, **{"division": "230100", **spell})

        assert (fact("insured_in_province"), fact("insured_division")) == (insured, division)

    @pytest.mark.parametrize(
        ("spells", "months"),
        [
            ([(JUNE, None)], 1),
            ([(MAY, None)], 2),
            ([(MAY, MAY)], 1),
            ([(JULY, None)], 0),
            ([(JUNE - 11, JULY)], 12),
            ([(JUNE - 11, JUNE), (JUNE - 5, JUNE)], 12),
            ([(JUNE - 11, JUNE - 6), (JUNE - 5, None)], 12),
            ([(JUNE - 11, JUNE - 6), (JUNE - 8, JUNE - 4), (JUNE, None)], 9),
            ([(JUNE - 11, None), (JUNE - 11, None), (JUNE - 3, JUNE - 2)], 12),
            ([(JUNE - 11, JUNE - 9), (JUNE - 5, JUNE - 3)], 6),
        ],
    )
    def test_insured_months_count_each_month_once(self, spells: list[Any], months: int) -> None:
        for first, last in spells:
            plant(InsuranceSpell, person_id=ME, first_month=first, last_month=last)

        assert fact("insured_months") == months

    @pytest.mark.parametrize(
        ("groups", "expected"),
        [
            (["laid_off"], "laid_off"),
            (["none"], "none"),
            (["none", "laid_off"], "laid_off"),
            (["laid_off", "laid_off"], "laid_off"),
            (["laid_off", "veteran"], None),
            ([None], None),
            (["laid_off", None], None),
        ],
    )
    def test_group_is_unknown_while_several_fit(self, groups: list[str | None], expected: str | None) -> None:
        for group in groups:
            plant(GroupSpell, person_id=ME, person_group=group, starts_on=date(2025, 1, 1), ends_on=ON)

        assert fact("person_group") == expected
        assert fact("person_group", on=TOMORROW) == "none"

    @pytest.mark.parametrize(
        ("kind", "graduated", "ends_on", "expected"),
        [
            ("technician_college", True, date(2013, 7, 1), True),
            ("technical_school", True, ON, True),
            ("senior_technical_school", True, TOMORROW, False),
            ("technical_school", False, date(2013, 7, 1), False),
            ("technical_school", None, date(2013, 7, 1), None),
            ("technical_school", None, None, False),
            ("technical_school", True, None, None),
            ("university", True, date(2013, 7, 1), False),
            (None, True, date(2013, 7, 1), None),
            (None, False, date(2013, 7, 1), False),
            (None, None, None, False),
        ],
    )
    def test_graduated_from_technical_school(
        self, kind: str | None, graduated: bool | None, ends_on: date | None, expected: bool | None
    ) -> None:
        school = {"school_kind": kind, "graduated": graduated, "ends_on": ends_on}
        plant(EducationSpell, person_id=ME, starts_on=date(2010, 9, 1), **school)

        assert fact("graduated_from_technical_school") is expected

    @pytest.mark.parametrize(
        ("places", "expected"),
        [([True], True), ([False], False), ([None], None), ([False, None], None), ([None, True], True)],
    )
    def test_works_in_province(self, places: list[bool | None], expected: bool | None) -> None:
        for in_province in places:
            plant(
                EmploymentSpell, person_id=ME, starts_on=date(2020, 1, 1), ends_on=ON, in_province=in_province
            )

        assert fact("works_in_province") is expected
        assert fact("works_in_province", on=TOMORROW) is False


class TestTwoClocks:
    CORRECTED_AT = datetime(2025, 6, 1, 12, tzinfo=UTC)

    def test_before_a_correction_was_known_the_old_value_stands(self) -> None:
        Person.objects.create(id=8)
        plant(
            PersonVersion, record=8, person_id=8, birth_on=date(1990, 1, 1), superseded_at=self.CORRECTED_AT
        )
        plant(
            PersonVersion,
            record=8,
            version=2,
            person_id=8,
            birth_on=date(1991, 1, 1),
            recorded_at=self.CORRECTED_AT,
        )

        assert fact(
            "birth_on", record=8, known_at=datetime(2025, 6, 1, 11, 59, 59, 999999, tzinfo=UTC)
        ) == date(1990, 1, 1)
        assert fact("birth_on", record=8, known_at=self.CORRECTED_AT) == date(1991, 1, 1)

    def test_before_somebody_was_known_there_are_no_facts(self) -> None:
        assert known("person", known_at=datetime(2023, 12, 31, tzinfo=UTC)) is None
        assert known("person", known_at=EARLY) is not None

    def test_withdrawn_record_no_longer_counts(self) -> None:
        spell = {"person_id": ME, "first_month": MAY, **BOTH_PAY}
        plant(InsuranceSpell, **spell, superseded_at=self.CORRECTED_AT)

        assert fact("insured_months", known_at=datetime(2025, 5, 31, tzinfo=UTC)) == 2
        assert fact("insured_months") == 0

    def test_moment_with_a_part_of_a_second_is_compared_right(self) -> None:
        at = datetime(2025, 6, 1, 12, 0, 0, 500000, tzinfo=UTC)
        plant(GroupSpell, person_id=ME, person_group="veteran", starts_on=date(2020, 1, 1), recorded_at=at)

        assert fact("person_group", known_at=datetime(2025, 6, 1, 12, tzinfo=UTC)) == "none"
        assert fact("person_group", known_at=at) == "veteran"


def test_person_comes_with_all_rows_as_the_engine_reads_them() -> None:
    certificate(70)
    certificate(71, level="L3")
    plant(Enrolment, record=72, person_id=ME, starts_on=ON)

    cases = person_cases(ME, on=ON, known_at=KNOWN_AT, vocabulary=pack().vocabulary)

    assert {subject: [(case.id, case.owner_id) for case in rows] for subject, rows in cases.items()} == {
        "person": [("7", "7")],
        "certificate": [("70", "7"), ("71", "7")],
        "enrolment": [("72", "7")],
    }
    assert cases["certificate"][0].facts == {**cases["person"][0].facts, **(known("certificate", 70) or {})}


def test_nobody_comes_with_nothing() -> None:
    assert person_cases(8, on=ON, known_at=KNOWN_AT, vocabulary=pack().vocabulary) == {}
