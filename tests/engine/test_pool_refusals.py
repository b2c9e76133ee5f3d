"""Pools, limits and precedence with one thing wrong."""

from pathlib import Path

import pytest

from tests.engine.generated import FACTS_YAML
from tests.engine.pack_texts import MEASURE, WORDS, problems, problems_with

LIMIT = f"limits: [{{pool: once, {WORDS}}}]\n"
POOL = "- id: once\n  title: {zh: 一, en: Once}\n  per: [person]\n  at_most: 1\n  source: {document: doc}\n"


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        ("pool: ons", '11: no pool "ons" in pools.yaml; did you mean "once"?'),
        ("pool: yearly", '11: neither the limit nor pool "yearly" says at_most'),
        (
            "pool: yearly, at_most: paid_months",
            "11: `paid_months`: is integer (month), and a number of times is needed",
        ),
        ("pool: yearly, at_most: yes_one", "11: `yes_one`: is boolean, and a number of times is needed"),
        ("pool: once, first: issed_on", '11: pool "once" needs the fact "issed_on", which a person has not'),
        ("pool: once, from: 2025-01-01, to: 2024-01-01", "11: ends on 2024-01-01, before it starts"),
    ],
)
def test_limit_that_does_not_fit_is_refused(tmp_path: Path, limit: str, problem: str) -> None:
    assert problems_with(tmp_path, f"limits:\n  - {{{limit}, {WORDS}}}\n") == [f"measures/m.yaml:{problem}"]


def test_limit_on_one_pool_twice_is_refused(tmp_path: Path) -> None:
    limit = f"  - {{pool: once, {WORDS}}}\n"

    assert problems_with(tmp_path, f"limits:\n{limit}{limit}") == [
        'measures/m.yaml:1: "once" is the id of two conditions or limits'
    ]


def test_limit_with_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    limit = "limits:\n  - {pool: once, zh: 某, en: Some, source: {document: law}}\n"

    assert problems_with(tmp_path, limit) == ['measures/m.yaml:11: unknown document "law"']


def test_pool_counted_by_a_fact_that_the_subject_has_not_is_refused(tmp_path: Path) -> None:
    facts = FACTS_YAML.replace("{id: trade, of: [person, certificate]", "{id: trade, of: certificate")

    found = problems(tmp_path, {"facts.yaml": facts, "measures/m.yaml": MEASURE + LIMIT})

    assert found == ['measures/m.yaml:10: pool "once" needs the fact "trade", which a person has not']


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            POOL.replace("[person]", "[person, traade]"),
            '1: pool "once": unknown fact "traade"; did you mean "trade"?',
        ),
        (POOL + POOL, '6: pool "once" stands twice'),
        (POOL.replace("at_most: 1", "at_most: 0"), '4: "at_most" Input should be greater than or equal to 1'),
        (POOL.replace("[person]", "[]"), '3: "per" List should have at least 1 item after validation, not 0'),
        (POOL.replace("  at_most", "  at_mots"), '4: unknown key "at_mots"; did you mean "at_most"?'),
    ],
)
def test_pool_that_does_not_fit_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, {"pools.yaml": text}) == [f"pools.yaml:{problem}"]


def named(id_: str, extra: str = "", *, subject: str = "person") -> dict[str, str]:
    """A measure's file that draws on the pool `once`."""
    text = MEASURE.replace("id: m", f"id: {id_}").replace("subject: person", f"subject: {subject}")
    return {f"measures/{id_}.yaml": text + LIMIT + extra}


def test_circle_of_precedence_is_refused(tmp_path: Path) -> None:
    files = {
        **named("a", "yields_to: [b]\n"),
        **named("b", "yields_to: [c]\n"),
        **named("c", "yields_to: [a]\n"),
    }

    assert problems(tmp_path, files) == [
        "measures/a.yaml:1: a yields to b yields to c yields to a: a circle; remove one"
    ]


def test_measure_that_yields_to_itself_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, named("a", "yields_to: [a]\n")) == [
        "measures/a.yaml:1: a yields to a: a circle; remove one"
    ]


def test_measure_that_yields_to_an_unknown_one_is_refused(tmp_path: Path) -> None:
    files = {**named("subsidy"), **named("title", "yields_to: [subsdy]\n")}

    assert problems(tmp_path, files) == [
        'measures/title.yaml:1: yields to an unknown measure "subsdy"; did you mean "subsidy"?'
    ]


def test_measure_that_yields_without_a_shared_pool_is_refused(tmp_path: Path) -> None:
    lonely = {"measures/b.yaml": MEASURE.replace("id: m", "id: b")}

    assert problems(tmp_path, {**named("a", "yields_to: [b]\n"), **lonely}) == [
        'measures/a.yaml:1: yields to "b", but shares no pool with it; name the pool in both'
    ]


def test_subjects_that_yield_to_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    files = {
        **named("a", "yields_to: [b]\n"),
        **named("b", subject="certificate"),
        **named("c", "yields_to: [d]\n", subject="certificate"),
        **named("d"),
    }

    assert problems(tmp_path, files) == [
        "measures/a.yaml:1: measures of the subjects person, certificate yield to each other in a circle"
    ]
