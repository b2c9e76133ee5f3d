"""The first day on which time alone could change the answer; none where it never can."""

from datetime import date

import pytest

from jiyao.engine.cases import Grant
from tests.engine.spec.specs import determine, told


def next_days(table: str, rule: str, **measure: object) -> dict[str, date | None]:
    """The next day of change of a measure with one condition, by row, on 30 June 2025."""
    found = determine([{"id": "m", "requires": [{"id": "c", "rule": rule}], **measure}], table)

    return told(found, "next_change_on")


def test_age_is_reached_on_the_birthday() -> None:
    table = """
          | born_on
    soon  | 2007-07-01
    today | 2007-06-30
    far   | 2010-02-28
    leap  | 2008-02-29
    -     |
    """

    days = next_days(table, "age_on(born_on, determined_on) >= 18")

    assert days == {
        "soon": date(2025, 7, 1),
        "today": None,
        "far": date(2028, 2, 28),
        "leap": date(2026, 2, 28),
        "-": None,
    }


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("age_on(born_on, determined_on) >= 60", date(2025, 9, 1)),
        ("age_on(born_on, determined_on) < 60", date(2025, 9, 1)),
        ("age_on(born_on, determined_on) > 60", date(2026, 9, 1)),
        ("age_on(born_on, determined_on) <= 60", date(2026, 9, 1)),
        ("age_on(born_on, determined_on) = 60", date(2025, 9, 1)),
        ("age_on(born_on, determined_on) <> 59", date(2025, 9, 1)),
        ("age_on(born_on, determined_on) = 59", date(2025, 9, 1)),
        ("60 <= age_on(born_on, determined_on)", date(2025, 9, 1)),
        ("60 < age_on(born_on, determined_on)", date(2026, 9, 1)),
        ("NOT age_on(born_on, determined_on) >= 60", date(2025, 9, 1)),
        ("age_on(born_on, determined_on) < 59", None),
        ("age_on(born_on, determined_on) >= 59", None),
    ],
)
def test_each_comparison_turns_on_its_own_day(rule: str, day: date | None) -> None:
    table = """
      | born_on
    a | 1965-09-01
    """

    assert next_days(table, rule) == {"a": day}


def test_months_are_complete_at_the_end_of_a_short_month() -> None:
    table = """
      | issued_on
    a | 2025-05-31
    b | 2024-08-31
    c | 2024-07-01
    """

    days = next_days(table, "months_between(issued_on, determined_on) >= 6")

    assert days == {"a": date(2025, 11, 30), "b": None, "c": None}


def test_bound_may_be_a_fact_or_a_value_of_policy() -> None:
    table = """
      | issued_on  | more_months
    a | 2025-06-15 | 2
    b | 2025-06-15 |
    """

    by_fact = next_days(table, "months_between(issued_on, determined_on) >= more_months")
    by_value = next_days(table, "months_between(issued_on, determined_on) >= param('few_months')")

    assert by_fact == {"a": date(2025, 8, 15), "b": None}
    assert by_value == {"a": date(2025, 11, 15), "b": date(2025, 11, 15)}


def test_window_ends_on_the_day_after_its_last() -> None:
    table = """
           | issued_on
    open   | 2025-01-15
    last   | 2024-06-30
    over   | 2024-06-29
    future | 2025-08-01
    -      |
    """
    window = {"from": "issued_on", "months": "12"}

    found = determine([{"id": "m", "window": window}], table)

    assert told(found, "next_change_on") == {
        "open": date(2026, 1, 16),
        "last": date(2025, 7, 1),
        "over": None,
        "future": date(2025, 8, 1),
        "-": None,
    }


def test_within_turns_on_its_first_day_and_after_its_last() -> None:
    table = """
           | issued_on
    before | 2025-07-10
    in     | 2025-06-01
    over   | 2025-05-29
    """

    days = next_days(table, "within(determined_on, issued_on, add_months(issued_on, 1))")

    assert days == {"before": date(2025, 7, 10), "in": date(2025, 7, 2), "over": None}


def test_condition_that_is_false_for_good_leaves_no_day() -> None:
    table = """
      | yes_one | born_on
    t | T       | 2008-01-01
    f | F       | 2008-01-01
    - |         | 2008-01-01
    """

    days = next_days(table, "age_on(born_on, determined_on) >= 18", applies="yes_one")

    assert days == {"t": date(2026, 1, 1), "f": None, "-": date(2026, 1, 1)}


def test_earliest_of_several_days_is_told() -> None:
    table = """
      | born_on    | issued_on
    a | 2008-01-01 | 2025-06-01
    b | 2007-08-01 | 2025-06-01
    """
    requires = [
        {"id": "age", "rule": "age_on(born_on, determined_on) >= 18"},
        {"id": "wait", "rule": "months_between(issued_on, determined_on) >= 3"},
    ]

    found = determine([{"id": "m", "requires": requires}], table)

    assert told(found, "next_change_on") == {"a": date(2025, 9, 1), "b": date(2025, 8, 1)}


def test_wording_changes_when_the_day_of_determination_counts() -> None:
    table = """
      | yes_one
    t | T
    f | F
    """
    requires = [{"id": "c", "rule": "yes_one", "from": "2020-01-01", "to": "2025-12-31"}]

    found = determine([{"id": "m", "requires": requires}], table)

    assert told(found, "next_change_on") == {"t": date(2026, 1, 1), "f": date(2026, 1, 1)}


def test_value_changes_when_the_day_of_determination_counts() -> None:
    rows = [{"to": "2025-08-31", "value": 36}, {"from": "2025-09-01", "value": 12}]
    parameters = {"bar": {"unit": "month", "base": rows}}
    table = """
      | paid_months
    a | 40
    b | 20
    """

    days = next_days(table, "paid_months >= param('bar')", parameters=parameters)

    assert days == {"a": date(2025, 9, 1), "b": date(2025, 9, 1)}


def test_relaxation_begins_and_ends_when_the_day_of_determination_counts() -> None:
    relaxed = [{"from": "2025-06-01", "to": "2025-12-31", "value": 12}]
    parameters = {"bar": {"unit": "month", "base": [{"value": 36}], "relaxed": relaxed}}
    table = """
      | paid_months
    a | 20
    """

    days = next_days(table, "paid_months >= param('bar')", parameters=parameters)

    assert days == {"a": date(2026, 1, 1)}


def test_value_changes_nothing_when_a_fact_is_the_counted_day() -> None:
    rows = [{"to": "2025-08-31", "value": 36}, {"from": "2025-09-01", "value": 12}]
    parameters = {"bar": {"unit": "month", "base": rows}}
    table = """
      | paid_months | issued_on
    a | 20          | 2025-06-01
    """

    days = next_days(table, "paid_months >= param('bar')", parameters=parameters, counted_on="issued_on")

    assert days == {"a": None}


def test_value_that_no_rule_reads_changes_nothing() -> None:
    parameters = {"bar": {"unit": "month", "base": [{"to": "2025-08-31", "value": 36}]}}
    table = """
      | paid_months
    a | 20
    """

    assert next_days(table, "paid_months >= 12", parameters=parameters) == {"a": None}


def test_amount_changes_with_time() -> None:
    rows = [{"to": "2025-08-31", "value": 500}, {"from": "2025-09-01", "value": 600}]
    measure = {
        "id": "m",
        "gives": {"amount": "param('fen')"},
        "parameters": {"fen": {"unit": "fen", "base": rows}},
    }
    table = """
      | yes_one
    a | T
    """

    found = determine([measure], table)

    assert told(found, "next_change_on") == {"a": date(2025, 9, 1)}


YEARLY = {"id": "m", "limits": [{"pool": "yearly", "at_most": "1"}]}
PEOPLE = """
   | yes_one
P1 | T
P2 | T
"""


def test_yearly_pool_opens_again_with_the_new_year() -> None:
    found = determine([YEARLY], PEOPLE, grants=[Grant("yearly", ("P1", "2025"))])

    assert told(found, "outcome") == {"P1": "not_eligible", "P2": "eligible"}
    assert told(found, "next_change_on") == {"P1": date(2026, 1, 1), "P2": None}


def test_pool_that_grants_used_up_leaves_no_day() -> None:
    table = """
       | trade | level | born_on
    P1 | a     | L3    | 2008-01-01
    P2 | a     | L3    | 2008-01-01
    """
    rule = "age_on(born_on, determined_on) >= 18"
    measure = {"id": "m", "requires": [{"id": "c", "rule": rule}], "limits": [{"pool": "once"}]}

    found = determine([measure], table, grants=[Grant("once", ("P1", "a", "L3"))])

    assert told(found, "next_change_on") == {"P1": None, "P2": date(2026, 1, 1)}


def test_rival_of_the_pool_lends_its_day() -> None:
    certificates = """
       | of | issued_on
    C1 | P1 | 2024-08-01
    C2 | P1 | 2025-01-15
    C3 | P2 | 2025-01-15
    """
    measure = {
        "id": "m",
        "subject": "certificate",
        "window": {"from": "issued_on", "months": "12"},
        "limits": [{"pool": "yearly", "at_most": "1"}],
    }

    found = determine([measure], PEOPLE, certificates)

    assert told(found, "outcome") == {"C1": "eligible", "C2": "not_eligible", "C3": "eligible"}
    assert told(found, "next_change_on") == {
        "C1": date(2025, 8, 2),
        "C2": date(2025, 8, 2),
        "C3": date(2026, 1, 16),
    }


def test_measure_yielded_to_lends_its_day() -> None:
    table = """
       | trade | level | issued_on
    P1 | a     | L3    | 2024-08-01
    P2 | a     | L2    |
    """
    limits = [{"pool": "once"}]
    first = {"id": "first", "window": {"from": "issued_on", "months": "12"}, "limits": limits}
    second = {"id": "second", "limits": limits, "yields_to": ["first"]}

    found = determine([first, second], table)

    assert told(found, "outcome", "second") == {"P1": "not_eligible", "P2": "eligible"}
    assert told(found, "next_change_on", "second") == {"P1": date(2025, 8, 2), "P2": None}


def test_told_day_is_the_first_on_which_the_outcome_differs() -> None:
    table = """
      | born_on    | issued_on
    a | 1965-09-01 | 2024-12-31
    """
    rules = "age_on(born_on, determined_on) < 60 AND months_between(issued_on, determined_on) >= 1"
    measure = {"id": "m", "requires": [{"id": "c", "rule": rules}]}

    today = determine([measure], table)
    eve = determine([measure], table, on=date(2025, 8, 31))
    day = determine([measure], table, on=date(2025, 9, 1))

    assert told(today, "next_change_on") == {"a": date(2025, 9, 1)}
    assert [told(found, "outcome") for found in (today, eve, day)] == [
        {"a": "eligible"},
        {"a": "eligible"},
        {"a": "not_eligible"},
    ]
