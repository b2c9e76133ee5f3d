"""Values of policy: dated series, relaxations, gaps, slots, tables."""

from typing import Any

from tests.engine.spec.specs import check_amount, check_number, check_spec

COUNTED = """
     | issued_on
2019 | 2020-01-01
last | 2023-12-31
rel  | 2024-01-01
rel+ | 2024-06-30
back | 2024-07-01
new  | 2025-01-01
-    |
"""


def months(*base: dict[str, Any], relaxed: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """A parameter `bar_months`."""
    return {"bar_months": {"unit": "month", "base": list(base), "relaxed": list(relaxed)}}


def test_parameter_without_dates_holds_always() -> None:
    expected = {"2019": 6, "last": 6, "rel": 6, "rel+": 6, "back": 6, "new": 6, "-": 6}

    check_number(
        COUNTED,
        "param('bar_months')",
        expected,
        counted_on="issued_on",
        parameters=months({"value": 6}),
    )


def test_parameter_takes_the_row_of_the_counted_day() -> None:
    series = months({"to": "2024-12-31", "value": 36}, {"from": "2025-01-01", "value": 12})
    expected = {"2019": 36, "last": 36, "rel": 36, "rel+": 36, "back": 36, "new": 12, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_relaxation_wins_while_in_force_then_the_base_returns() -> None:
    series = months({"value": 36}, relaxed=({"from": "2024-01-01", "to": "2024-06-30", "value": 12},))
    expected = {"2019": 36, "last": 36, "rel": 12, "rel+": 12, "back": 36, "new": 36, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_gap_in_a_series_is_unknown() -> None:
    series = months({"to": "2023-12-31", "value": 36}, {"from": "2024-07-01", "value": 12})
    expected = {"2019": 36, "last": 36, "rel": None, "rel+": None, "back": 12, "new": 12, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_day_before_the_first_row_has_no_value() -> None:
    series = months({"from": "2024-01-01", "to": "2024-06-30", "value": 36})
    expected = {"2019": None, "last": None, "rel": 36, "rel+": 36, "back": None, "new": None, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_slot_that_nobody_filled_is_unknown() -> None:
    empty = {"from": "2024-01-01", "value": None, "confidence": "unverified"}
    series = months({"to": "2023-12-31", "value": 36}, empty)
    expected = {"2019": 36, "last": 36, "rel": None, "rel+": None, "back": None, "new": None, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_slot_in_a_relaxation_hides_the_base() -> None:
    empty = {"from": "2024-01-01", "to": "2024-06-30", "value": None, "confidence": "unverified"}
    series = months({"value": 36}, relaxed=(empty,))
    expected = {"2019": 36, "last": 36, "rel": None, "rel+": None, "back": 36, "new": 36, "-": None}

    check_number(COUNTED, "param('bar_months')", expected, counted_on="issued_on", parameters=series)


def test_unknown_value_leaves_a_condition_to_the_rest() -> None:
    series = months({"value": None, "confidence": "unverified"})
    table = """
      | yes_one | paid_months
    a | T       | 5
    b | F       | 5
    """
    rule = "yes_one AND paid_months >= param('bar_months')"

    check_spec(table, rule, {"a": None, "b": False}, parameters=series)


def test_day_of_determination_selects_values_where_it_counts() -> None:
    series = months({"to": "2025-06-30", "value": 36}, {"from": "2025-07-01", "value": 12})
    table = """
      | yes_one
    a | T
    """

    check_number(table, "param('bar_months')", {"a": 36}, parameters=series)


def test_table_gives_the_value_at_the_key() -> None:
    table = """
         | level | issued_on
    none | none  | 2023-12-31
    L2   | L2    | 2023-12-31
    L2n  | L2    | 2024-01-01
    slot | L1    | 2024-01-01
    -    |       | 2024-01-01
    day  | L2    |
    """
    expected = {"none": 0, "L2": 200, "L2n": 20001, "slot": None, "-": None, "day": None}

    check_amount(table, "lookup('level_fen', level)", expected, counted_on="issued_on")


def test_table_without_dates_is_read_while_the_counted_day_is_unknown() -> None:
    fen = {"unit": "fen", "by": "level", "base": [{"values": {"none": 0, "L3": 1, "L2": 2, "L1": 3}}]}
    table = """
      | level | issued_on
    a | L2    |
    - |       |
    """

    check_amount(
        table,
        "lookup('by_level_fen', level)",
        {"a": 2, "-": None},
        counted_on="issued_on",
        parameters={"by_level_fen": fen},
    )


def test_table_may_be_keyed_by_whole_numbers() -> None:
    values = {str(number): number * 10 for number in range(-3, 61)}
    table = """
      | paid_months
    a | -3
    b | 0
    c | 60
    - |
    """
    keyed = {"unit": "fen", "by": "paid_months", "base": [{"values": values}]}

    check_amount(
        table,
        "lookup('by_months_fen', paid_months)",
        {"a": -30, "b": 0, "c": 600, "-": None},
        parameters={"by_months_fen": keyed},
    )


def test_table_may_be_read_at_a_literal_key() -> None:
    table = """
      | level
    a | L1
    """

    check_amount(table, "lookup('level_fen', 'L2')", {"a": 20001})


def test_parameter_may_be_a_day_a_ratio_a_condition_or_a_code() -> None:
    table = """
      | share | level | issued_on  | yes_one
    a | 0.25  | L2    | 2024-05-31 | T
    b | 0.26  | L3    | 2024-06-01 | F
    - |       |       |            |
    """
    kinds = {
        "rate": {"unit": "ratio", "base": [{"value": 0.25}]},
        "bar": {"unit": "level", "base": [{"value": "L2"}]},
        "start_on": {"unit": "date", "base": [{"value": "2024-05-31"}]},
        "open": {"unit": "boolean", "base": [{"value": True}]},
    }
    expected = {"a": True, "b": False, "-": None}

    check_spec(table, "share = param('rate')", expected, parameters=kinds)
    check_spec(table, "level = param('bar')", expected, parameters=kinds)
    check_spec(table, "issued_on = param('start_on')", expected, parameters=kinds)
    check_spec(table, "yes_one = param('open')", expected, parameters=kinds)
    check_spec(table, "NOT param('open') OR yes_one", expected, parameters=kinds)


def test_value_that_two_measures_share_is_read_like_an_own_one() -> None:
    table = """
      | paid_months
    a | 4
    b | 3
    """
    row = "{value: 4, source: {document: doc}, confidence: verified}"
    files = {"parameters/common.yaml": f"shared_months:\n  unit: month\n  base:\n    - {row}\n"}

    check_spec(table, "paid_months >= param('shared_months')", {"a": True, "b": False}, **files)
