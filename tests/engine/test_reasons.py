"""What each condition and each value of a determination tells."""

from datetime import date
from pathlib import Path

from jiyao.engine.determination.needs import Need
from jiyao.engine.determination.reasons import ConditionReason
from jiyao.engine.measures import Outcome
from jiyao.engine.packs.files import Source, Words
from jiyao.engine.rules.tree import Fact
from jiyao.engine.rules.types import Kind, Type
from tests.engine.explaining import determination, read, truths

MONTHS = Type(Kind.INTEGER, unit="month")


def test_condition_tells_truth_facts_clause_and_what_must_change(tmp_path: Path) -> None:
    source = {"document": "doc", "article": "第四条"}
    condition = {
        "id": "long_enough",
        "rule": "paid_months >= 12",
        "zh": "满一年",
        "en": "A year",
        "source": source,
    }

    found = determination(tmp_path, {"requires": [condition]}, {"paid_months": 8})

    [reason] = found.conditions
    assert reason == ConditionReason(
        id="long_enough",
        words=Words(zh="满一年", en="A year"),
        truth=False,
        in_force=True,
        rule=reason.rule,
        text="paid_months >= 12",
        facts={"paid_months": 8},
        values=(),
        source=Source(document="doc", article="第四条"),
        confidence="verified",
        needs=(Need(Fact("paid_months", MONTHS), ">=", (12,), 8),),
        true_from=None,
        branches=(),
    )


def test_conditions_are_told_in_order_with_applies_first_and_the_window_last(tmp_path: Path) -> None:
    measure = {
        "applies": "colour = 'red'",
        "requires": [{"id": "first", "rule": "yes_one"}, {"id": "second", "rule": "yes_two"}],
        "window": {"from": "issued_on", "months": "12"},
    }
    facts = {"colour": "red", "yes_one": False, "issued_on": date(2025, 1, 1)}

    found = determination(tmp_path, measure, facts)

    assert list(truths(found.conditions).items()) == [
        ("applies", True),
        ("first", False),
        ("second", None),
        ("window", True),
    ]


def test_unknown_facts_are_told_as_unknown(tmp_path: Path) -> None:
    measure = {"requires": [{"id": "c", "rule": "yes_one OR paid_months > 3"}]}

    found = determination(tmp_path, measure, {"yes_one": False})

    assert [(r.truth, r.facts, r.needs) for r in found.conditions] == [
        (None, {"yes_one": False, "paid_months": None}, ())
    ]


def test_values_are_told_with_row_confidence_and_clause(tmp_path: Path) -> None:
    months = [
        {"to": "2024-12-31", "value": 9, "source": {"document": "doc", "article": "第一条"}},
        {
            "from": "2025-01-01",
            "value": 12,
            "source": {"document": "doc", "article": "第二条"},
            "confidence": "partial",
        },
    ]
    measure = {
        "parameters": {"bar_months": {"unit": "month", "base": months}},
        "requires": [{"id": "c", "rule": "paid_months >= param('bar_months')"}],
    }

    found = determination(tmp_path, measure, {"paid_months": 20})

    assert read(found.conditions[0].values) == [("bar_months", 12, "partial", "第二条")]


def test_value_of_a_gap_has_no_row(tmp_path: Path) -> None:
    months = [{"to": "2024-12-31", "value": 9}]
    measure = {
        "parameters": {"bar_months": {"unit": "month", "base": months}},
        "requires": [{"id": "c", "rule": "paid_months >= param('bar_months')"}],
    }

    found = determination(tmp_path, measure, {"paid_months": 20})

    assert read(found.conditions[0].values) == [("bar_months", None, None, None)]
    assert (found.result.outcome, found.missing, found.missing_values) == (
        Outcome.UNKNOWN,
        (),
        ("bar_months",),
    )


def test_relaxation_is_read_while_it_is_in_force(tmp_path: Path) -> None:
    series = {
        "unit": "month",
        "base": [{"value": 36, "source": {"document": "doc", "article": "原"}}],
        "relaxed": [
            {
                "from": "2025-01-01",
                "to": "2025-12-31",
                "value": 12,
                "source": {"document": "doc", "article": "缓"},
            }
        ],
    }
    measure = {
        "parameters": {"bar_months": series},
        "requires": [{"id": "c", "rule": "paid_months >= param('bar_months')"}],
    }

    found = determination(tmp_path, measure, {"paid_months": 20})

    assert read(found.conditions[0].values) == [("bar_months", 12, "verified", "缓")]
    assert found.result.next_change_on == date(2026, 1, 1)


def test_local_value_is_read_at_the_place(tmp_path: Path) -> None:
    measure = {
        "parameters": {
            "base_fen": {
                "unit": "fen",
                "delegated_to": "prefecture",
                "range": [1, 99999],
                "base": [{"from": "2024-01-01", "value": 700}],
            }
        },
        "gives": {"amount": "param('base_fen')"},
    }

    found = determination(tmp_path, measure, {"place": "A1"})

    assert read(found.values) == [("base_fen", 808, "verified", None)]
    assert found.result.amount_fen == 808


def test_amount_is_told_with_the_row_of_its_table(tmp_path: Path) -> None:
    table = {"none": 0, "L3": 100, "L2": 200, "L1": 300}
    measure = {
        "parameters": {"level_fen": {"unit": "fen", "by": "level", "base": [{"values": table}]}},
        "gives": {"amount": "lookup('level_fen', level)"},
    }

    found = determination(tmp_path, measure, {"level": "L2"})

    assert read(found.values) == [("level_fen", 200, "verified", None)]
    assert found.result.amount_fen == 200


def test_empty_slot_of_a_table_is_a_missing_value(tmp_path: Path) -> None:
    table = {"none": 0, "L3": 100, "L2": 200, "L1": None}
    row = {"values": table, "confidence": "partial"}
    measure = {
        "parameters": {"level_fen": {"unit": "fen", "by": "level", "base": [row]}},
        "gives": {"amount": "lookup('level_fen', level)"},
    }

    found = determination(tmp_path, measure, {"level": "L1"})

    result = found.result
    assert (result.outcome, result.amount_fen, found.missing, found.missing_values) == (
        Outcome.ELIGIBLE,
        None,
        (),
        ("level_fen",),
    )


def test_wording_that_is_not_in_force_asks_nothing(tmp_path: Path) -> None:
    measure = {"requires": [{"id": "old", "rule": "yes_one", "to": "2024-12-31"}]}

    found = determination(tmp_path, measure, {"yes_one": False})

    assert [(r.truth, r.in_force) for r in found.conditions] == [(True, False)]
    assert found.result.outcome is Outcome.ELIGIBLE


def test_wording_on_an_unknown_counted_day_may_or_may_not_stand(tmp_path: Path) -> None:
    measure = {"counted_on": "issued_on", "requires": [{"id": "old", "rule": "yes_one", "to": "2024-12-31"}]}

    found = determination(tmp_path, measure, {"yes_one": False})

    assert [(r.truth, r.in_force) for r in found.conditions] == [(None, None)]
    assert found.missing == ("issued_on",)


def test_branches_stand_nearest_first(tmp_path: Path) -> None:
    branches = [
        {"id": "far", "rule": "paid_months >= 12 AND more_months >= 6"},
        {"id": "near", "rule": "more_months >= 3"},
        {"id": "grows_late", "rule": "age_on(born_on, determined_on) >= 50"},
        {"id": "grows_soon", "rule": "age_on(born_on, determined_on) >= 40"},
        {"id": "open", "rule": "level = 'L1'"},
    ]
    measure = {"requires": [{"id": "route", "any_of": branches}]}
    facts = {"paid_months": 1, "more_months": 1, "born_on": date(1986, 3, 1)}

    found = determination(tmp_path, measure, facts)

    [route] = found.conditions
    assert list(truths(route.branches).items()) == [
        ("open", None),
        ("grows_soon", False),
        ("grows_late", False),
        ("near", False),
        ("far", False),
    ]
    assert [branch.true_from for branch in route.branches][:3] == [None, date(2026, 3, 1), date(2036, 3, 1)]
    assert [len(branch.needs) for branch in route.branches] == [0, 1, 1, 1, 2]


def test_branch_that_holds_stands_before_all_others(tmp_path: Path) -> None:
    branches = [
        {"id": "no", "rule": "yes_one"},
        {"id": "open", "rule": "yes_two"},
        {"id": "yes", "rule": "TRUE"},
    ]
    measure = {"requires": [{"id": "route", "any_of": branches}]}

    found = determination(tmp_path, measure, {"yes_one": False})

    [route] = found.conditions
    assert truths([route, *route.branches]) == {"route": True, "yes": True, "open": None, "no": False}
