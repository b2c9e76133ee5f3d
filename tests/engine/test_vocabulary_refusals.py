"""facts.yaml with one thing wrong, and values that do not fit a fact."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.packs.loading import load_pack
from tests.engine.pack_texts import problems
from tests.engine.packs import write_pack

HEAD = """\
subjects:
  - {id: person, plural: people, zh: 人, en: Person}
codes:
  level: {zh: 级, en: Level, codes: [{code: L1, zh: 一, en: One}]}
facts:
"""
REST = "zh: 某, en: Some, known_by: registry"
UNITS = "an integer has one of the units count, day, hour, month, rank, times, year"


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (
            "id: a, of: person, type: integer, unit: month",
            'fact "a": a number needs its range, so that sums cannot overflow',
        ),
        (
            "id: a, of: person, type: money",
            'fact "a": a number needs its range, so that sums cannot overflow',
        ),
        (
            "id: a, of: person, type: ratio",
            'fact "a": a number needs its range, so that sums cannot overflow',
        ),
        ("id: a, of: person, type: integer, range: [0, 1]", f'fact "a": {UNITS}'),
        ("id: a, of: person, type: integer, unit: months, range: [0, 1]", f'fact "a": {UNITS}'),
        ("id: a, of: person, type: money, unit: month, range: [0, 1]", f'fact "a": {UNITS}'),
        ("id: a, of: persn, type: boolean", 'fact "a": unknown subject "persn"; did you mean "person"?'),
        ("id: a, of: [person, x], type: boolean", 'fact "a": unknown subject "x"'),
        ("id: a, of: person, type: code", 'fact "a": a code fact names its list in `codes`, no other does'),
        (
            "id: a, of: person, type: text, codes: level",
            'fact "a": a code fact names its list in `codes`, no other does',
        ),
        (
            "id: a, of: person, type: code, codes: levels",
            'fact "a": unknown code list "levels"; did you mean "level"?',
        ),
        (
            "id: determined_on, of: person, type: date",
            'fact "determined_on": the name is taken; choose another',
        ),
        (
            "id: calendar_year, of: person, type: date",
            'fact "calendar_year": the name is taken; choose another',
        ),
        (
            "id: a, of: person, type: number",
            "\"facts.0.type\" Input should be 'boolean', 'integer', 'money', 'ratio', 'date', 'code' or 'text'",
        ),
        (
            "id: a, of: person, type: integer, unit: month, range: [0, 1, 2]",
            '"facts.0.range" List should have at most 2 items after validation, not 3',
        ),
        (
            "id: a, of: person, type: boolean, knownby: person",
            'unknown key "knownby"; did you mean "known_by"?',
        ),
    ],
)
def test_fact_that_does_not_fit_is_refused(tmp_path: Path, fact: str, problem: str) -> None:
    text = f"{HEAD}  - {{{fact}, {REST}}}\n"

    assert problems(tmp_path, {"facts.yaml": text}) == [f"facts.yaml:6: {problem}"]


def test_fact_that_stands_twice_is_refused(tmp_path: Path) -> None:
    fact = f"  - {{id: a, of: person, type: boolean, {REST}}}\n"

    assert problems(tmp_path, {"facts.yaml": HEAD + fact + fact}) == [
        'facts.yaml:7: fact "a" stands twice; name both subjects in `of: [a, b]`'
    ]


def test_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    one = "{code: L1, zh: 一, en: One}"
    text = f"{HEAD.replace(one, f'{one}, {one}')}  []\n"

    assert problems(tmp_path, {"facts.yaml": text}) == ['facts.yaml:4: code list "level" has a code twice']


def test_code_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    text = f"{HEAD.replace('codes: [{code: L1, zh: 一, en: One}]', 'file: levels.csv')}  []\n"

    assert problems(tmp_path, {"facts.yaml": text}) == ['facts.yaml:4: "levels.csv" does not exist']


def test_several_errors_of_the_vocabulary_are_told_together(tmp_path: Path) -> None:
    text = (
        f"{HEAD}  - {{id: a, of: person, type: money, {REST}}}\n  - {{id: b, of: x, type: boolean, {REST}}}\n"
    )

    assert problems(tmp_path, {"facts.yaml": text}) == [
        'facts.yaml:6: fact "a": a number needs its range, so that sums cannot overflow',
        'facts.yaml:7: fact "b": unknown subject "x"',
    ]


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("yes_one", None, None),
        ("yes_one", False, None),
        ("yes_one", 1, "yes_one: 1 is not true or false"),
        ("paid_months", -3, None),
        ("paid_months", 60, None),
        ("paid_months", -4, "paid_months: -4 is less than -3"),
        ("paid_months", 61, "paid_months: 61 is more than 60"),
        ("paid_months", True, "paid_months: True is not a whole number"),
        ("paid_months", "5", "paid_months: '5' is not a whole number"),
        ("fee_fen", 1.5, "fee_fen: 1.5 is not a whole number of fen"),
        ("share", 15000, None),
        ("share", 0.5, "share: 0.5 is not a ratio such as 0.5"),
        ("born_on", date(1950, 1, 1), None),
        ("born_on", date(1949, 12, 31), "born_on: 1949-12-31 is less than 1950-01-01"),
        ("born_on", "2000-01-01", "born_on: '2000-01-01' is not a day such as 2024-01-31"),
        ("level", "L3", None),
        ("level", "L9", 'level: "L9" is not a code of "level"'),
        ("level", 3, "level: 3 is not a code in quotes"),
        ("trade", "b", None),
        ("trade", "b ", 'trade: "b " does not look like [ab]'),
        ("trade", 1, "trade: 1 is not a text in quotes"),
    ],
)
def test_value_that_does_not_fit_its_fact_is_complained_of(
    tmp_path: Path, name: str, value: Any, complaint: str | None
) -> None:
    vocabulary = load_pack(write_pack(tmp_path, [])).vocabulary

    assert vocabulary.complaint(name, value) == complaint
