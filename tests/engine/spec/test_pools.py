"""Pools: what was granted counts, rivals of one run take turns, and who is undecided takes nothing."""

from jiyao.engine.cases import Grant
from tests.engine.spec.specs import determine, told

PEOPLE = """
   | yes_one
P1 | T
P2 | T
"""
CERTIFICATES = """
   | of | trade | level | issued_on  | yes_two
C1 | P1 | a     | L3    | 2024-03-01 | T
C2 | P1 | a     | L3    | 2024-02-01 | T
C3 | P1 | a     | L2    | 2024-02-01 | T
C4 | P2 | a     | L3    | 2024-02-01 | T
"""
ONCE = {"id": "m", "subject": "certificate", "limits": [{"pool": "once"}]}


def yearly(at_most: str, **limit: str) -> dict[str, object]:
    """A measure for certificates with so many a person and year."""
    return {"id": "m", "subject": "certificate", "limits": [{"pool": "yearly", "at_most": at_most, **limit}]}


def test_granted_slot_is_taken() -> None:
    table = """
       | trade | level
    P1 | a     | L3
    P2 | a     | L3
    """
    measure = {"id": "m", "limits": [{"pool": "once"}]}

    found = determine([measure], table, grants=[Grant("once", ("P1", "a", "L3"))])

    assert told(found, "outcome") == {"P1": "not_eligible", "P2": "eligible"}
    assert told(found, "first_failed") == {"P1": "once", "P2": None}
    assert told(found, "amount_fen") == {"P1": 0, "P2": 1}


def test_grant_under_another_key_or_pool_takes_nothing() -> None:
    table = """
       | trade | level
    P1 | a     | L3
    """
    measure = {"id": "m", "limits": [{"pool": "once"}]}
    grants = [Grant("once", ("P1", "b", "L3")), Grant("trade-wide", ("a",)), Grant("once", ("P2", "a", "L3"))]

    found = determine([measure], table, grants=grants)

    assert told(found, "outcome") == {"P1": "eligible"}


def test_grants_are_counted_against_the_number() -> None:
    table = """
       | trade
    P1 | a
    P2 | b
    """
    measure = {"id": "m", "limits": [{"pool": "trade-wide"}]}
    grants = [Grant("trade-wide", ("a",)), Grant("trade-wide", ("a",)), Grant("trade-wide", ("b",))]

    found = determine([measure], table, grants=grants)

    assert told(found, "outcome") == {"P1": "not_eligible", "P2": "eligible"}


def test_rivals_with_one_key_take_turns_by_id() -> None:
    found = determine([ONCE], PEOPLE, CERTIFICATES)

    assert told(found, "outcome") == {
        "C1": "eligible",
        "C2": "not_eligible",
        "C3": "eligible",
        "C4": "eligible",
    }


def test_rivals_take_turns_by_the_fact_named_first() -> None:
    measure = {"id": "m", "subject": "certificate", "limits": [{"pool": "once", "first": "issued_on"}]}

    found = determine([measure], PEOPLE, CERTIFICATES)

    assert told(found, "outcome") == {
        "C1": "not_eligible",
        "C2": "eligible",
        "C3": "eligible",
        "C4": "eligible",
    }


def test_rival_whose_turn_is_unknown_comes_last_then_by_id() -> None:
    certificates = """
       | of | issued_on
    C1 | P1 |
    C2 | P1 |
    C3 | P1 | 2024-03-01
    """

    found = determine([yearly("2", first="issued_on")], PEOPLE, certificates)

    assert told(found, "outcome") == {"C1": "eligible", "C2": "not_eligible", "C3": "eligible"}


def test_rival_that_is_not_eligible_takes_nothing() -> None:
    certificates = CERTIFICATES.replace("C1 | P1 | a     | L3    | 2024-03-01 | T", "C1 | P1 | a | L3 | | F")
    measure = {**ONCE, "requires": [{"id": "c", "rule": "yes_two"}]}

    found = determine([measure], PEOPLE, certificates)

    assert told(found, "outcome") == {
        "C1": "not_eligible",
        "C2": "eligible",
        "C3": "eligible",
        "C4": "eligible",
    }
    assert told(found, "first_failed") == {"C1": "c", "C2": None, "C3": None, "C4": None}


def test_undecided_rival_takes_nothing() -> None:
    certificates = CERTIFICATES.replace("C1 | P1 | a     | L3    | 2024-03-01 | T", "C1 | P1 | a | L3 | | ")
    measure = {**ONCE, "requires": [{"id": "c", "rule": "yes_two"}]}

    found = determine([measure], PEOPLE, certificates)

    assert told(found, "outcome") == {
        "C1": "unknown",
        "C2": "eligible",
        "C3": "eligible",
        "C4": "eligible",
    }


def test_unknown_part_of_the_key_leaves_the_limit_unknown() -> None:
    certificates = """
       | of | trade | level | yes_two
    C1 | P1 |       | L3    | T
    C2 | P1 | a     |       | T
    C3 | P1 | a     |       | F
    """
    measure = {**ONCE, "requires": [{"id": "c", "rule": "yes_two"}]}

    found = determine([measure], PEOPLE, certificates)

    assert told(found, "outcome") == {"C1": "unknown", "C2": "unknown", "C3": "not_eligible"}
    assert told(found, "first_unknown") == {"C1": "once", "C2": "once", "C3": None}


def test_pool_counts_by_calendar_year_of_the_determination() -> None:
    grants = [Grant("yearly", ("P1", "2025")), Grant("yearly", ("P2", "2024"))]
    certificates = """
       | of
    C1 | P1
    C2 | P2
    """

    found = determine([yearly("1")], PEOPLE, certificates, grants=grants)

    assert told(found, "outcome") == {"C1": "not_eligible", "C2": "eligible"}


def test_number_of_slots_may_depend_on_facts() -> None:
    certificates = """
       | of | yes_two
    C1 | P1 | T
    C2 | P1 | T
    C3 | P1 | F
    C4 | P1 |
    """
    rule = "CASE WHEN yes_two THEN 2 ELSE 1 END"

    found = determine([yearly(rule)], PEOPLE, certificates)

    assert told(found, "outcome") == {
        "C1": "eligible",
        "C2": "eligible",
        "C3": "not_eligible",
        "C4": "unknown",
    }


def test_rival_refused_by_its_own_number_takes_nothing() -> None:
    certificates = """
       | of | yes_two
    C1 | P1 | T
    C2 | P1 | F
    C3 | P1 | T
    """
    rule = "CASE WHEN yes_two THEN 2 ELSE 1 END"

    found = determine([yearly(rule)], PEOPLE, certificates)

    assert told(found, "outcome") == {"C1": "eligible", "C2": "not_eligible", "C3": "eligible"}


def test_rival_whose_number_is_unknown_takes_nothing() -> None:
    certificates = """
       | of | yes_two
    C1 | P1 |
    C2 | P1 | T
    """
    rule = "CASE WHEN yes_two THEN 1 ELSE 1 END"

    found = determine([yearly(rule)], PEOPLE, certificates)

    assert told(found, "outcome") == {"C1": "unknown", "C2": "eligible"}


def test_number_of_slots_may_be_a_parameter() -> None:
    certificates = """
       | of | issued_on
    C1 | P1 | 2024-12-31
    C2 | P1 | 2024-12-31
    C3 | P1 | 2025-01-01
    C4 | P2 | 2025-01-01
    C5 | P2 |
    """
    measure = {**yearly("param('times_a_year')"), "counted_on": "issued_on"}

    found = determine([measure], PEOPLE, certificates)

    assert told(found, "outcome") == {
        "C1": "eligible",
        "C2": "eligible",
        "C3": "not_eligible",
        "C4": "eligible",
        "C5": "unknown",
    }


def test_pool_that_is_not_counted_by_person_is_shared_by_all() -> None:
    measure = {"id": "m", "subject": "certificate", "limits": [{"pool": "trade-wide", "first": "issued_on"}]}

    found = determine([measure], PEOPLE, CERTIFICATES)

    assert told(found, "outcome") == {
        "C1": "not_eligible",
        "C2": "eligible",
        "C3": "eligible",
        "C4": "not_eligible",
    }


def test_second_limit_sees_only_who_passed_the_first() -> None:
    certificates = """
       | of | trade | level
    C1 | P1 | a     | L3
    C2 | P1 | a     | L3
    C3 | P1 | a     | L2
    C4 | P1 | a     | L1
    """
    limits = [{"pool": "once"}, {"pool": "yearly", "at_most": "2"}]

    found = determine([{"id": "m", "subject": "certificate", "limits": limits}], PEOPLE, certificates)

    assert told(found, "outcome") == {
        "C1": "eligible",
        "C2": "not_eligible",
        "C3": "eligible",
        "C4": "not_eligible",
    }
    assert told(found, "first_failed") == {"C1": None, "C2": "once", "C3": None, "C4": "yearly"}


def test_who_fails_the_second_limit_keeps_its_place_in_the_first() -> None:
    certificates = """
       | of | trade | level
    C1 | P1 | a     | L3
    C2 | P1 | a     | L3
    """
    limits = [{"pool": "once"}, {"pool": "yearly", "at_most": "0"}]

    found = determine([{"id": "m", "subject": "certificate", "limits": limits}], PEOPLE, certificates)

    assert told(found, "first_failed") == {"C1": "yearly", "C2": "once"}


def test_boolean_part_of_a_key_is_written_true_or_false() -> None:
    pools = "- {id: by-answer, title: {zh: 答, en: A}, per: [person, yes_one], at_most: 1, source: {document: doc}}\n"
    measure = {"id": "m", "limits": [{"pool": "by-answer"}]}

    found = determine([measure], PEOPLE, grants=[Grant("by-answer", ("P1", "true"))], **{"pools.yaml": pools})

    assert told(found, "outcome") == {"P1": "not_eligible", "P2": "eligible"}
