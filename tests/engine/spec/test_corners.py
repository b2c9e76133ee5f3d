"""Where two rules meet: a new year with rivals, what stops applying, a place that nobody knows."""

from datetime import date

from jiyao.engine.cases import Grant
from tests.engine.spec.specs import determine, told

YEARLY = [{"pool": "yearly", "at_most": "2", "first": "issued_on"}]


def test_yearly_pool_that_grants_and_a_rival_fill_starts_anew_with_the_year() -> None:
    people = "   | yes_one\nP1 | T"
    certificates = "   | of | issued_on\nC1 | P1 | 2024-01-01\nC2 | P1 | 2024-02-01"
    measure = {"id": "m", "subject": "certificate", "limits": YEARLY}

    found = determine([measure], people, certificates, grants=[Grant("yearly", ("P1", "2025"))])

    assert told(found, "outcome") == {"C1": "eligible", "C2": "not_eligible"}
    assert told(found, "next_change_on")["C2"] == date(2026, 1, 1)


def test_what_stops_applying_changes_though_a_condition_fails_for_good() -> None:
    people = "   | yes_one | born_on\nP1 | F       | 1965-07-10"
    measure = {
        "id": "m",
        "applies": "age_on(born_on, determined_on) < 60",
        "requires": [{"id": "c", "rule": "yes_one"}],
    }

    found = determine([measure], people)

    assert told(found, "outcome") == {"P1": "not_eligible"}
    assert told(found, "next_change_on") == {"P1": date(2025, 7, 10)}


def test_value_that_a_division_has_set_is_unknown_while_the_place_is() -> None:
    people = "   | place\nP1 | A\nP2 | B\nP3 |"
    measure = {"id": "m", "gives": {"amount": "param('base_fen')"}}

    found = determine([measure], people)

    assert told(found, "amount_fen") == {"P1": 808, "P2": 700, "P3": None}
    assert told(found, "payable") == {"P1": "pays", "P2": "pays", "P3": None}


def test_rival_that_finds_no_room_takes_none() -> None:
    people = "   | yes_two\nP1 |"
    certificates = "   | of | issued_on  | yes_two\nC1 | P1 | 2024-01-01 | F\nC2 | P1 | 2024-02-01 | T"
    limit = {"pool": "yearly", "at_most": "CASE WHEN yes_two THEN 2 ELSE 1 END", "first": "issued_on"}
    measure = {"id": "m", "subject": "certificate", "limits": [limit]}

    found = determine([measure], people, certificates, grants=[Grant("yearly", ("P1", "2025"))])

    assert told(found, "outcome") == {"C1": "not_eligible", "C2": "eligible"}
