"""Wordings from a day to a day: one that is not in force asks nothing."""

from tests.engine.spec.specs import check_amount, check_spec, determine, told

COUNTED = """
       | issued_on  | yes_one
before | 2023-06-30 | F
first  | 2023-07-01 | F
last   | 2024-06-30 | F
after  | 2024-07-01 | F
holds  | 2024-01-01 | T
open   | 2024-01-01 |
early  | 2023-06-30 |
-t     |            | T
-f     |            | F
--     |            |
"""
PERIOD = {"from": "2023-07-01", "to": "2024-06-30"}


def test_condition_asks_only_on_the_days_of_its_wording() -> None:
    requires = [{"id": "c", "rule": "yes_one", **PERIOD}]
    expected = {
        "before": True,
        "first": False,
        "last": False,
        "after": True,
        "holds": True,
        "open": None,
        "early": True,
        "-t": True,
        "-f": None,
        "--": None,
    }

    check_spec(COUNTED, "TRUE", expected, requires=requires, counted_on="issued_on")


def test_wording_that_another_replaces_asks_its_own_question() -> None:
    old = {"id": "old", "rule": "paid_months >= 36", "to": "2023-12-31"}
    new = {"id": "new", "rule": "paid_months >= 12", "from": "2024-01-01"}
    table = """
         | issued_on  | paid_months
    old+ | 2023-12-31 | 36
    old- | 2023-12-31 | 12
    new+ | 2024-01-01 | 12
    new- | 2024-01-01 | 11
    both |            | 36
    one  |            | 12
    none |            | 11
    """
    measure = {"id": "m", "counted_on": "issued_on", "requires": [old, new]}

    found = determine([measure], table)

    assert told(found, "outcome") == {
        "old+": "eligible",
        "old-": "not_eligible",
        "new+": "eligible",
        "new-": "not_eligible",
        "both": "eligible",
        "one": "unknown",
        "none": "unknown",
    }
    assert told(found, "first_failed") == {
        "old+": None,
        "old-": "old",
        "new+": None,
        "new-": "new",
        "both": None,
        "one": None,
        "none": None,
    }


def test_day_of_determination_selects_wordings_where_it_counts() -> None:
    old = {"id": "old", "rule": "FALSE", "to": "2025-06-29"}
    new = {"id": "new", "rule": "yes_one", "from": "2025-06-30"}
    table = """
      | yes_one
    t | T
    f | F
    - |
    """

    check_spec(table, "TRUE", {"t": True, "f": False, "-": None}, requires=[old, new])


def test_branches_stand_on_the_days_of_their_condition() -> None:
    branches = [{"id": "a", "rule": "yes_one"}, {"id": "b", "rule": "paid_months >= 12"}]
    requires = [{"id": "any", "any_of": branches, "from": "2024-01-01"}]
    table = """
       | issued_on  | yes_one | paid_months
    a  | 2024-01-01 | T       |
    b  | 2024-01-01 |         | 12
    no | 2024-01-01 | F       | 11
    -  | 2024-01-01 |         | 11
    ok | 2023-12-31 | F       | 11
    """

    check_spec(
        table,
        "TRUE",
        {"a": True, "b": True, "no": False, "-": None, "ok": True},
        requires=requires,
        counted_on="issued_on",
    )


def test_gives_changes_with_its_period() -> None:
    gives = [{"amount": "100", "to": "2023-12-31"}, {"amount": "fee_fen", "from": "2024-01-01"}]
    table = """
        | issued_on  | fee_fen
    old | 2023-12-31 | 70
    new | 2024-01-01 | 70
    fee | 2024-01-01 |
    day |            | 70
    """

    check_amount(
        table,
        "1",
        {"old": 100, "new": 70, "fee": None, "day": None},
        gives=gives,
        counted_on="issued_on",
    )


def test_limit_holds_only_on_its_days() -> None:
    limit = {"pool": "once", "at_most": "0", "from": "2024-01-01"}
    table = """
        | issued_on  | trade | level
    old | 2023-12-31 | a     | L3
    new | 2024-01-01 | a     | L2
    day |            | a     | L1
    key | 2024-01-01 |       | L1
    ok  | 2023-12-31 |       | L1
    """

    found = determine([{"id": "m", "counted_on": "issued_on", "limits": [limit]}], table)

    assert told(found, "outcome") == {
        "old": "eligible",
        "new": "not_eligible",
        "day": "unknown",
        "key": "unknown",
        "ok": "eligible",
    }
