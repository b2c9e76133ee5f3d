"""Measures with one thing wrong: each is refused with file, line, what is wrong and what to do."""

from pathlib import Path

import pytest

from jiyao.engine.packs.loading import UnknownMeasure
from tests.engine.guiding import PROCEDURE
from tests.engine.pack_texts import MEASURE, WORDS, condition, problems, problems_in, problems_with
from tests.engine.packs import make_pack


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ("requries: []\n", '10: unknown key "requries"; did you mean "requires"?'),
        ("xyz: 1\n", '10: unknown key "xyz"'),
        ("<<: {open: []}\n", '10: unknown key "<<"'),
        (condition("rule: 'TRUE', rulle: 'TRUE'"), '11: unknown key "rulle"; did you mean "rule"?'),
        ("requires: {id: c}\n", '10: "requires" must be a list'),
        ("notes: [一]\n", '10: "notes.0" must be a mapping of keys to values'),
        ("notes: [{zh: 某}]\n", '10: "notes.0.en" is missing'),
        ("notes: [{zh: 某, en: 12}]\n", '10: "notes.0.en" must be a text; put it in quotes'),
        ("procedure: 3\n", '10: "procedure" must be a text; put it in quotes'),
        (condition("rule: 'TRUE', from: soon"), '11: "requires.0.from" must be a day such as 2024-01-31'),
        ("stage: use\n", '10: "stage" is given twice'),
        ("parameters:\n  bar: {unit: month}\n  bar: {unit: year}\n", '12: "bar" is given twice'),
        (condition("rule: 'TRUE',\n     from: 2025-02-30"), "12: 2025-02-30 is not a day of the calendar"),
        ("requires: [\n", "11: not YAML: did not find expected node content"),
        ("requires:\n\t- 1\n", "11: not YAML: found character that cannot start any token"),
    ],
)
def test_file_of_another_shape_is_refused(tmp_path: Path, extra: str, problem: str) -> None:
    assert problems_with(tmp_path, extra) == [f"measures/m.yaml:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("stage: incentives\n", "", '1: "stage" is missing'),
        ("title: {zh: 某, en: Some}", "title: Some", '2: "title" must be a mapping of keys to values'),
        ("id: m", "id: 5", '1: "id" must be a text; put it in quotes'),
        (
            "stage: incentives",
            "stage: incentive",
            "3: \"stage\" Input should be 'training', 'use', 'evaluation' or 'incentives'",
        ),
        ("subject: person", "subject: persom", '4: unknown subject "persom"; did you mean "person"?'),
        ("place: place", "place: plaze", '5: unknown fact "plaze"; did you mean "place"?'),
        (
            "place: place",
            "place: paid_months",
            '5: "paid_months" is integer (month), and a code is needed here',
        ),
        ("determined_on", "isued_on", '8: unknown fact "isued_on"; did you mean "issued_on"?'),
        ("determined_on", "level", '8: "level" is code (level), and a date is needed here'),
        ('"1"', "paid_months", "9: `paid_months`: is integer (month), and money is needed here"),
        (
            "{amount: ",
            "{level: level, amount: ",
            "9: gives exactly one of amount, level, title, team_place, service",
        ),
        ('{amount: "1"}', "{}", "9: gives exactly one of amount, level, title, team_place, service"),
        ("{amount: ", "{title: ", '9: facts.yaml has no code list "title"'),
        (
            '{amount: "1"}',
            "{level: \"'L9'\"}",
            '9: `\'L9\'`: "L9" is not a code of "level"; did you mean "L3"?',
        ),
        (
            '{amount: "1"}',
            '\n  - {amount: "1", to: 2024-12-31}\n  - {level: level, from: 2025-01-01}',
            "9: one measure gives one kind of thing; make two",
        ),
        (
            '{amount: "1"}',
            '\n  - {amount: "1", to: 2024-12-31}\n  - {amount: "2", from: 2024-12-31}',
            "11: overlaps an earlier one",
        ),
    ],
)
def test_head_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert problems_with(tmp_path, "", instead=(old, new)) == [f"measures/m.yaml:{problem}"]


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (
            condition("rule: paid_month > 1"),
            '11: `paid_month > 1`: unknown fact "paid_month"; did you mean "paid_months"?',
        ),
        (
            condition("\n    rule: 'paid_months\n      > more_month'"),
            '12: `paid_months > more_month`: unknown fact "more_month"; did you mean "more_months"?',
        ),
        ("applies: paid_months\n", "10: `paid_months`: is integer (month), and boolean is needed here"),
        (condition("from: 2025-01-01"), '11: "c": give either `rule` or `any_of`'),
        (
            condition(f"rule: 'TRUE', any_of: [{{id: a, rule: 'TRUE', {WORDS}}}]"),
            '11: "c": give either `rule` or `any_of`',
        ),
        (
            condition("rule: 'TRUE', from: 2025-01-01, to: 2024-12-31"),
            "11: ends on 2024-12-31, before it starts",
        ),
        (
            condition(f"any_of: [\n    {{id: a, {WORDS}, rule: yes_on}}]"),
            '12: `yes_on`: unknown fact "yes_on"; did you mean "yes_one"?',
        ),
        (
            condition("rule: 'TRUE'") + f"  - {{id: c, {WORDS}, rule: 'TRUE'}}\n",
            '1: "c" is the id of two conditions or limits',
        ),
        ("documents: [{document: dok}]\n", '10: unknown document "dok"; did you mean "doc"?'),
        (
            "requires:\n  - {id: c, zh: 某, en: Some, rule: 'TRUE', source: {document: law}}\n",
            '11: unknown document "law"',
        ),
        (
            "window: {from: issued_on, months: '5', zh: 某, en: Some, source: {document: law}}\n",
            '10: unknown document "law"',
        ),
        (
            f"window: {{from: issued_on, months: '0.5', {WORDS}}}\n",
            "10: `within(determined_on, issued_on, add_months(issued_on, 0.5))`: counts ratio, and months are needed",
        ),
        (
            f"window: {{from: issued_on, months: '999999', {WORDS}}}\n",
            "10: `within(determined_on, issued_on, add_months(issued_on, 999999))`: could leave the calendar "
            "(years 1 to 9999); narrow the ranges of its facts",
        ),
        ("procedure: clam\n", '10: unknown procedure "clam"'),
    ],
)
def test_condition_that_does_not_fit_is_refused(tmp_path: Path, extra: str, problem: str) -> None:
    assert problems_with(tmp_path, extra) == [f"measures/m.yaml:{problem}"]


def test_unknown_procedure_names_the_nearest(tmp_path: Path) -> None:
    files = {"procedures/claim.yaml": PROCEDURE, "measures/m.yaml": MEASURE + "procedure: clam\n"}

    assert problems(tmp_path, files) == [
        'measures/m.yaml:10: unknown procedure "clam"; did you mean "claim"?',
    ]


def test_fact_of_another_subject_is_unknown(tmp_path: Path) -> None:
    fact = "- {id: sealed_on, of: certificate, type: date, zh: 日, en: Day, known_by: registry}"
    measure = MEASURE + condition("rule: sealed_on > DATE '2024-01-01'")

    found = problems(tmp_path, {"facts.yaml": _facts(fact), "pools.yaml": "", "measures/m.yaml": measure})

    assert found == [
        "measures/m.yaml:11: `sealed_on > DATE '2024-01-01'`: unknown fact \"sealed_on\"",
    ]


def _facts(fact: str) -> str:
    return f"""\
subjects:
  - {{id: person, plural: people, zh: 人, en: Person}}
  - {{id: certificate, plural: certificates, of: person, zh: 证, en: Certificate}}
codes:
  division: {{zh: 区划, en: Division, file: divisions.csv}}
facts:
  - {{id: place, of: person, type: code, codes: division, zh: 地, en: Place, known_by: registry}}
  {fact}
"""


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("measures/other.yaml", MEASURE, '1: the id must be "other", as the file is named'),
        ("documents/other.yaml", "id: othr\n", '1: its id must be "other", as the file is named'),
        ("documents/other.yaml", "", '1: its id must be "other", as the file is named'),
        ("procedures/other.yaml", PROCEDURE, '1: its id must be "other", as the file is named'),
        ("procedures/other.yaml", "- 1\n", '1: "" must be a mapping of keys to values'),
        ("local/B.yaml", "division: C\nvalues: []\n", '1: must be "B", as the file is named'),
        (
            "pack.yaml",
            "id: t\ntitle: {zh: 试, en: T}\nversion: 1\nregion: P\n",
            '3: "version" must be a text; put it in quotes',
        ),
    ],
)
def test_file_that_is_named_otherwise_is_refused(tmp_path: Path, file: str, text: str, problem: str) -> None:
    assert problems(tmp_path, {file: text}) == [f"{file}:{problem}"]


def test_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    found = problems_in(tmp_path / "empty")

    assert found == [
        f"{tmp_path}/empty/pack.yaml:1: no such file; give the folder of a pack, such as packs/heilongjiang"
    ]


def test_several_errors_are_told_together_by_file_and_line(tmp_path: Path) -> None:
    first = MEASURE.replace("id: m", "id: a").replace("place: place", "place: plac")
    second = MEASURE.replace("pays: person", "pays: all").replace("stage", "stagee")
    files = {
        "measures/m.yaml": second + "procedure: 3\n",
        "measures/a.yaml": first + "documents: [{document: dd}]\nprocedure: claim\n",
        "pools.yaml": "- {id: once, per: [person]}\n",
    }

    assert problems(tmp_path, files) == [
        'measures/a.yaml:5: unknown fact "plac"; did you mean "place"?',
        'measures/a.yaml:10: unknown document "dd"',
        'measures/a.yaml:11: unknown procedure "claim"',
        'measures/m.yaml:1: "stage" is missing',
        'measures/m.yaml:3: unknown key "stagee"; did you mean "stage"?',
        "measures/m.yaml:6: \"pays\" Input should be 'person', 'employer', 'provider' or 'nobody'",
        'measures/m.yaml:10: "procedure" must be a text; put it in quotes',
        'pools.yaml:1: "source" is missing',
        'pools.yaml:1: "title" is missing',
    ]


def test_unknown_measure_names_the_nearest(tmp_path: Path) -> None:
    pack = make_pack(tmp_path, [{"id": "subsidy", "subject": "person"}, {"id": "title", "subject": "person"}])

    with pytest.raises(UnknownMeasure) as refused:
        pack.measure("subsdy")

    assert str(refused.value) == 'no measure "subsdy" in pack "test"; did you mean "subsidy"?'
