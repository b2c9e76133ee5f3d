"""Values of policy with one thing wrong: rows, tables, local values, sizes."""

from datetime import date
from pathlib import Path

import pytest

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import SetBy, Source
from tests.engine.pack_texts import MEASURE, SURE, condition, problems, problems_with, series
from tests.engine.packs import write_pack

RANGED = f"""\
parameters:
  fen:
    unit: fen
    delegated_to: prefecture
    range: [100, 200]
    base: [{{value: 150, {SURE}}}]
"""


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (
            series(f"to: 2024-12-31, value: 3, {SURE}", f"from: 2024-12-31, value: 4, {SURE}"),
            '15: "bar": overlaps the row at line 14; end that one first',
        ),
        (
            series(f"from: 2024-01-01, value: 3, {SURE}", f"value: 4, {SURE}"),
            '14: "bar": overlaps the row at line 15; end that one first',
        ),
        (
            series(f"from: 2024-12-31, to: 2024-01-01, value: 3, {SURE}"),
            '14: "bar": ends on 2024-01-01, before it starts',
        ),
        (
            series("value: 3, source: {document: dox}, confidence: verified"),
            '14: "bar": unknown document "dox"; did you mean "doc"?',
        ),
        (
            series("value: 3, source: {document: doc}, confidence: sure"),
            "14: \"parameters.bar.base.0.confidence\" Input should be 'verified', 'partial', 'unverified' or 'demonstration'",
        ),
        (series(SURE), '14: "bar": a value that nobody has found is not verified'),
        (series(f"value: null, {SURE}"), '14: "bar": a value that nobody has found is not verified'),
        (series(f"value: true, {SURE}"), '14: "bar": True is no integer (month)'),
        (
            series(f"value: 2024-01-01, {SURE}", unit="boolean"),
            '14: "bar": datetime.date(2024, 1, 1) is no boolean',
        ),
        (series(f"value: yes, {SURE}", unit="boolean"), "14: \"bar\": 'yes' is no boolean"),
        (series(f"value: L9, {SURE}", unit="level"), "14: \"bar\": 'L9' is no code (level)"),
        (
            series(f"value: 9223372036854775808, {SURE}"),
            '14: "bar": 9223372036854775808 is no integer (month)',
        ),
        (
            series(f"value: 3, {SURE}", unit="months"),
            '11: "bar": unknown unit "months"; did you mean "month"?',
        ),
        (
            series(f"value: 3, {SURE}", by="level"),
            '15: "bar": a table has `values`, one for each key',
        ),
        (series(f"values: {{L3: 1}}, {SURE}"), '14: "bar": give either `value`, or `by` and `values`'),
        (series(f"values: {{L9: 1}}, {SURE}", by="level"), '15: "bar": row "L9" is no code (level)'),
        (series(f"values: {{L3: 1}}, {SURE}", by="more_months"), '15: "bar": row "L3" is no integer (month)'),
        (
            series(f"values: {{L3: 1}}, {SURE}", by="levl"),
            '11: "bar": unknown fact "levl" in `by`; did you mean "level"?',
        ),
        (
            series(f"values: {{L3: 1}}, {SURE}", by="yes_one"),
            '11: "bar": a table is keyed by a code or a whole number, not boolean',
        ),
    ],
)
def test_row_that_does_not_fit_is_refused(tmp_path: Path, extra: str, problem: str) -> None:
    assert problems_with(tmp_path, extra) == [f"measures/m.yaml:{problem}"]


@pytest.mark.parametrize(
    ("base", "relaxed"),
    [
        ("from: 2024-01-01, value: 3", "from: 2023-12-31, to: 2024-06-30, value: 1"),
        ("from: 2024-01-01, value: 3", "to: 2024-06-30, value: 1"),
        ("from: 2024-01-01, to: 2024-12-31, value: 3", "from: 2024-06-30, value: 1"),
        ("from: 2024-01-01, to: 2024-12-31, value: 3", "from: 2025-06-30, to: 2025-07-01, value: 1"),
    ],
)
def test_relaxation_of_nothing_is_refused(tmp_path: Path, base: str, relaxed: str) -> None:
    extra = series(f"{base}, {SURE}") + f"    relaxed:\n      - {{{relaxed}, {SURE}}}\n"

    assert problems_with(tmp_path, extra) == [
        'measures/m.yaml:16: "bar": relaxes nothing; no base value stands in that whole period'
    ]


def test_relaxation_across_a_gap_is_refused(tmp_path: Path) -> None:
    base = series(f"to: 2024-03-31, value: 3, {SURE}", f"from: 2024-05-01, value: 4, {SURE}")
    extra = f"{base}    relaxed:\n      - {{from: 2024-01-01, to: 2024-12-31, value: 1, {SURE}}}\n"

    assert problems_with(tmp_path, extra) == [
        'measures/m.yaml:17: "bar": relaxes nothing; no base value stands in that whole period'
    ]


def test_overlapping_relaxations_are_refused(tmp_path: Path) -> None:
    rows = f"- {{from: 2024-01-01, to: 2024-06-30, value: 1, {SURE}}}\n      - {{from: 2024-06-30, value: 2, {SURE}}}"
    extra = series(f"value: 3, {SURE}") + f"    relaxed:\n      {rows}\n"

    assert problems_with(tmp_path, extra) == [
        'measures/m.yaml:17: "bar": overlaps the row at line 16; end that one first'
    ]


def test_value_that_stands_in_parameters_too_is_refused(tmp_path: Path) -> None:
    shared = f"bar:\n  unit: month\n  base: [{{value: 3, {SURE}}}]\n"
    files = {"measures/m.yaml": MEASURE + series(f"value: 3, {SURE}"), "parameters/common.yaml": shared}

    assert problems(tmp_path, files) == ['measures/m.yaml:11: "bar" stands in parameters/ too; keep one']


@pytest.mark.parametrize(
    ("by", "rows", "conditions", "lacking"),
    [
        ("level", "none: 0, L3: 1, L2: 2, L1: 3", "'TRUE'", None),
        ("level", "none: 0, L2: 2", "'TRUE'", "L1, L3"),
        ("level", "L3: 1, L2: 2", "level IN ('L3', 'L2')", None),
        ("level", "L3: 1, L2: 2", "level IN ('L3', 'L1')", "L1"),
        ("level", "L2: 2, L1: 3", "\"higher_than(level, 'L3')\"", None),
        ("level", "L2: 2, L1: 3", "\"at_least(level, 'L3')\"", "L3"),
        ("level", "L3: 1, L2: 2, L1: 3", "level <> 'none' OR yes_one", "none"),
        ("level", "L3: 1, L2: 2, L1: 3", "level <> 'none' AND yes_one", None),
        ("more_months", "2: 1, 3: 2", "more_months BETWEEN 2 AND 3", None),
        ("more_months", "2: 1, 3: 2", "more_months BETWEEN 1 AND 3", "1"),
        ("more_months", "2: 1, 3: 2", "more_months > 1 AND 4 >= more_months", "4"),
    ],
)
def test_table_needs_a_row_for_each_key_that_conditions_let_through(
    tmp_path: Path, by: str, rows: str, conditions: str, lacking: str | None
) -> None:
    gives = f"\"lookup('bar', {by})\""
    rule = conditions if conditions.startswith(('"', "'")) else f'"{conditions}"'
    extra = series(f"values: {{{rows}}}, {SURE}", unit="fen", by=by) + condition(f"rule: {rule}")
    message = f'measures/m.yaml:15: "bar" has no row for {lacking}; add it, or a condition that rules it out'

    found = problems_with(tmp_path, extra, instead=('"1"', gives))

    assert found == ([message] if lacking else [])


def test_table_needs_its_rows_in_each_period(tmp_path: Path) -> None:
    full, short = "{none: 0, L3: 1, L2: 2, L1: 3}", "{none: 0, L3: 1, L2: 2}"
    rows = (f"to: 2024-12-31, values: {full}, {SURE}", f"from: 2025-01-01, values: {short}, {SURE}")
    extra = series(*rows, unit="fen", by="level")

    assert problems_with(tmp_path, extra, instead=('"1"', "\"lookup('bar', level)\"")) == [
        'measures/m.yaml:16: "bar" has no row for L1; add it, or a condition that rules it out'
    ]


def test_table_in_a_condition_needs_every_row(tmp_path: Path) -> None:
    table = series(f"values: {{L3: 1, L2: 2, L1: 3}}, {SURE}", unit="month", by="level")
    extra = table + condition("rule: \"level <> 'none' AND paid_months > lookup('bar', level)\"")

    assert problems_with(tmp_path, extra) == [
        'measures/m.yaml:15: "bar" has no row for none; add it, or a condition that rules it out'
    ]


def test_table_behind_a_case_needs_the_rows_of_its_branch(tmp_path: Path) -> None:
    table = series(f"values: {{L3: 1, L2: 2}}, {SURE}", unit="fen", by="level")
    gives = "\"CASE WHEN level IN ('L3', 'L1') THEN lookup('bar', level) ELSE 0 END\""

    assert problems_with(tmp_path, table, instead=('"1"', gives)) == [
        'measures/m.yaml:15: "bar" has no row for L1; add it, or a condition that rules it out'
    ]


def test_key_of_too_many_values_is_refused(tmp_path: Path) -> None:
    table = series(f"values: {{0: 1}}, {SURE}", unit="fen", by="paid_months")

    assert problems_with(tmp_path, table, instead=('"1"', "\"lookup('bar', paid_months + 1)\"")) == [
        "measures/m.yaml:1: lookup('bar', …): its key can be too many values; use a code or a narrow range"
    ]


def local(value: int | str, *, division: str = "A", measure: str = "m", parameter: str = "fen") -> str:
    """A prefecture's file with one value."""
    return (
        f"division: {division}\nvalues:\n  - measure: {measure}\n    parameter: {parameter}\n"
        f"    base:\n      - {{value: {value}, {SURE}}}\n"
    )


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("A", local(99), '6: "fen": 99 is less than 100, the least allowed'),
        ("A", local(201), '6: "fen": 201 is more than 200, the most allowed'),
        ("A", local(150, parameter="fe"), '3: no parameter "fe" of a measure "m"'),
        ("A", local(150, measure="n"), '3: no parameter "fen" of a measure "n"'),
        (
            "C",
            local(150, division="C"),
            '3: "C" is no prefecture of the region; values are delegated to those',
        ),
        ("A", local(150, division="B"), '1: must be "A", as the file is named'),
        ("A", local(150).replace("document: doc", "document: x"), '6: "fen": unknown document "x"'),
        (
            "A",
            local(150) + f"      - {{value: 160, {SURE}}}\n",
            '7: "fen": overlaps the row at line 6; end that one first',
        ),
    ],
)
def test_local_value_that_does_not_fit_is_refused(tmp_path: Path, file: str, text: str, problem: str) -> None:
    files = {"measures/m.yaml": MEASURE + RANGED, f"local/{file}.yaml": text}

    assert problems(tmp_path, files) == [f"local/{file}.yaml:{problem}"]


def test_local_value_at_the_bounds_is_read(tmp_path: Path) -> None:
    files = {
        "measures/m.yaml": MEASURE + RANGED,
        "local/A.yaml": local(100),
        "local/B.yaml": local(200, division="B"),
    }

    assert problems(tmp_path, files) == []


@pytest.mark.parametrize(
    ("unit", "value"), [("date", "2024-01-31"), ("level", "L3"), ("boolean", "true"), ("month", "12")]
)
def test_local_value_of_any_kind_is_read_without_a_range(tmp_path: Path, unit: str, value: str) -> None:
    delegated = f"parameters:\n  fen:\n    unit: {unit}\n    delegated_to: prefecture\n"
    files = {"measures/m.yaml": MEASURE + delegated, "local/A.yaml": local(value)}

    assert problems(tmp_path, files) == []


@pytest.mark.parametrize(
    ("unit", "value", "complaint"),
    [
        ("date", "2300-01-01", "2300-01-01 is more than 2299-12-31, the most allowed"),
        ("fen", "-1", "-1 is less than 0, the least allowed"),
    ],
)
def test_local_value_without_a_range_has_usual_bounds(
    tmp_path: Path, unit: str, value: str, complaint: str
) -> None:
    delegated = f"parameters:\n  fen:\n    unit: {unit}\n    delegated_to: prefecture\n"
    files = {"measures/m.yaml": MEASURE + delegated, "local/A.yaml": local(value)}

    assert problems(tmp_path, files) == [f'local/A.yaml:6: "fen": {complaint}']


def test_local_value_of_what_the_province_sets_is_refused(tmp_path: Path) -> None:
    measure = MEASURE + RANGED.replace("    delegated_to: prefecture\n", "")

    assert problems(tmp_path, {"measures/m.yaml": measure, "local/A.yaml": local(150)}) == [
        'local/A.yaml:3: "fen" is not delegated; the province sets it'
    ]


UNTIL = """\
parameters:
  fen:
    unit: fen
    delegated_to: prefecture
    set_by: {day: 2025-12-31, source: {document: doc, article: 第一条}}
"""


def test_day_by_which_prefectures_set_a_value_is_read(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, [], **{"measures/m.yaml": MEASURE + UNTIL}))

    assert pack.measures["m"].parameters["fen"].set_by == SetBy(
        day=date(2025, 12, 31), source=Source(document="doc", article="第一条")
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    delegated_to: prefecture\n", "", '13: "fen": a day by which to set it is for what is delegated; the province sets this'),
        ("document: doc", "document: dox", '14: "fen": unknown document "dox"; did you mean "doc"?'),
        ("day: 2025-12-31", "day: soon", '14: "parameters.fen.set_by.day" must be a day such as 2024-01-31'),
        ("day: 2025-12-31, ", "", '14: "parameters.fen.set_by.day" is missing'),
    ],
)  # fmt: skip
def test_day_by_which_to_set_a_value_that_is_wrong_is_refused(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert problems(tmp_path, {"measures/m.yaml": MEASURE + UNTIL.replace(old, new)}) == [
        f"measures/m.yaml:{problem}"
    ]
