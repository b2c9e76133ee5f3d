"""Which question comes first, and when there is none left."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.questions import questions
from tests.engine.generated import ON
from tests.engine.packs import make_pack

Asked = list[tuple[str, float]]


def asked(folder: Path, measures: list[dict[str, Any]], facts: dict[str, Any]) -> Asked:
    """The questions for one person, best first: the fact and how many answers it is expected to settle."""
    pack = make_pack(folder, [{"subject": "person", **measure} for measure in measures])
    assessments = Assessor(pack).assess({"person": [Case("P", "P", facts)]}, ON)
    return [(q.fact.id, round(q.settles, 3)) for q in questions(assessments, pack.vocabulary)]


def requiring(id_: str, *rules: str, **more: Any) -> dict[str, Any]:
    """A measure that requires the rules."""
    return {"id": id_, "requires": [{"id": f"c{n}", "rule": rule} for n, rule in enumerate(rules)], **more}


def test_question_that_settles_most_measures_comes_first(tmp_path: Path) -> None:
    measures = [requiring("m1", "yes_one"), requiring("m2", "yes_two"), requiring("m3", "yes_two")]

    assert asked(tmp_path, measures, {}) == [("yes_two", 2.0), ("yes_one", 1.0)]


def test_question_whose_answers_mostly_refuse_comes_before_one_that_leaves_it_open(tmp_path: Path) -> None:
    measures = [requiring("m", "colour = 'red'", "level = 'L1'")]

    assert asked(tmp_path, measures, {}) == [("level", 0.75), ("colour", 0.5)]


def test_equal_questions_put_first_what_the_person_knows(tmp_path: Path) -> None:
    measures = [requiring("m", "colour = 'red' AND yes_one")]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("colour", 0.5)]


def test_equal_questions_that_a_person_knows_stand_as_in_the_vocabulary(tmp_path: Path) -> None:
    measures = [requiring("m", "yes_two AND yes_one")]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("yes_two", 0.5)]


@pytest.mark.parametrize("facts", [{"yes_one": True}, {"yes_one": False}])
def test_nothing_is_asked_once_all_is_decided(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert asked(tmp_path, [requiring("m", "yes_one")], facts) == []


def test_facts_of_a_failed_measure_are_not_asked(tmp_path: Path) -> None:
    measures = [requiring("m1", "yes_one", "paid_months > 3"), requiring("m2", "yes_two")]

    assert asked(tmp_path, measures, {"yes_one": False}) == [("yes_two", 1.0)]


def test_facts_beside_a_true_alternative_are_not_asked(tmp_path: Path) -> None:
    measures = [requiring("m", "(yes_one OR colour = 'red') AND yes_two")]

    assert asked(tmp_path, measures, {"yes_one": True}) == [("yes_two", 1.0)]


def test_measure_that_does_not_apply_asks_nothing(tmp_path: Path) -> None:
    measures = [requiring("m", "yes_two", applies="colour = 'red'")]

    assert asked(tmp_path, measures, {"colour": "blue"}) == []


def test_number_is_tried_on_each_line_and_on_either_side_of_it(tmp_path: Path) -> None:
    measures = [requiring("m", "paid_months >= 12", "yes_one")]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("paid_months", 0.333)]


def test_number_is_tried_within_its_range_only(tmp_path: Path) -> None:
    measures = [requiring("m", "paid_months >= 60", "yes_one")]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("paid_months", 0.5)]


def test_day_is_tried_around_the_birthday_that_matters(tmp_path: Path) -> None:
    measures = [requiring("m", "age_on(born_on, determined_on) >= 18", "yes_one")]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("born_on", 0.333)]


def test_day_of_a_window_is_tried_around_its_ends(tmp_path: Path) -> None:
    measures = [{"id": "m", "window": {"from": "issued_on", "months": "12"}}]

    assert asked(tmp_path, measures, {}) == [("issued_on", 1.0)]


def test_counted_day_is_asked_where_it_selects_the_wording(tmp_path: Path) -> None:
    condition = {"id": "old", "rule": "yes_one", "to": "2024-12-31"}
    measures = [{"id": "m", "counted_on": "issued_on", "requires": [condition]}]

    found = asked(tmp_path, measures, {"yes_one": False})

    assert [name for name, _ in found] == ["issued_on"]


def test_counted_day_is_not_asked_where_all_wordings_agree(tmp_path: Path) -> None:
    measures = [requiring("m", "yes_one", counted_on="issued_on")]

    assert asked(tmp_path, measures, {"yes_one": True}) == []


def test_key_of_a_pool_is_asked(tmp_path: Path) -> None:
    measures = [{"id": "m", "limits": [{"pool": "trade-wide"}]}]

    assert asked(tmp_path, measures, {}) == [("trade", 1.0)]


def test_answer_does_not_settle_a_measure_while_a_key_of_its_pool_is_open(tmp_path: Path) -> None:
    measures = [requiring("m", "yes_one", limits=[{"pool": "trade-wide"}])]

    assert asked(tmp_path, measures, {}) == [("yes_one", 0.5), ("trade", 0.0)]


def test_what_only_the_amount_depends_on_is_asked_once_the_conditions_hold(tmp_path: Path) -> None:
    measures = [requiring("m", "yes_one", gives={"amount": "fee_fen"})]

    before = asked(tmp_path / "a", measures, {})
    after = asked(tmp_path / "b", measures, {"yes_one": True})

    assert before == [("yes_one", 1.0)]
    assert [name for name, _ in after] == ["fee_fen"]


def test_question_brings_its_words(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, [requiring("m", "born_on < DATE '2000-01-01'", subject="person")])

    [question] = questions(Assessor(pack).assess({"person": [Case("P", "P", {})]}, ON), pack.vocabulary)

    assert (question.fact.ask.zh, question.fact.ask.en, question.fact.low) == ("生", "Born", date(1950, 1, 1))
