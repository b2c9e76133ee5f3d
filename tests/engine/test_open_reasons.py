"""What a determination tells of limits, of what is still missing, and of the day from which it is due."""

from datetime import date
from pathlib import Path

from jiyao.engine.cases import Case, Grant
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import LimitReason, explain
from jiyao.engine.measures import Outcome
from jiyao.engine.packs.files import Words
from tests.engine.explaining import DOC, SOME, determination
from tests.engine.generated import ON
from tests.engine.packs import make_pack


def test_false_condition_tells_from_which_day_time_makes_it_true(tmp_path: Path) -> None:
    measure = {"requires": [{"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"}]}

    found = determination(tmp_path, measure, {"born_on": date(2008, 1, 31)})

    assert [reason.true_from for reason in found.conditions] == [date(2026, 1, 31)]
    assert found.eligible_from == date(2026, 1, 31)


def test_eligible_from_waits_for_the_last_of_several_conditions(tmp_path: Path) -> None:
    measure = {
        "requires": [
            {"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"},
            {"id": "waited", "rule": "months_between(issued_on, determined_on) >= 24"},
        ]
    }
    facts = {"born_on": date(2008, 1, 31), "issued_on": date(2025, 6, 1)}

    found = determination(tmp_path, measure, facts)

    assert [reason.true_from for reason in found.conditions] == [date(2026, 1, 31), date(2027, 6, 1)]
    assert (found.result.next_change_on, found.eligible_from) == (date(2026, 1, 31), date(2027, 6, 1))


def test_eligible_from_is_empty_where_another_condition_fails_for_good(tmp_path: Path) -> None:
    measure = {
        "requires": [
            {"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"},
            {"id": "member", "rule": "yes_one"},
        ]
    }

    found = determination(tmp_path, measure, {"born_on": date(2008, 1, 31), "yes_one": False})

    assert (found.result.outcome, found.eligible_from) == (Outcome.NOT_ELIGIBLE, None)


def test_eligible_from_is_the_new_year_where_the_year_is_used_up(tmp_path: Path) -> None:
    limit = {"pool": "yearly", "at_most": "1"}

    found = determination(tmp_path, {"limits": [limit]}, {}, grants=[Grant("yearly", ("P", "2025"))])

    assert (found.result.outcome, found.eligible_from) == (Outcome.NOT_ELIGIBLE, date(2026, 1, 1))


def test_limit_tells_slots_taken_and_allowed(tmp_path: Path) -> None:
    limit = {"pool": "trade-wide", "zh": "两次", "en": "Twice"}
    granted = [Grant("trade-wide", ("a",)), Grant("trade-wide", ("b",))]

    found = determination(tmp_path, {"limits": [limit]}, {"trade": "a"}, grants=granted)

    assert found.limits == (
        LimitReason("trade-wide", Words(zh="两次", en="Twice"), truth=True, taken=1, at_most=2, source=DOC),
    )


def test_limit_that_is_used_up_refuses(tmp_path: Path) -> None:
    granted = [Grant("trade-wide", ("a",)), Grant("trade-wide", ("a",))]

    found = determination(tmp_path, {"limits": [{"pool": "trade-wide"}]}, {"trade": "a"}, grants=granted)

    assert found.limits == (LimitReason("trade-wide", SOME, truth=False, taken=2, at_most=2, source=DOC),)
    assert found.result.first_failed == "trade-wide"


def test_limit_with_an_unknown_key_asks_for_it(tmp_path: Path) -> None:
    found = determination(tmp_path, {"limits": [{"pool": "once"}]}, {"level": "L3"})

    assert found.limits == (LimitReason("once", SOME, truth=None, taken=0, at_most=1, source=DOC),)
    assert found.missing == ("trade",)


def test_limit_out_of_force_is_not_told(tmp_path: Path) -> None:
    limit = {"pool": "trade-wide", "to": "2024-12-31"}

    found = determination(tmp_path, {"limits": [limit]}, {"trade": "a"})

    assert found.limits == ()


def test_missing_facts_are_those_that_can_still_change_the_answer_best_question_first(tmp_path: Path) -> None:
    measure = {
        "requires": [
            {"id": "one", "rule": "yes_one OR colour = 'red'"},
            {"id": "two", "rule": "yes_two AND paid_months > 3"},
        ]
    }

    found = determination(tmp_path, measure, {"colour": "red"})

    assert found.missing == ("paid_months", "yes_two")


def test_nothing_is_missing_once_one_condition_fails(tmp_path: Path) -> None:
    measure = {"requires": [{"id": "one", "rule": "yes_one"}, {"id": "two", "rule": "yes_two"}]}

    found = determination(tmp_path, measure, {"yes_one": False})

    assert (found.missing, found.missing_values) == ((), ())


def test_eligible_row_still_asks_for_what_the_amount_depends_on(tmp_path: Path) -> None:
    found = determination(tmp_path, {"gives": {"amount": "percent_of(fee_fen, share)"}}, {"fee_fen": 1000})

    assert (found.result.outcome, found.result.amount_fen, found.missing) == (
        Outcome.ELIGIBLE,
        None,
        ("share",),
    )


def test_determination_names_its_pack_and_case(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, [{"id": "m", "subject": "person", "parameters": {}}])
    case = Case("P", "P", {"yes_one": True})

    [found] = explain(Assessor(pack), {"person": [case]}, ON)

    assert (found.measure, found.version, found.pack_hash, found.case, found.on) == (
        pack.measures["m"],
        "1",
        pack.hash,
        case,
        ON,
    )
