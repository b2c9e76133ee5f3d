"""`jiyao simulate`: a draft beside the pack."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jiyao.interfaces.cli.pack import all_schemas
from tests.interfaces.small import HEILONGJIANG, ROOT, facts_of, jiyao, small_pack, spaced

ON = ("--on", "2025-06-30")
DRAFT = """\
id: draft
title: {zh: 稿, en: Draft}
measures:
  subsidy:
    parameters:
      min_months:
        relaxed: [{from: 2024-07-01, value: 3}]
"""


@pytest.mark.parametrize(
    ("lang", "table"),
    [
        (
            "en",
            [
                "Upgrade subsidy",
                "group gain lose more less difference (yuan)",
                "total 1 0 0 0 1,000",
                "Prefecture",
                "B 1 0 0 0 1,000",
                "1 other measures stay as they are",
            ],
        ),
        (
            "zh",
            [
                "提升补贴",
                "分组 新增 失去 增加 减少 差额 (元)",
                "合计 1 0 0 0 1,000",
                "市（地）",
                "乙 1 0 0 0 1,000",
                "其余 1 项政策不变",
            ],
        ),
    ],
)
def test_simulate_shows_who_gains_and_where(tmp_path: Path, lang: str, table: list[str]) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"
    draft.write_text(DRAFT, "utf-8")
    facts = facts_of(pack, tmp_path / "facts")

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", facts, *ON, lang=lang)

    assert (result.exit_code, spaced(result.stdout), result.stderr) == (0, table, "")


def test_simulate_as_json_tells_both_sides(tmp_path: Path) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"
    draft.write_text(DRAFT, "utf-8")
    facts = facts_of(pack, tmp_path / "facts")

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", facts, *ON, "--json")

    found = json.loads(result.stdout)
    schema = json.loads(all_schemas()["simulation"])
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    [change] = found["measures"]
    assert (found["on"], found["unchanged"], change["measure"], change["rows"]) == (
        "2025-06-30",
        1,
        "subsidy",
        3,
    )
    assert (change["base"], change["draft"]) == (
        {"eligible": 1, "unknown": 1, "total_fen": 150000},
        {"eligible": 2, "unknown": 1, "total_fen": 250000},
    )


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "The draft changes no measure"), ("zh", "草案没有改变任何政策")]
)
def test_simulate_says_so_where_nothing_changes(tmp_path: Path, lang: str, told: str) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"
    draft.write_text("{id: none, title: {zh: 无, en: None}}\n", "utf-8")

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", tmp_path, *ON, lang=lang)

    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, told)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DRAFT.replace("subsidy:", "subsidi:"), ':4: no measure "subsidi"; did you mean "subsidy"?'),
        (DRAFT.replace("measures", "measurs"), ':3: unknown key "measurs"; did you mean "measures"?'),
    ],
    ids=["unknown measure", "unknown key"],
)
def test_simulate_of_a_draft_with_a_mistake_ends_with_3(tmp_path: Path, text: str, message: str) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"
    draft.write_text(text, "utf-8")

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", tmp_path, *ON)

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"{draft}{message}")


def test_simulate_of_no_draft_ends_with_4(tmp_path: Path) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", tmp_path, *ON)

    assert (result.exit_code, result.stdout, result.stderr) == (
        4,
        "",
        f"{draft}: no such file; give a draft such as examples/draft.yaml\n",
    )


def test_simulate_without_the_facts_it_needs_ends_with_4(tmp_path: Path) -> None:
    pack, draft = small_pack(tmp_path / "pack"), tmp_path / "draft.yaml"
    draft.write_text(DRAFT, "utf-8")

    result = jiyao(pack, "simulate", "--draft", draft, "--facts", tmp_path / "none", *ON)

    assert (result.exit_code, result.stderr) == (
        4,
        f"{tmp_path / 'none' / 'certificate'}.parquet: no such file, and the draft changes a measure of it\n",
    )


def test_shipped_people_go_from_parquet_to_a_run_and_a_draft(tmp_path: Path) -> None:
    facts, out = facts_of(HEILONGJIANG, tmp_path / "facts"), tmp_path / "out"

    ran = jiyao(HEILONGJIANG, "determine", "--facts", facts, *ON, "--out", out, "--json")
    tried = jiyao(
        HEILONGJIANG, "simulate", "--draft", ROOT / "examples/draft.yaml", "--facts", facts, *ON, "--json"
    )

    run, effect = json.loads(ran.stdout), json.loads(tried.stdout)
    assert (ran.exit_code, run["set_aside"], len(run["measures"])) == (0, 0, effect["unchanged"] + 1)
    [change] = effect["measures"]
    assert change["measure"] == "skill-upgrade-subsidy"
    assert change["overall"]["gain"] > 0
    assert change["base"]["total_fen"] == next(
        m["total_fen"] for m in run["measures"] if m["measure"] == "skill-upgrade-subsidy"
    )
