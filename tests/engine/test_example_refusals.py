"""Worked examples with one thing wrong, and examples that a measure does not bear out."""

from pathlib import Path

import pytest

from jiyao.engine.examples import read_examples, run_examples
from tests.engine.packs import make_pack

MEASURE = {
    "id": "m",
    "subject": "person",
    "parameters": {},
    "gives": {"amount": "fee_fen"},
    "requires": [{"id": "long_enough", "rule": "paid_months >= 12"}],
}
GOOD = """\
- id: granted
  title: {zh: 给, en: Granted}
  on: 2025-06-30
  facts: {paid_months: 12, fee_fen: 500}
  expect: {outcome: eligible, payable: pays, amount_fen: 500, failed: [], missing: [], next_change_on: null}
"""


def complaints(folder: Path, examples: str, name: str = "m") -> list[str]:
    """What is wrong in the examples of a measure that needs twelve months, read and then run."""
    pack = make_pack(folder, [MEASURE], **{f"examples/{name}.yaml": examples})
    found, problems = read_examples(pack)
    return [str(problem) for problem in sorted(set(problems or run_examples(pack, found)))]


def test_example_that_the_measure_bears_out_is_good(tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("paid_months", "paid_month", '4: unknown fact "paid_month"; did you mean "paid_months"?'),
        ("paid_months: 12", "paid_months: 61", "4: paid_months: 61 is more than 60"),
        ("paid_months: 12", "paid_months: '12'", "4: paid_months: '12' is not a whole number"),
        ("paid_months: 12", "level: L9", '4: level: "L9" is not a code of "level"'),
        ("on: 2025-06-30", "like: other\n  on: 2025-06-30", '1: no earlier case "other"'),
        ("on: 2025-06-30", "on: 2025-06-30\n  lik: x", '4: unknown key "lik"; did you mean "like"?'),
        ("facts", "facs", '4: unknown key "facs"; did you mean "facts"?'),
        (
            "outcome: eligible",
            "outcome: granted",
            "5: \"expect.outcome\" Input should be 'eligible', 'to_be_confirmed', 'not_eligible', 'unknown' or "
            "'not_applicable'",
        ),
    ],
)
def test_example_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = complaints(tmp_path, GOOD.replace(old, new, 1))

    assert found[0] == f"examples/m.yaml:{problem}"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("outcome: eligible", "outcome: unknown", "outcome is eligible, not unknown"),
        ("payable: pays", "payable: not_in_force", "payable is pays, not not_in_force"),
        ("amount_fen: 500", "amount_fen: 501", "amount_fen is 500, not 501"),
        ("failed: []", "failed: [long_enough]", "failed is [], not [long_enough]"),
        ("missing: []", "missing: [level]", "missing is [], not [level]"),
        ("next_change_on: null", "next_change_on: 2025-07-01", "next_change_on is None, not 2025-07-01"),
        ("paid_months: 12", "paid_months: 11", "amount_fen is 0, not 500"),
    ],
)
def test_example_that_the_measure_does_not_bear_out_is_told(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    found = complaints(tmp_path, GOOD.replace(old, new))

    assert found[0] == f'examples/m.yaml:1: "granted": {problem}'


def test_missing_facts_are_compared_in_any_order(tmp_path: Path) -> None:
    example = GOOD.replace("{paid_months: 12, fee_fen: 500}", "{}").replace(
        "{outcome: eligible, payable: pays, amount_fen: 500, failed: [], missing: [], next_change_on: null}",
        "{outcome: unknown, amount_fen: null, missing: [paid_months]}",
    )

    assert complaints(tmp_path, example) == []


def test_example_like_another_starts_from_its_facts(tmp_path: Path) -> None:
    like = (
        "- id: unknown\n  title: {zh: 缺, en: Lacks one}\n  on: 2025-06-30\n  like: granted\n"
        "  facts: {paid_months: null}\n  expect: {outcome: unknown, missing: [paid_months]}\n"
    )

    assert complaints(tmp_path, GOOD + like) == []


def test_example_twice_is_refused(tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD + GOOD) == ['examples/m.yaml:6: "granted" stands twice']


def test_examples_of_no_measure_are_refused(tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD, name="mm") == [
        'examples/mm.yaml:1: no measure "mm"; did you mean "m"?',
        "measures/m.yaml:1: has no examples/m.yaml",
    ]
