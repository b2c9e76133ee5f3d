"""Places that lie in places: `lies_in` holds for a division and everything below it."""

from tests.engine.spec.specs import check_spec
from tests.engine.spec.test_local_values import DIVISIONS

FILES = {"divisions.csv": DIVISIONS}
PLACES = """
    | place
P   | P
A   | A
A1  | A1
A11 | A11
B   | B
-   |
"""


def test_place_lies_in_itself_and_in_what_stands_above_it() -> None:
    expected = {"P": False, "A": True, "A1": True, "A11": True, "B": False, "-": None}

    check_spec(PLACES, "lies_in(place, 'A')", expected, **FILES)


def test_everything_lies_in_the_region() -> None:
    expected = {"P": True, "A": True, "A1": True, "A11": True, "B": True, "-": None}

    check_spec(PLACES, "lies_in(place, 'P')", expected, **FILES)


def test_only_the_place_itself_lies_in_the_lowest() -> None:
    expected = {"P": False, "A": False, "A1": False, "A11": True, "B": False, "-": None}

    check_spec(PLACES, "lies_in(place, 'A11')", expected, **FILES)


def test_place_that_lies_elsewhere_is_not_in_it() -> None:
    expected = {"P": True, "A": False, "A1": False, "A11": False, "B": True, "-": None}

    check_spec(PLACES, "NOT lies_in(place, 'A')", expected, **FILES)
