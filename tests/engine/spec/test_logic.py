"""Kleene logic: unknown, unless the rest decides."""

from tests.engine.spec.specs import check_spec

ONE = """
   | yes_one
t  | T
f  | F
-  |
"""
PAIRS = """
   | yes_one | yes_two
tt | T       | T
tf | T       | F
t- | T       |
ft | F       | T
ff | F       | F
f- | F       |
-t |         | T
-f |         | F
-- |         |
"""


def by_pair(*truths: bool | None) -> dict[str, bool | None]:
    """The truths of tt, tf, t-, ft, ff, f-, -t, -f, -- in this order."""
    return dict(zip(("tt", "tf", "t-", "ft", "ff", "f-", "-t", "-f", "--"), truths, strict=True))


def test_fact_is_its_own_truth() -> None:
    check_spec(ONE, "yes_one", {"t": True, "f": False, "-": None})


def test_not_leaves_unknown_unknown() -> None:
    check_spec(ONE, "NOT yes_one", {"t": False, "f": True, "-": None})


def test_not_twice_is_the_condition_itself() -> None:
    check_spec(ONE, "NOT NOT yes_one", {"t": True, "f": False, "-": None})


def test_true_holds_for_everybody() -> None:
    check_spec(ONE, "TRUE", {"t": True, "f": True, "-": True})


def test_false_holds_for_nobody() -> None:
    check_spec(ONE, "FALSE", {"t": False, "f": False, "-": False})


def test_and_is_decided_by_one_false() -> None:
    expected = by_pair(True, False, None, False, False, False, None, False, None)

    check_spec(PAIRS, "yes_one AND yes_two", expected)


def test_or_is_decided_by_one_true() -> None:
    expected = by_pair(True, True, True, True, False, None, True, None, None)

    check_spec(PAIRS, "yes_one OR yes_two", expected)


def test_and_binds_closer_than_or() -> None:
    expected = by_pair(True, True, True, True, True, True, True, None, None)

    check_spec(PAIRS, "yes_one OR NOT yes_one AND TRUE OR yes_two", expected)


def test_parentheses_bind_first() -> None:
    expected = by_pair(False, False, False, True, False, None, None, None, None)

    check_spec(PAIRS, "(yes_one OR yes_two) AND NOT yes_one", expected)


def test_not_of_and_is_or_of_nots() -> None:
    expected = by_pair(False, True, None, True, True, True, None, True, None)

    check_spec(PAIRS, "NOT (yes_one AND yes_two)", expected)
    check_spec(PAIRS, "NOT yes_one OR NOT yes_two", expected)


def test_conditions_are_equal_when_both_are_known() -> None:
    expected = by_pair(True, False, None, False, True, None, None, None, None)

    check_spec(PAIRS, "yes_one = yes_two", expected)


def test_conditions_differ_when_both_are_known() -> None:
    expected = by_pair(False, True, None, True, False, None, None, None, None)

    check_spec(PAIRS, "yes_one <> yes_two", expected)


def test_condition_compared_with_a_literal_is_unknown_while_it_is() -> None:
    check_spec(ONE, "yes_one = FALSE", {"t": False, "f": True, "-": None})


def test_unknown_or_its_opposite_stays_unknown() -> None:
    check_spec(ONE, "yes_one OR NOT yes_one", {"t": True, "f": True, "-": None})


def test_requires_holds_when_all_conditions_do() -> None:
    requires = [{"id": "a", "rule": "yes_one"}, {"id": "b", "rule": "yes_two"}]
    expected = by_pair(True, False, None, False, False, False, None, False, None)

    check_spec(PAIRS, "TRUE", expected, requires=requires)


def test_any_of_holds_when_one_branch_does() -> None:
    branches = [{"id": "a", "rule": "yes_one"}, {"id": "b", "rule": "yes_two"}]
    expected = by_pair(True, True, True, True, False, None, True, None, None)

    check_spec(PAIRS, "TRUE", expected, requires=[{"id": "any", "any_of": branches}])


def test_fact_that_no_table_holds_is_unknown() -> None:
    check_spec(ONE, "yes_two", {"t": None, "f": None, "-": None})
