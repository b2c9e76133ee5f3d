"""Days really taken: the median of decided cases of a measure in a prefecture and below it."""

from datetime import date

import pytest

from jiyao.casework.queries.taking import Taken, taken_days
from tests.casework.cases import decided_case
from tests.registry.places import CITY, OTHER_CITY, OTHER_COUNTY, lay_out

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 6, 16)


@pytest.fixture(autouse=True)
def world() -> None:
    """The two prefectures."""
    lay_out()


def test_nothing_is_said_where_no_case_is_decided() -> None:
    decided_case(1, ("claim", MONDAY), ("accept", MONDAY))

    assert taken_days("subsidy", CITY) is None


def test_median_counts_working_days_from_acceptance_to_decision() -> None:
    decided_case(
        1, ("claim", date(2025, 6, 2)), ("accept", MONDAY), ("review", MONDAY), ("decide", date(2025, 6, 18))
    )
    decided_case(2, ("accept", MONDAY), ("decide", date(2025, 6, 23)))
    decided_case(3, ("accept", MONDAY), ("decide", date(2025, 6, 27)), division=CITY)

    assert taken_days("subsidy", CITY) == Taken(working_days=5, cases=3)


def test_cases_of_other_measures_and_places_do_not_count() -> None:
    decided = (("accept", MONDAY), ("decide", date(2025, 6, 18)))
    decided_case(1, *decided, measure="honour")
    decided_case(2, *decided, division=OTHER_COUNTY)

    assert (taken_days("subsidy", CITY), taken_days("subsidy", OTHER_CITY)) == (None, Taken(2, 1))
