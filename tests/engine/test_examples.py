"""Worked examples: read, run, and told of with file and line where they do not agree."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.cases import Case, Grant
from jiyao.engine.examples import Example, read_examples, run_examples
from jiyao.engine.packs.loading import Pack
from jiyao.engine.problems import Place
from jiyao.engine.shapes import Words
from tests.engine.packs import make_pack

MEASURE: dict[str, Any] = {
    "id": "m",
    "subject": "certificate",
    "parameters": {},
    "applies": "colour = 'red'",
    "requires": [
        {"id": "paid", "rule": "paid_months >= 12"},
        {"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"},
    ],
    "limits": [{"pool": "trade-wide"}],
    "gives": {"amount": "50000"},
}
GRANTED = """\
- id: granted
  title: {zh: 给, en: Granted}
  on: 2025-06-30
  facts: {colour: red, paid_months: 12, born_on: 2000-01-01, trade: a, share: 0.5}
  expect: {outcome: eligible, payable: pays, amount_fen: 50000}
"""


def pack_with(folder: Path, examples: str) -> Pack:
    """A pack of one measure with the text as its examples."""
    return make_pack(folder, [MEASURE], **{"examples/m.yaml": examples})


def complaints(folder: Path, examples: str) -> list[str]:
    """What the measure says otherwise than the examples."""
    pack = pack_with(folder, examples)
    found, problems = read_examples(pack)
    assert problems == []
    return [str(problem) for problem in run_examples(pack, found)]


def another(lines: str) -> str:
    """The granted example, and one like it with these lines."""
    return f"{GRANTED}- id: other\n  title: {{zh: 另, en: Other}}\n  on: 2025-06-30\n  like: granted\n{lines}"


def test_example_is_read_with_everything_it_states(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, GRANTED)

    found = read_examples(pack)

    facts = {"colour": "red", "paid_months": 12, "born_on": date(2000, 1, 1), "trade": "a", "share": 5000}
    assert found == (
        [
            Example(
                id="granted",
                measure="m",
                title=Words(zh="给", en="Granted"),
                on=date(2025, 6, 30),
                case=Case("S1", "P1", facts),
                grants=(),
                expect={"outcome": "eligible", "payable": "pays", "amount_fen": 50000},
                place=Place("examples/m.yaml", 1),
            )
        ],
        [],
    )


def test_example_of_a_person_is_a_case_of_its_own(tmp_path: Path) -> None:
    text = "- {id: x, title: {zh: 某, en: Some}, on: 2025-06-30, expect: {outcome: eligible}}\n"
    pack = make_pack(tmp_path, [{"id": "m", "subject": "person"}], **{"examples/m.yaml": text})

    [found] = read_examples(pack)[0]

    assert found.case == Case("P1", "P1", {})


def test_like_starts_from_the_other_facts_and_null_makes_one_unknown(tmp_path: Path) -> None:
    text = another("  facts: {paid_months: null, trade: b}\n  expect: {outcome: unknown}\n")

    found = read_examples(pack_with(tmp_path, text))[0]

    assert [(example.id, example.case.facts) for example in found][1:] == [
        (
            "other",
            {"colour": "red", "paid_months": None, "born_on": date(2000, 1, 1), "trade": "b", "share": 5000},
        )
    ]


def test_like_may_go_on_from_a_like(tmp_path: Path) -> None:
    third = (
        "- id: third\n  title: {zh: 三, en: Third}\n  on: 2025-06-30\n  like: other\n"
        "  facts: {share: null}\n  expect: {outcome: unknown}\n"
    )
    text = another("  facts: {paid_months: null}\n  expect: {outcome: unknown}\n") + third

    found = read_examples(pack_with(tmp_path, text))[0]

    assert found[2].case.facts == {
        "colour": "red",
        "paid_months": None,
        "born_on": date(2000, 1, 1),
        "trade": "a",
        "share": None,
    }


def test_grants_of_an_example_are_keyed_as_texts(tmp_path: Path) -> None:
    text = another(
        "  grants: [{pool: once, key: [P1, a, L3]}, {pool: yearly, key: [P1, 2025]}]\n  expect: {outcome: eligible}\n"
    )

    found = read_examples(pack_with(tmp_path, text))[0]

    assert found[1].grants == (Grant("once", ("P1", "a", "L3")), Grant("yearly", ("P1", "2025")))


def test_examples_that_agree_are_not_told_of(tmp_path: Path) -> None:
    text = another(
        "  facts: {paid_months: 3}\n"
        "  expect: {outcome: not_eligible, payable: pays, amount_fen: 0, failed: [paid], missing: []}\n"
    )

    assert complaints(tmp_path, text) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "  facts: {paid_months: 3}\n  expect: {outcome: eligible}\n",
            "outcome is not_eligible, not eligible",
        ),
        ("  expect: {outcome: eligible, payable: not_in_force}\n", "payable is pays, not not_in_force"),
        ("  expect: {outcome: eligible, amount_fen: 1}\n", "amount_fen is 50000, not 1"),
        ("  expect: {outcome: eligible, given: L3}\n", "given is None, not L3"),
        (
            "  facts: {paid_months: 3, born_on: 2010-01-01}\n  expect: {outcome: not_eligible, failed: [paid]}\n",
            "failed is [paid, grown], not [paid]",
        ),
        (
            "  facts: {paid_months: null}\n  expect: {outcome: unknown, missing: []}\n",
            "missing is [paid_months], not []",
        ),
        (
            "  facts: {born_on: 2007-07-01}\n  expect: {outcome: not_eligible, next_change_on: 2025-07-02}\n",
            "next_change_on is 2025-07-01, not 2025-07-02",
        ),
        (
            "  grants: [{pool: trade-wide, key: [a]}, {pool: trade-wide, key: [a]}]\n  expect: {outcome: eligible}\n",
            "outcome is not_eligible, not eligible",
        ),
    ],
)
def test_wrong_expectation_is_told_with_file_and_line(tmp_path: Path, lines: str, message: str) -> None:
    assert complaints(tmp_path, another(lines)) == [f'examples/m.yaml:6: "other": {message}']


def test_every_wrong_expectation_of_a_case_is_told(tmp_path: Path) -> None:
    found = complaints(tmp_path, another("  expect: {outcome: unknown, amount_fen: 7}\n"))

    assert found == [
        'examples/m.yaml:6: "other": outcome is eligible, not unknown',
        'examples/m.yaml:6: "other": amount_fen is 50000, not 7',
    ]


def test_lists_of_an_expectation_stand_in_any_order(tmp_path: Path) -> None:
    text = another(
        "  facts: {paid_months: null, born_on: null}\n"
        "  expect: {outcome: unknown, missing: [born_on, paid_months]}\n"
    )

    assert complaints(tmp_path, text) == []


def test_that_a_measure_does_not_apply_is_no_failed_condition(tmp_path: Path) -> None:
    text = another("  facts: {colour: blue}\n  expect: {outcome: not_applicable, failed: [], missing: []}\n")

    assert complaints(tmp_path, text) == []


def test_measure_without_examples_is_told_of(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, [MEASURE])

    found, problems = read_examples(pack)

    assert (found, [str(problem) for problem in problems]) == (
        [],
        ["measures/m.yaml:1: has no examples/m.yaml"],
    )
