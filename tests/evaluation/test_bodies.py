"""Which bodies are listed on a day and what they may evaluate. Every test runs on both databases."""

from datetime import date
from typing import Any

import pytest

from jiyao.evaluation.models import BodyScope, BodySuspension, EvaluationBody
from jiyao.evaluation.queries.bodies import (
    NotListed,
    OutOfScope,
    Suspended,
    Target,
    check_may_evaluate,
    listing_of,
    listings,
    suspended,
)
from jiyao.registry.models import Organisation
from tests.foundation.planted import FITTER, ON, TOMORROW, WELDER, YESTERDAY, plant

pytestmark = pytest.mark.django_db
BODY, TARGET = 31, Target(WELDER, "L3")
LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def body() -> None:
    Organisation.objects.create(id=BODY)


def filed(**values: Any) -> EvaluationBody:
    given = {"body_kind": "social", "number_part": "S000023000001", "division": "230100"}
    return plant(EvaluationBody, **{**given, "organisation_id": BODY, "starts_on": LONG_AGO, **values})


def scope(**values: Any) -> BodyScope:
    given = {"occupation": WELDER, "level": "L3", "division": "230100", "standard_edition": "edition_2023"}
    return plant(BodyScope, **{**given, "organisation_id": BODY, "starts_on": LONG_AGO, **values})


def suspension(**values: Any) -> BodySuspension:
    given = {"organisation_id": BODY, "suspension_reason": "rectification"}
    return plant(BodySuspension, **{**given, **values})


def test_body_with_a_scope_that_runs_may_evaluate() -> None:
    filed(ends_on=ON)
    covering = scope(starts_on=ON, ends_on=ON)

    assert check_may_evaluate(BODY, TARGET, ON) == covering


@pytest.mark.parametrize("spell", [{"starts_on": TOMORROW}, {"ends_on": YESTERDAY}])
def test_body_whose_filing_does_not_run_is_not_listed(spell: dict[str, date]) -> None:
    filed(**spell)
    scope()

    with pytest.raises(NotListed, match="it files first"):
        check_may_evaluate(BODY, TARGET, ON)
    assert list(listings(ON)) == []


def test_renewed_body_is_listed_by_its_latest_filing() -> None:
    filed()
    renewed = filed(starts_on=YESTERDAY)

    assert listing_of(BODY, ON) == renewed


def test_suspended_body_stays_listed_and_may_not_evaluate() -> None:
    listed = filed()
    scope()
    suspension(starts_on=YESTERDAY)

    with pytest.raises(Suspended, match=f"since {YESTERDAY}"):
        check_may_evaluate(BODY, TARGET, ON)
    assert (list(listings(ON)), suspended([BODY], ON)) == ([listed], {BODY: YESTERDAY})


def test_suspension_that_is_over_no_longer_counts() -> None:
    filed()
    covering = scope()
    suspension(starts_on=LONG_AGO, ends_on=YESTERDAY)

    assert check_may_evaluate(BODY, TARGET, ON) == covering


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(WELDER, "L2"), "only for L3 of it"),
        (Target(FITTER, "L3"), "did not file for the occupation"),
        (Target(WELDER, "L3", ability_item="x"), "x is out"),
        (Target(WELDER, "L3", work_type="钳工"), "only for L3"),
    ],
)
def test_what_was_not_filed_is_out_of_scope(target: Target, said: str) -> None:
    filed()
    scope(work_type="电焊工")

    with pytest.raises(OutOfScope, match=said):
        check_may_evaluate(BODY, target, ON)


def test_scope_without_a_work_type_covers_each() -> None:
    filed()
    covering = scope()

    assert check_may_evaluate(BODY, Target(WELDER, "L3", work_type="电焊工"), ON) == covering
