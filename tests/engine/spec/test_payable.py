"""Whether the values in force may be paid on. It is told apart from the outcome."""

from typing import Any

import pytest

from tests.engine.spec.specs import determine, told

COUNTED = """
       | issued_on
before | 2023-12-31
in     | 2024-01-01
after  | 2025-01-01
-      |
"""


def fen(*base: dict[str, Any]) -> dict[str, Any]:
    """A measure that gives the parameter `fen` of the counted day."""
    return {
        "id": "m",
        "counted_on": "issued_on",
        "gives": {"amount": "param('fen')"},
        "parameters": {"fen": {"unit": "fen", "base": list(base)}},
    }


def test_verified_value_pays_on_its_days() -> None:
    found = determine([fen({"from": "2024-01-01", "to": "2024-12-31", "value": 500})], COUNTED)

    assert told(found, "payable") == {
        "before": "not_in_force",
        "in": "pays",
        "after": "not_in_force",
        "-": None,
    }
    assert told(found, "amount_fen") == {"before": None, "in": 500, "after": None, "-": None}


@pytest.mark.parametrize("confidence", ["partial", "unverified"])
def test_value_that_is_not_verified_is_shown_and_not_paid(confidence: str) -> None:
    rows = [
        {"to": "2023-12-31", "value": 400},
        {"from": "2024-01-01", "value": 500, "confidence": confidence},
    ]

    found = determine([fen(*rows)], COUNTED)

    assert told(found, "payable") == {
        "before": "pays",
        "in": "value_not_confirmed",
        "after": "value_not_confirmed",
        "-": None,
    }
    assert told(found, "amount_fen") == {"before": 400, "in": 500, "after": 500, "-": None}


def test_slot_that_nobody_filled_is_not_confirmed() -> None:
    found = determine([fen({"value": None, "confidence": "unverified"})], COUNTED)

    assert told(found, "payable") == {
        "before": "value_not_confirmed",
        "in": "value_not_confirmed",
        "after": "value_not_confirmed",
        "-": None,
    }


def test_measure_gives_nothing_on_days_without_gives() -> None:
    gives = [{"amount": "100", "from": "2024-01-01", "to": "2024-12-31"}]

    found = determine([{"id": "m", "counted_on": "issued_on", "gives": gives}], COUNTED)

    assert told(found, "payable") == {
        "before": "not_in_force",
        "in": "pays",
        "after": "not_in_force",
        "-": None,
    }
    assert told(found, "outcome") == {
        "before": "eligible",
        "in": "eligible",
        "after": "eligible",
        "-": "eligible",
    }
    assert told(found, "amount_fen") == {"before": None, "in": 100, "after": None, "-": None}


def test_condition_that_is_not_verified_is_not_paid_on_its_days() -> None:
    requires = [
        {"id": "c", "rule": "TRUE", "from": "2024-01-01", "to": "2024-12-31", "confidence": "partial"}
    ]

    found = determine([{"id": "m", "counted_on": "issued_on", "requires": requires}], COUNTED)

    assert told(found, "payable") == {
        "before": "pays",
        "in": "value_not_confirmed",
        "after": "pays",
        "-": None,
    }


def test_window_that_is_not_verified_is_not_paid() -> None:
    window = {"from": "issued_on", "months": "12", "confidence": "partial"}

    found = determine([{"id": "m", "window": window}], COUNTED)

    assert told(found, "payable") == dict.fromkeys(("before", "in", "after", "-"), "value_not_confirmed")


def test_open_question_keeps_a_measure_from_being_paid() -> None:
    measure = {"id": "m", "open": [{"zh": "未知", "en": "Nobody knows"}]}

    found = determine([measure], COUNTED)

    assert told(found, "payable") == dict.fromkeys(("before", "in", "after", "-"), "value_not_confirmed")
    assert told(found, "outcome") == dict.fromkeys(("before", "in", "after", "-"), "eligible")


def test_value_that_no_rule_of_the_day_reads_does_not_matter() -> None:
    measure = {
        "id": "m",
        "counted_on": "issued_on",
        "gives": [
            {"amount": "param('old')", "to": "2023-12-31"},
            {"amount": "param('new')", "from": "2024-01-01"},
        ],
        "parameters": {
            "old": {"unit": "fen", "base": [{"to": "2023-12-31", "value": 1}]},
            "new": {"unit": "fen", "base": [{"from": "2024-01-01", "value": 2, "confidence": "partial"}]},
            "unused": {"unit": "fen", "base": [{"value": 3, "confidence": "unverified"}]},
        },
    }

    found = determine([measure], COUNTED)

    assert told(found, "payable") == {
        "before": "pays",
        "in": "value_not_confirmed",
        "after": "value_not_confirmed",
        "-": None,
    }


def test_payable_is_told_of_those_who_are_not_eligible_too() -> None:
    found = determine([{"id": "m", "requires": [{"id": "c", "rule": "NOT TRUE"}]}], COUNTED)

    assert told(found, "payable") == dict.fromkeys(("before", "in", "after", "-"), "pays")
