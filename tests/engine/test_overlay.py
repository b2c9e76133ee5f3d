"""Drafts: changes laid over a pack, each with the line of the file in which it stands."""

from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.packs.drafts import NoDraft
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.packs.located import Located, read_yaml
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.problems import PackRefused
from tests.engine.pack_texts import MEASURE, SURE, condition, series
from tests.engine.packs import write_pack


def located(folder: Path, name: str, text: str) -> Located:
    """A YAML text with its lines."""
    (folder / name).write_text(text, "utf-8")
    return read_yaml(folder / name, name)


@pytest.mark.parametrize(
    ("base", "change", "merged"),
    [
        ("{a: 1, b: 2}", "{b: 3}", {"a": 1, "b": 3}),
        ("{a: 1}", "{b: 2}", {"a": 1, "b": 2}),
        ("{a: 1, b: 2}", "{b: null}", {"a": 1}),
        ("{a: 1}", "{b: null}", {"a": 1, "b": None}),
        ("{a: {b: 1, c: 2}}", "{a: {c: 3}}", {"a": {"b": 1, "c": 3}}),
        ("{a: {b: 1}}", "{a: 2}", {"a": 2}),
        ("{a: 1}", "{a: {b: 2}}", {"a": {"b": 2}}),
        ("{a: [1, 2]}", "{a: [3]}", {"a": [3]}),
        ("{a: [{id: x, n: 1}]}", "{a: [{id: x, n: 2}]}", {"a": [{"id": "x", "n": 2}]}),
        ("{a: [{id: x, n: 1, m: 5}]}", "{a: [{id: x, m: null}]}", {"a": [{"id": "x", "n": 1}]}),
        (
            "{a: [{id: x, n: 1}, {id: y, n: 2}]}",
            "{a: [{id: y, n: 3}, {id: z, n: 4}]}",
            {"a": [{"id": "x", "n": 1}, {"id": "y", "n": 3}, {"id": "z", "n": 4}]},
        ),
        ("{a: [{id: x}]}", "{a: []}", {"a": []}),
        ("{a: []}", "{a: [{id: x}]}", {"a": [{"id": "x"}]}),
        (
            "{a: [{pool: p, at_most: 1}, {pool: q}]}",
            "{a: [{pool: p, at_most: 2}]}",
            {"a": [{"pool": "p", "at_most": 2}, {"pool": "q"}]},
        ),
        (
            "{a: [{from: 2024, value: 1}, {from: 2025, value: 2}]}",
            "{a: [{from: 2025, value: 3}]}",
            {"a": [{"from": 2024, "value": 1}, {"from": 2025, "value": 3}]},
        ),
        ("{a: [{id: x}]}", "{a: [{zh: no id}]}", {"a": [{"zh": "no id"}]}),
        (
            "{a: [{id: x, n: 1}, {id: y}, {id: z}]}",
            "{a: [{id: x, remove: true}, {id: z, n: 2}]}",
            {"a": [{"id": "y"}, {"id": "z", "n": 2}]},
        ),
        ("{a: [{id: x}]}", "{a: [{id: x, remove: true}]}", {"a": []}),
        ("{a: [{pool: p}, {pool: q}]}", "{a: [{pool: q, remove: true}]}", {"a": [{"pool": "p"}]}),
        ("{a: [{from: 2024}, {from: 2025}]}", "{a: [{from: 2024, remove: true}]}", {"a": [{"from": 2025}]}),
        (
            "{a: [{measure: m, parameter: p}, {measure: m, parameter: q}]}",
            "{a: [{measure: m, parameter: p, remove: true}]}",
            {"a": [{"measure": "m", "parameter": "q"}]},
        ),
    ],
)
def test_change_is_laid_over_the_base(tmp_path: Path, base: str, change: str, merged: Any) -> None:
    found = overlaid(located(tmp_path, "base.yaml", base), located(tmp_path, "draft.yaml", change))

    assert found.value == merged


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "list:\n  - {id: z, remove: true}",
            'draft.yaml:2: "z": nothing of that name stands here; leave it out',
        ),
        (
            "list:\n  - {id: x, n: 2, remove: true}",
            'draft.yaml:2: "x": what is removed has no "n"; name it and write `remove: true`',
        ),
    ],
)
def test_removal_of_nothing_and_removal_with_more_are_refused(
    tmp_path: Path, change: str, problem: str
) -> None:
    base = located(tmp_path, "base.yaml", "list: [{id: x, n: 1}]")

    with pytest.raises(PackRefused) as refused:
        overlaid(base, located(tmp_path, "draft.yaml", change))

    assert [str(found) for found in refused.value.problems] == [problem]


def test_each_value_keeps_the_line_in_which_it_stands(tmp_path: Path) -> None:
    base = located(tmp_path, "base.yaml", "a: 1\nb: 2\nlist:\n  - {id: x, n: 1}\n  - {id: y, n: 2}\n")
    change = located(tmp_path, "draft.yaml", "\n\nb: 3\nlist:\n  - id: y\n    n: 4\n  - id: z\n")

    found = overlaid(base, change)

    paths = (["a"], ["b"], ["list", 0, "n"], ["list", 1, "n"], ["list", 2, "id"])
    assert [str(found.place(path)) for path in paths] == [
        "base.yaml:1",
        "draft.yaml:3",
        "base.yaml:4",
        "draft.yaml:6",
        "draft.yaml:7",
    ]


def test_neither_side_is_altered(tmp_path: Path) -> None:
    base = located(tmp_path, "base.yaml", "{a: {b: 1}, list: [{id: x, n: 1}]}")
    change = located(tmp_path, "draft.yaml", "{a: {b: 2}, list: [{id: x, n: 2}]}")

    overlaid(base, change)

    assert base.value == {"a": {"b": 1}, "list": [{"id": "x", "n": 1}]}
    assert change.value == {"a": {"b": 2}, "list": [{"id": "x", "n": 2}]}


TITLE = "id: draft\ntitle: {zh: 草, en: Draft}\n"


def folder_with_draft(folder: Path, draft: str) -> tuple[Path, Path]:
    """A pack of one measure that needs twelve months, and a draft beside it."""
    row = f"from: 2020-01-01, value: 12, {SURE}"
    rule = condition("rule: \"paid_months >= param('bar')\"")
    write_pack(folder / "pack", [], **{"measures/m.yaml": MEASURE + series(row) + rule})
    (folder / "draft.yaml").write_text(TITLE + draft, "utf-8")
    return folder / "pack", folder / "draft.yaml"


def test_draft_changes_a_value_and_nothing_else(tmp_path: Path) -> None:
    root, draft = folder_with_draft(
        tmp_path, "measures:\n  m:\n    parameters: {bar: {base: [{from: 2020-01-01, value: 6}]}}\n"
    )

    before, after = load_pack(root), load_pack(root, draft)

    assert [row.value for row in before.measures["m"].parameters["bar"].base] == [12]
    assert [row.value for row in after.measures["m"].parameters["bar"].base] == [6]
    assert after.measures["m"].conditions[0].rule == before.measures["m"].conditions[0].rule
    assert after.hash != before.hash


def test_draft_takes_a_condition_away(tmp_path: Path) -> None:
    root, draft = folder_with_draft(tmp_path, "measures:\n  m: {requires: null}\n")

    pack = load_pack(root, draft)

    assert pack.measures["m"].conditions == ()


def test_draft_removes_one_condition_of_several(tmp_path: Path) -> None:
    root, draft = folder_with_draft(tmp_path, "measures:\n  m: {requires: [{id: c, remove: true}]}\n")

    pack = load_pack(root, draft)

    assert pack.measures["m"].conditions == ()


def test_draft_adds_a_condition_beside_the_others(tmp_path: Path) -> None:
    added = condition("rule: yes_one").replace("id: c", "id: d").replace("\n", "\n    ").rstrip()
    root, draft = folder_with_draft(tmp_path, f"measures:\n  m:\n    {added}\n")

    pack = load_pack(root, draft)

    assert pack.measures["m"].tests == ("c", "d")


def test_draft_adds_a_measure_and_a_pool(tmp_path: Path) -> None:
    measure = MEASURE.replace("id: m", "id: new").replace("\n", "\n    ")
    limit = "limits: [{pool: fresh, zh: 某, en: Some, source: {document: doc}}]"
    pool = "{id: fresh, title: {zh: 新, en: New}, per: [person], at_most: 1, source: {document: doc}}"
    root, draft = folder_with_draft(tmp_path, f"measures:\n  new:\n    {measure}{limit}\npools: [{pool}]\n")

    pack = load_pack(root, draft)

    assert sorted(pack.measures) == ["m", "new"]
    assert list(pack.pools) == ["once", "yearly", "trade-wide", "fresh"]
    assert pack.measures["new"].tests == ("fresh",)


def test_draft_changes_a_shared_value(tmp_path: Path) -> None:
    root, draft = folder_with_draft(
        tmp_path, "parameters:\n  common:\n    shared: {base: [{from: 2020-01-01, value: 5}]}\n"
    )
    shared = f"shared:\n  unit: month\n  base:\n    - {{from: 2020-01-01, value: 9, {SURE}}}\n"
    (root / "parameters").mkdir()
    (root / "parameters" / "common.yaml").write_text(shared, "utf-8")

    pack = load_pack(root, draft)

    assert [row.value for row in pack.measures["m"].parameters["shared"].base] == [5]


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (
            "measures:\n  m:\n    requires:\n      - id: c\n        rule: paid_month > 1\n",
            '7: `paid_month > 1`: unknown fact "paid_month"; did you mean "paid_months"?',
        ),
        ("measures:\n  m:\n    stge: use\n", '5: unknown key "stge"; did you mean "stage"?'),
        ("measures:\n  m:\n    subject: persn\n", '5: unknown subject "persn"; did you mean "person"?'),
        (
            "measures:\n  m:\n    parameters:\n      bar:\n        base:\n          - {from: 2020-01-01, value: true}\n",
            '8: "bar": True is no integer (month)',
        ),
        ("measure: {}\n", '3: unknown key "measure"; did you mean "measures"?'),
        ("id: other\n", '3: "id" is given twice'),
    ],
)
def test_error_of_a_draft_names_its_own_line(tmp_path: Path, draft: str, problem: str) -> None:
    root, file = folder_with_draft(tmp_path, draft)

    with pytest.raises(PackRefused) as refused:
        load_pack(root, file)

    assert [str(found) for found in refused.value.problems] == [f"{file}:{problem}"]


def test_error_in_what_a_draft_leaves_names_the_pack(tmp_path: Path) -> None:
    root, file = folder_with_draft(tmp_path, "measures:\n  m:\n    parameters: {bar: null}\n")

    with pytest.raises(PackRefused) as refused:
        load_pack(root, file)

    assert [str(found) for found in refused.value.problems] == [
        "measures/m.yaml:16: `paid_months >= param('bar')`: unknown parameter \"bar\""
    ]


def test_draft_that_is_not_there_is_refused(tmp_path: Path) -> None:
    root, _ = folder_with_draft(tmp_path, "")

    with pytest.raises(NoDraft) as refused:
        load_pack(root, tmp_path / "none.yaml")

    expected = f"{tmp_path}/none.yaml: no such file; give a draft such as examples/draft.yaml"
    assert str(refused.value) == expected
