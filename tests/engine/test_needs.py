"""What would have to be otherwise for a false condition to hold, and from which day time alone does it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import ConditionReason, explain
from jiyao.engine.rules.tree import Fact
from jiyao.engine.wording import Speaker
from tests.engine.generated import ON
from tests.engine.packs import make_pack

Needed = tuple[str, str, tuple[Any, ...], Any]


def reason(folder: Path, rule: str, facts: dict[str, Any]) -> tuple[ConditionReason, Speaker]:
    """The reason of a measure's only condition for one person, and who says rules."""
    pack = make_pack(folder, [{"id": "m", "subject": "person", "requires": [{"id": "c", "rule": rule}]}])
    [found] = explain(Assessor(pack), {"person": [Case("P", "P", facts)]}, ON)
    return found.conditions[0], Speaker(pack.vocabulary, "en", {})


def needed(folder: Path, rule: str, facts: dict[str, Any]) -> list[Needed]:
    """Each need: the fact (or the words of a sum), how it should be, and what it is."""
    found, speaker = reason(folder, rule, facts)
    return [
        (n.what.name if isinstance(n.what, Fact) else speaker.rule(n.what), n.op, n.wanted, n.value)
        for n in found.needs
    ]


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("yes_one", {"yes_one": False}, ("yes_one", "=", (True,), False)),
        ("NOT yes_one", {"yes_one": True}, ("yes_one", "=", (False,), True)),
        ("paid_months >= 12", {"paid_months": 8}, ("paid_months", ">=", (12,), 8)),
        ("12 <= paid_months", {"paid_months": 8}, ("paid_months", ">=", (12,), 8)),
        ("NOT paid_months >= 12", {"paid_months": 20}, ("paid_months", "<", (12,), 20)),
        ("paid_months >= param('few_months')", {"paid_months": 2}, ("paid_months", ">=", (5,), 2)),
        ("paid_months >= more_months", {"paid_months": 2, "more_months": 6}, ("paid_months", ">=", (6,), 2)),
        ("colour = 'blue'", {"colour": "red"}, ("colour", "=", ("blue",), "red")),
        ("colour <> 'red'", {"colour": "red"}, ("colour", "<>", ("red",), "red")),
        ("level IN ('L2', 'L1')", {"level": "L3"}, ("level", "in", ("L2", "L1"), "L3")),
        ("level NOT IN ('L2', 'L1')", {"level": "L1"}, ("level", "not in", ("L2", "L1"), "L1")),
        ("at_least(level, 'L2')", {"level": "L3"}, ("level", "at_least", ("L2",), "L3")),
        ("at_least('L2', level)", {"level": "L1"}, ("level", "not higher_than", ("L2",), "L1")),
        ("higher_than(level, 'L2')", {"level": "L2"}, ("level", "higher_than", ("L2",), "L2")),
        ("higher_than('L2', level)", {"level": "L2"}, ("level", "not at_least", ("L2",), "L2")),
        ("NOT higher_than(level, 'L3')", {"level": "L1"}, ("level", "not higher_than", ("L3",), "L1")),
        (
            "higher_than(level, other_level)",
            {"level": "L3", "other_level": "L2"},
            ("level", "higher_than", ("L2",), "L3"),
        ),
        ("share <= 0.5", {"share": 7500}, ("share", "<=", (5000,), 7500)),
        (
            "issued_on >= DATE '2025-01-01'",
            {"issued_on": date(2024, 5, 1)},
            ("issued_on", ">=", (date(2025, 1, 1),), date(2024, 5, 1)),
        ),
        (
            "paid_months + more_months >= 12",
            {"paid_months": 2, "more_months": 3},
            ("Months + Months", ">=", (12,), 5),
        ),
        (
            "age_on(born_on, determined_on) >= 18",
            {"born_on": date(2010, 1, 1)},
            ("age (Born)", ">=", (18,), 15),
        ),
        (
            "18 <= age_on(born_on, determined_on)",
            {"born_on": date(2010, 1, 1)},
            ("age (Born)", ">=", (18,), 15),
        ),
    ],
)
def test_need_says_what_how_and_what_it_is(
    tmp_path: Path, rule: str, facts: dict[str, Any], expected: Needed
) -> None:
    assert needed(tmp_path, rule, facts) == [expected]


def test_within_needs_only_the_side_that_is_missed(tmp_path: Path) -> None:
    rule = "within(issued_on, DATE '2025-01-01', DATE '2025-12-31')"

    late = needed(tmp_path, rule, {"issued_on": date(2026, 2, 1)})

    assert late == [("issued_on", "<=", (date(2025, 12, 31),), date(2026, 2, 1))]


def test_between_needs_only_the_side_that_is_missed(tmp_path: Path) -> None:
    low = needed(tmp_path, "paid_months BETWEEN 12 AND 24", {"paid_months": 3})

    assert low == [("paid_months", ">=", (12,), 3)]


def test_and_needs_every_part_that_fails(tmp_path: Path) -> None:
    facts = {"yes_one": False, "yes_two": True, "paid_months": 3}

    found = needed(tmp_path, "yes_one AND yes_two AND paid_months > 5", facts)

    assert found == [("yes_one", "=", (True,), False), ("paid_months", ">", (5,), 3)]


def test_or_needs_the_way_with_the_fewest_changes(tmp_path: Path) -> None:
    facts = {"yes_one": False, "yes_two": False, "paid_months": 3}

    found = needed(tmp_path, "(yes_one AND yes_two) OR paid_months > 5", facts)

    assert found == [("paid_months", ">", (5,), 3)]


def test_same_need_stands_once(tmp_path: Path) -> None:
    found = needed(tmp_path, "(yes_one) AND (yes_one AND yes_two)", {"yes_one": False, "yes_two": True})

    assert found == [("yes_one", "=", (True,), False)]


def test_not_of_or_needs_all_of_it_false(tmp_path: Path) -> None:
    found = needed(tmp_path, "NOT (yes_one OR yes_two)", {"yes_one": True, "yes_two": True})

    assert found == [("yes_one", "=", (False,), True), ("yes_two", "=", (False,), True)]


@pytest.mark.parametrize("facts", [{"paid_months": 12}, {}])
def test_nothing_is_needed_where_the_rule_holds_or_is_open(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert needed(tmp_path, "paid_months >= 12", facts) == []


def test_choice_is_needed_as_a_whole(tmp_path: Path) -> None:
    rule = "CASE WHEN yes_one THEN yes_two ELSE FALSE END"

    found = needed(tmp_path, rule, {"yes_one": True, "yes_two": False})

    assert found == [("B if A, else no", "=", (True,), False)]


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("age_on(born_on, determined_on) >= 18", date(2028, 1, 1)),
        ("age_on(born_on, determined_on) > 18", date(2029, 1, 1)),
        ("age_on(born_on, determined_on) < 15", None),
        ("within(determined_on, DATE '2025-09-01', DATE '2025-12-31')", date(2025, 9, 1)),
        ("within(determined_on, DATE '2025-01-01', DATE '2025-03-31')", None),
        (
            "months_between(issued_on, determined_on) >= 6 AND age_on(born_on, determined_on) >= 16",
            date(2026, 1, 1),
        ),
        ("age_on(born_on, determined_on) >= 18 AND yes_one", None),
    ],
)
def test_true_from_is_the_first_day_on_which_time_alone_helps(
    tmp_path: Path, rule: str, day: date | None
) -> None:
    facts = {"born_on": date(2010, 1, 1), "issued_on": date(2025, 5, 31), "yes_one": False}

    found, _ = reason(tmp_path, rule, facts)

    assert (found.truth, found.true_from) == (False, day)
