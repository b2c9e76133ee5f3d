"""Precedence on one day: who yields counts what the other takes, and nothing is funded twice."""

from jiyao.engine.cases import Grant
from tests.engine.spec.specs import determine, told

PEOPLE = """
   | yes_one | yes_two | trade | level
P1 | T       | T       | a     | L3
P2 | F       | T       | a     | L2
P3 |         | T       | a     | L1
"""


def pair(pool: str = "once", **second: object) -> list[dict[str, object]]:
    """Two measures of persons; `second` yields to `first`, which needs yes_one."""
    limits = [{"pool": pool}]
    return [
        {"id": "first", "requires": [{"id": "c", "rule": "yes_one"}], "limits": limits},
        {"id": "second", "limits": limits, "yields_to": ["first"], **second},
    ]


def test_measure_that_yields_gets_what_the_other_leaves() -> None:
    found = determine(pair(), PEOPLE)

    assert told(found, "outcome", "first") == {"P1": "eligible", "P2": "not_eligible", "P3": "unknown"}
    assert told(found, "outcome", "second") == {"P1": "not_eligible", "P2": "eligible", "P3": "eligible"}
    assert told(found, "first_failed", "second") == {"P1": "once", "P2": None, "P3": None}


def test_measures_of_one_pool_that_do_not_yield_do_not_see_each_other() -> None:
    found = determine(pair(yields_to=[]), PEOPLE)

    assert told(found, "outcome", "first") == {"P1": "eligible", "P2": "not_eligible", "P3": "unknown"}
    assert told(found, "outcome", "second") == {"P1": "eligible", "P2": "eligible", "P3": "eligible"}


def test_grant_of_one_measure_blocks_the_other() -> None:
    found = determine(pair(), PEOPLE, grants=[Grant("once", ("P2", "a", "L2"))])

    assert told(found, "outcome", "second") == {"P1": "not_eligible", "P2": "not_eligible", "P3": "eligible"}


def test_order_of_files_does_not_matter() -> None:
    found = determine(list(reversed(pair())), PEOPLE)

    assert told(found, "outcome", "second") == {"P1": "not_eligible", "P2": "eligible", "P3": "eligible"}


def test_yielding_goes_through_the_measure_in_between() -> None:
    limits = [{"pool": "once"}]
    chain = [
        {"id": "z", "requires": [{"id": "c", "rule": "yes_one"}], "limits": limits},
        {"id": "y", "requires": [{"id": "c", "rule": "NOT yes_one"}], "limits": limits, "yields_to": ["z"]},
        {"id": "x", "limits": limits, "yields_to": ["y"]},
    ]

    found = determine(chain, PEOPLE)

    assert told(found, "outcome", "x") == {"P1": "not_eligible", "P2": "not_eligible", "P3": "eligible"}


def test_rival_blocked_by_its_second_limit_takes_nothing() -> None:
    first = {"id": "first", "limits": [{"pool": "once"}, {"pool": "yearly", "at_most": "0"}]}
    second = {"id": "second", "limits": [{"pool": "once"}], "yields_to": ["first"]}

    found = determine([first, second], PEOPLE)

    assert told(found, "outcome", "first") == dict.fromkeys(("P1", "P2", "P3"), "not_eligible")
    assert told(found, "outcome", "second") == dict.fromkeys(("P1", "P2", "P3"), "eligible")


def test_rival_whose_limit_is_not_in_force_takes_nothing() -> None:
    first = {"id": "first", "limits": [{"pool": "once", "to": "2024-12-31"}]}
    second = {"id": "second", "limits": [{"pool": "once"}], "yields_to": ["first"]}

    found = determine([first, second], PEOPLE)

    assert told(found, "outcome", "second") == dict.fromkeys(("P1", "P2", "P3"), "eligible")


def test_unknown_amount_of_the_first_still_takes_its_slot() -> None:
    measures = pair()
    measures[0]["gives"] = {"amount": "fee_fen"}

    found = determine(measures, PEOPLE)

    assert told(found, "amount_fen", "first") == {"P1": None, "P2": 0, "P3": None}
    assert told(found, "outcome", "second") == {"P1": "not_eligible", "P2": "eligible", "P3": "eligible"}


CERTIFICATES = """
   | of | trade | level | yes_two
C1 | P1 | a     | L3    | T
C2 | P1 | a     | L2    | T
C3 | P2 | a     | L2    | T
"""


def test_certificate_yields_to_its_person() -> None:
    limits = [{"pool": "yearly", "at_most": "2"}]
    of_person = {
        "id": "of-person",
        "subject": "person",
        "requires": [{"id": "c", "rule": "yes_one"}],
        "limits": limits,
    }
    of_certificate = {
        "id": "of-certificate",
        "subject": "certificate",
        "limits": limits,
        "yields_to": ["of-person"],
    }

    found = determine([of_person, of_certificate], PEOPLE, CERTIFICATES)

    assert told(found, "outcome", "of-person") == {"P1": "eligible", "P2": "not_eligible", "P3": "unknown"}
    assert told(found, "outcome", "of-certificate") == {
        "C1": "eligible",
        "C2": "not_eligible",
        "C3": "eligible",
    }


def test_person_yields_to_the_certificates_of_all_in_the_pool() -> None:
    limits = [{"pool": "trade-wide", "at_most": "4"}]
    of_certificate = {"id": "of-certificate", "subject": "certificate", "limits": limits}
    of_person = {"id": "of-person", "subject": "person", "limits": limits, "yields_to": ["of-certificate"]}

    found = determine([of_certificate, of_person], PEOPLE, CERTIFICATES)

    assert told(found, "outcome", "of-certificate") == dict.fromkeys(("C1", "C2", "C3"), "eligible")
    assert told(found, "outcome", "of-person") == {
        "P1": "eligible",
        "P2": "not_eligible",
        "P3": "not_eligible",
    }


def test_two_certificate_measures_never_fund_one_certificate_twice() -> None:
    limits = [{"pool": "once"}]
    measures = [
        {
            "id": "a",
            "subject": "certificate",
            "requires": [{"id": "c", "rule": "level = 'L3'"}],
            "limits": limits,
        },
        {"id": "b", "subject": "certificate", "limits": limits, "yields_to": ["a"]},
    ]

    found = determine(measures, PEOPLE, CERTIFICATES)

    assert told(found, "amount_fen", "a") == {"C1": 1, "C2": 0, "C3": 0}
    assert told(found, "amount_fen", "b") == {"C1": 0, "C2": 1, "C3": 1}
