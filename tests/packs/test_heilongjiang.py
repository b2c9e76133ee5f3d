"""The pack of Heilongjiang: measures, examples, values and people hold together."""

import re
from datetime import date

import pytest

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.examples import run_examples
from jiyao.engine.measures import Measure, Outcome, Payable
from jiyao.engine.people import read_people
from tests.packs.heilongjiang import HEILONGJIANG, ROOT, examples, pack

FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
SHOWN_ON = date(2025, 6, 30)

NEVER_DUE = {
    "contest-city-level": "its only condition compares with a rank that no city is known to have set, so it stays open",
}
"""Measures whose rules allow nobody to be entitled, and why."""


def pays_some_day(measure: Measure) -> bool:
    """Whether what the measure reads may be paid on some day of the ten years, outside local values."""
    days = {FIRST, LAST, *(day for day in measure.edges() if FIRST <= day <= LAST)}
    return any(measure.payable_on(day, None) is Payable.PAYS for day in days)


PAYING = sorted(id_ for id_, measure in pack().measures.items() if pays_some_day(measure))
NEVER_PAYING = sorted(set(pack().measures) - set(PAYING))


def outcomes(measure: str) -> set[tuple[str, bool]]:
    """The outcomes that the measure's examples show, and whether those are payable."""
    listed = [example.expect for example in examples()[0] if example.measure == measure]
    return {(expect["outcome"], expect.get("payable") == "pays") for expect in listed}


def shown(measure: str) -> set[str]:
    """The outcomes that the measure's examples show; what people must confirm counts as entitled."""
    names = {outcome for outcome, _ in outcomes(measure)}
    return {"eligible" if name == "to_be_confirmed" else name for name in names}


def test_examples_are_well_formed() -> None:
    assert examples()[1] == []


def test_every_example_agrees() -> None:
    assert [str(problem) for problem in run_examples(pack(), examples()[0])] == []


def test_some_measures_pay_and_some_never_do() -> None:
    assert (len(PAYING) > 20, len(NEVER_PAYING) > 10) == (True, True)


@pytest.mark.parametrize("measure", PAYING)
def test_measure_that_pays_shows_who_gets_it_who_does_not_and_what_is_open(measure: str) -> None:
    assert {"eligible", "not_eligible", "unknown"} - shown(measure) == set()


@pytest.mark.parametrize("measure", PAYING)
def test_measure_that_pays_shows_a_case_that_is_paid(measure: str) -> None:
    paid = {("eligible", True), ("to_be_confirmed", True)}

    assert outcomes(measure) & paid != set()


@pytest.mark.parametrize("measure", NEVER_PAYING)
def test_measure_that_never_pays_shows_who_does_not_get_it_and_what_is_open(measure: str) -> None:
    found = shown(measure)

    assert (bool(found & {"not_eligible", "not_applicable"}), "unknown" in found) == (True, True)


@pytest.mark.parametrize("measure", sorted(set(NEVER_PAYING) - set(NEVER_DUE)))
def test_measure_that_never_pays_shows_an_entitlement_that_is_not_payable(measure: str) -> None:
    assert {
        payable for outcome, payable in outcomes(measure) if outcome in ("eligible", "to_be_confirmed")
    } == {False}


@pytest.mark.parametrize("measure", NEVER_DUE)
def test_measure_that_is_never_due_is_not_shown_as_due(measure: str) -> None:
    assert "eligible" not in shown(measure)


def test_every_value_names_a_document_of_the_pack() -> None:
    lacking = [
        f"{row.place} {name}"
        for measure in pack().measures.values()
        for name, parameter in measure.parameters.items()
        for row in parameter.rows()
        if row.source.document not in pack().documents
    ]

    assert lacking == []


def test_every_verified_value_says_when_it_was_confirmed_and_what_it_is() -> None:
    rows = [
        row
        for measure in pack().measures.values()
        for parameter in measure.parameters.values()
        for row in parameter.rows()
        if row.confidence == "verified"
    ]

    assert [str(row.place) for row in rows if row.confirmed_on is None] == []
    assert [str(row.place) for row in rows if None in (row.values or {"": row.value}).values()] == []


def test_no_value_is_confirmed_after_the_version_was_made() -> None:
    later = [
        str(row.place)
        for measure in pack().measures.values()
        for parameter in measure.parameters.values()
        for row in parameter.rows()
        if row.confirmed_on is not None and row.confirmed_on > LAST
    ]

    assert later == []


def test_people_are_enough_and_none_is_set_aside() -> None:
    people, aside = read_people(HEILONGJIANG / "people.yaml", pack().vocabulary)

    assert (len(people) >= 36, aside) == (True, [])


def test_people_are_told_with_a_story_and_an_invented_name() -> None:
    people, _ = read_people(HEILONGJIANG / "people.yaml", pack().vocabulary)

    assert [p.id for p in people if p.story is None or not p.name.startswith("示例·")] == []
    assert len({p.name for p in people}) == len(people)


def test_every_measure_meets_one_of_the_people() -> None:
    people, _ = read_people(HEILONGJIANG / "people.yaml", pack().vocabulary)
    assessor = Assessor(pack())

    met = {
        assessment.rule.measure.id
        for person in people
        for assessment in assessor.assess(person.cases, SHOWN_ON)
        if assessment.outcome is not Outcome.NOT_APPLICABLE
    }

    assert set(pack().measures) - met == set()


def test_no_demonstration_value_stands_in_the_pack() -> None:
    holding = [
        file.relative_to(HEILONGJIANG).as_posix()
        for file in HEILONGJIANG.rglob("*")
        if file.is_file() and re.search("演示值|demonstration value", file.read_text("utf-8"))
    ]

    assert holding == []


def test_craftsmen_of_the_union_are_not_those_of_the_government() -> None:
    union, government = (pack().documents[name] for name in ("hlj-union-craftsmen", "hlj-commendation"))
    measure = pack().measures["longjiang-craftsman"]
    naming = [m.id for m in pack().measures.values() if "hlj-union-craftsmen" in dict(m.documents)]

    assert (union["issuers"], "黑龙江省总工会" in government["issuers"]) == (["黑龙江省总工会"], False)
    assert (dict(measure.documents).keys(), naming) == ({"hlj-commendation"}, [])


@pytest.mark.parametrize("file", ["README.md", "docs/tutorials/first-answers.md", "docs/reference/cli.md"])
def test_documents_count_measures_and_examples_right(file: str) -> None:
    told = re.findall(r"(\d+) measures, (\d+) examples: all agree", (ROOT / file).read_text("utf-8"))

    assert set(told) == {(str(len(pack().measures)), str(len(examples()[0])))}
