"""One owner's interview: rows, answers, and the next question."""

from datetime import date

from jiyao.engine.determination.interviewing import (
    OWN,
    Answer,
    Interview,
    InterviewRow,
    standing,
)
from tests.engine.test_ceiling import ON, heilongjiang

FIRST, SECOND = InterviewRow("certificate", 1), InterviewRow("certificate", 2)


def test_answer_replaces_the_earlier_one_in_its_place() -> None:
    interview = Interview((FIRST,)).answered(Answer(OWN, "insured_months", 3))
    interview = interview.answered(Answer(FIRST.id, "level", "L4")).answered(
        Answer(OWN, "insured_months", 31)
    )

    assert interview.answers == (Answer(OWN, "insured_months", 31), Answer(FIRST.id, "level", "L4"))
    assert interview.taken_back().answers == (Answer(OWN, "insured_months", 31),)


def test_row_that_is_gone_takes_its_answers_along() -> None:
    interview = Interview((FIRST, SECOND)).answered(Answer(SECOND.id, "level", "L4"))
    interview = interview.answered(Answer(OWN, "insured_months", 31))

    assert interview.about([FIRST]) == Interview((FIRST,), (Answer(OWN, "insured_months", 31),))


def test_rows_see_the_owners_facts_and_their_own() -> None:
    vocabulary = heilongjiang().pack.vocabulary
    interview = Interview(
        (FIRST, SECOND), (Answer(OWN, "insured_months", 3), Answer(SECOND.id, "level", "L4"))
    )

    cases = interview.cases(vocabulary)

    assert [case.facts for case in cases["certificate"]] == [
        {"insured_months": 3},
        {"insured_months": 3, "level": "L4"},
    ]
    assert [case.facts for case in cases["person"]] == [{"insured_months": 3}]


def test_owner_is_asked_once_and_each_row_for_itself() -> None:
    interview, asked = Interview((FIRST, SECOND)), []

    while (ask := standing(interview, heilongjiang(), ON).ask) is not None:
        asked.append((ask.row, ask.fact.id))
        interview = interview.answered(Answer(ask.row, ask.fact.id, None))

    assert len(asked) == len(set(asked))
    assert {row for row, fact in asked if fact == "insured_months"} == {OWN}
    assert {row for row, fact in asked if fact == "level"} == {FIRST.id, SECOND.id}


def test_refusal_leaves_nothing_to_ask_of_the_row() -> None:
    interview = Interview((FIRST,), (Answer(FIRST.id, "certificate_issued_on", date(2015, 1, 1)),))

    found = standing(interview, heilongjiang(), ON)

    assert found.at_most.get((FIRST.id, "skill-upgrade-subsidy")) is None
    assert {one.row for one in [found.ask] if one} == {OWN}
