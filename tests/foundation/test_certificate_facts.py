"""What each fact of a certificate means, on planted records. Every test runs on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jiyao.policy.models import Grant
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import (
    BenefitSpell,
    EmploymentSpell,
    InsuranceSpell,
    ScarceOccupation,
)
from tests.foundation.planted import (
    BOTH_PAY,
    EARLY,
    FITTER,
    MAY,
    ME,
    ON,
    TOMORROW,
    WELDER,
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


class TestCertificate:
    def test_as_recorded(self) -> None:
        certificate(
            70, certificate_kind="skill_level", work_type="none", found_in_lookup=True, first_time=False
        )

        assert known("certificate", 70) == {
            "certificate_kind": "skill_level",
            "occupation": WELDER,
            "work_type": "none",
            "level": "L4",
            "certificate_issued_on": date(2025, 1, 5),
            "employed_when_certified": False,
            "drew_benefit_when_certified": False,
            "found_in_national_lookup": True,
            "scarce_occupation": None,
            "highest_level_held": "none",
            "highest_level_paid": "none",
            "first_time_certified": False,
        }

    @pytest.mark.parametrize(
        ("values", "is_there"),
        [
            ({"issued_on": ON}, True),
            ({"issued_on": TOMORROW}, False),
            ({"issued_on": None}, True),
            ({"revoked_on": TOMORROW}, True),
            ({"revoked_on": ON}, False),
        ],
    )
    def test_row_is_there_while_it_is_held(self, values: dict[str, Any], is_there: bool) -> None:
        certificate(70, **values)

        assert (known("certificate", 70) is not None) is is_there

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "expected"),
        [
            (date(2025, 1, 5), None, True),
            (date(2020, 1, 1), date(2025, 1, 5), True),
            (date(2020, 1, 1), date(2025, 1, 4), False),
            (date(2025, 1, 6), None, False),
        ],
    )
    def test_employed_on_the_day_of_issue(
        self, starts_on: date, ends_on: date | None, expected: bool
    ) -> None:
        plant(EmploymentSpell, person_id=ME, starts_on=starts_on, ends_on=ends_on)
        certificate(70)
        certificate(71, issued_on=None)

        assert fact("employed_when_certified", "certificate", 70) is expected
        assert fact("employed_when_certified", "certificate", 71) is None

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [(24301, 24301, True), (24290, None, True), (24290, 24300, False), (24302, None, False)],
    )
    def test_drew_benefit_in_the_month_of_issue(self, first: int, last: int | None, expected: bool) -> None:
        plant(BenefitSpell, person_id=ME, first_month=first, last_month=last)
        certificate(70)
        certificate(71, issued_on=None)

        assert fact("drew_benefit_when_certified", "certificate", 70) is expected
        assert fact("drew_benefit_when_certified", "certificate", 71) is None

    @pytest.mark.parametrize(
        ("others", "expected"),
        [
            ([{"level": "L3"}], "L3"),
            ([{"level": "L3"}, {"level": "L5"}], "L3"),
            ([{"level": "L3", "occupation": FITTER}], "none"),
            ([{"level": "L3", "issued_on": TOMORROW}], "none"),
            ([{"level": "L3", "revoked_on": ON}], "none"),
            ([{"level": "L3", "revoked_on": TOMORROW}], "L3"),
            ([{"level": None}], None),
            ([{"level": None, "occupation": FITTER}], "none"),
            ([{"level": "L3", "occupation": None}], None),
            ([{"level": "L3", "issued_on": None}], None),
            ([{"level": "L1"}, {"level": None}], "L1"),
            ([{"level": "L3"}, {"level": "L4", "occupation": None}], "L3"),
            ([{"level": "none"}], "none"),
        ],
    )
    def test_highest_level_of_other_certificates(
        self, others: list[dict[str, Any]], expected: str | None
    ) -> None:
        certificate(70)
        for number, values in enumerate(others):
            certificate(80 + number, **values)

        assert fact("highest_level_held", "certificate", 70) == expected

    def test_certificate_of_no_known_occupation(self) -> None:
        certificate(70, occupation=None)

        assert fact("highest_level_held", "certificate", 70) == "none"

        certificate(71)

        assert fact("highest_level_held", "certificate", 70) is None

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({}, "L3"),
            ({"occupation": FITTER}, "none"),
            ({"amount_fen": None}, "none"),
            ({"level": None}, "none"),
            ({"granted_on": TOMORROW}, "none"),
            ({"recorded_at": datetime(2025, 7, 2, tzinfo=UTC)}, "none"),
            ({"reversed_on": ON, "reversed_at": datetime(2025, 6, 30, tzinfo=UTC)}, "none"),
            ({"reversed_on": TOMORROW, "reversed_at": datetime(2025, 6, 30, tzinfo=UTC)}, "L3"),
            ({"reversed_on": ON, "reversed_at": datetime(2025, 7, 2, tzinfo=UTC)}, "L3"),
        ],
    )
    def test_highest_level_paid_by_grants_that_stand(self, values: dict[str, Any], expected: str) -> None:
        given = {
            "measure": "a",
            "pack_version": "1",
            "subject": "certificate",
            "subject_record": 99,
            "person_id": ME,
            "occupation": WELDER,
            "level": "L3",
            "amount_fen": 200000,
            "granted_on": date(2024, 5, 1),
            "recorded_at": EARLY,
        }
        Grant.objects.create(**{**given, **values})
        certificate(70)

        assert fact("highest_level_paid", "certificate", 70) == expected

    @pytest.mark.parametrize("listed_by", ["230102", "230100", "230000"])
    def test_scarce_on_the_list_of_the_place_or_above(self, listed_by: str) -> None:
        plant(InsuranceSpell, person_id=ME, first_month=MAY, division="230102", **BOTH_PAY)
        plant(ScarceOccupation, division=listed_by, occupation=WELDER, starts_on=date(2025, 1, 1), ends_on=ON)
        certificate(70)
        certificate(71, occupation=FITTER)
        certificate(72, occupation=None)

        scarce = [fact("scarce_occupation", "certificate", record) for record in (70, 71, 72)]

        assert scarce == [True, False, None]
        assert fact("scarce_occupation", "certificate", 70, on=TOMORROW) is None

    def test_list_of_another_place_says_nothing(self) -> None:
        plant(InsuranceSpell, person_id=ME, first_month=MAY, division="230102", **BOTH_PAY)
        plant(ScarceOccupation, division="230200", occupation=WELDER, starts_on=date(2025, 1, 1))
        certificate(70)

        assert fact("scarce_occupation", "certificate", 70) is None
