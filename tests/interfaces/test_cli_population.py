"""`jiyao people` and `jiyao determine`: from a pack's people to Parquet and a run."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from jsonschema import Draft202012Validator

from jiyao.interfaces.cli.pack import all_schemas
from tests.interfaces.small import facts_of, jiyao, small_pack, spaced

ON = ("--on", "2025-06-30")


def rows(file: Path, columns: str) -> list[tuple[Any, ...]]:
    """Columns of a Parquet file, in order of the first."""
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {columns} FROM read_parquet('{file}') ORDER BY 1").fetchall()


@pytest.mark.parametrize(("lang", "told"), [("en", "written to"), ("zh", "结果写入")])
def test_people_are_written_as_parquet(tmp_path: Path, lang: str, told: str) -> None:
    out = tmp_path / "facts"

    result = jiyao(small_pack(tmp_path / "pack"), "people", "--out", out, lang=lang)

    assert (result.exit_code, "".join(result.stdout.splitlines())) == (0, f"{told} {out}")
    assert rows(out / "person.parquet", "person_id, insured_months") == [("E1", 14), ("E2", 3), ("E3", None)]
    assert rows(out / "certificate.parquet", "certificate_id, person_id, level, insured_months") == [
        ("E1-C1", "E1", "L4", 14),
        ("E2-C1", "E2", "L5", 3),
        ("E3-C1", "E3", "L5", None),
    ]


@pytest.mark.parametrize(
    ("lang", "heading", "last"),
    [
        ("en", "Small policy 7 · 2025-06-30 · all of them invented", "  0 more do not apply or are not met"),
        ("zh", "小政策 7 · 2025-06-30 · 均为虚构人物", "  另有 0 项不符合或不适用"),
    ],
)
def test_people_are_determined_one_after_another(tmp_path: Path, lang: str, heading: str, last: str) -> None:
    result = jiyao(small_pack(tmp_path), "people", lang=lang)

    told = result.stdout.splitlines()
    assert (result.exit_code, told[0], told[-1]) == (0, heading, last)
    assert [line.split()[0] for line in told if line.startswith("E")] == ["E1", "E2", "E3"]


@pytest.mark.parametrize(
    ("lang", "table"),
    [
        (
            "en",
            [
                "measure entitled to confirm not open n/a yuan payable",
                "Honour 0 1 1 1 0 5,000 not confirmed 1",
                "Upgrade subsidy 1 0 1 1 0 1,500 pays 1",
            ],
        ),
        (
            "zh",
            [
                "政策 可享受 待核 不符合 待定 不适用 元 兑现",
                "荣誉 0 1 1 1 0 5,000 未确认 1",
                "提升补贴 1 0 1 1 0 1,500 可兑现 1",
            ],
        ),
    ],
)
def test_determine_counts_each_measure(tmp_path: Path, lang: str, table: list[str]) -> None:
    pack = small_pack(tmp_path / "pack")
    arguments = ("determine", "--facts", facts_of(pack, tmp_path / "facts"), *ON, "--out", tmp_path / "out")

    result = jiyao(pack, *arguments, lang=lang)

    assert (result.exit_code, spaced(result.stdout)[:3], result.stderr) == (0, table, "")


def test_determine_writes_results_by_row(tmp_path: Path) -> None:
    pack, out = small_pack(tmp_path / "pack"), tmp_path / "out"

    jiyao(pack, "determine", "--facts", facts_of(pack, tmp_path / "facts"), *ON, "--out", out)

    assert rows(out / "certificate.parquet", 'certificate_id, "subsidy.outcome", "subsidy.amount_fen"') == [
        ("E1-C1", "eligible", 150000),
        ("E2-C1", "not_eligible", 0),
        ("E3-C1", "unknown", None),
    ]


def test_determine_as_json_prints_the_record_of_the_run(tmp_path: Path) -> None:
    pack, out = small_pack(tmp_path / "pack"), tmp_path / "out"
    facts = facts_of(pack, tmp_path / "facts")

    result = jiyao(
        pack,
        "determine",
        "--facts",
        facts,
        *ON,
        "--out",
        out,
        "--json",
        "--threads",
        "1",
        "--memory",
        "200MB",
    )

    record = json.loads(result.stdout)
    schema = json.loads(all_schemas()["run"])
    assert list(Draft202012Validator(schema).iter_errors(record)) == []
    assert record == json.loads((out / "run.json").read_text("utf-8"))
    assert (record["rows"], record["set_aside"]) == ({"person": 3, "certificate": 3}, 0)


def test_determine_tells_only_what_is_asked_for(tmp_path: Path) -> None:
    pack, out = small_pack(tmp_path / "pack"), tmp_path / "out"
    facts = facts_of(pack, tmp_path / "facts")

    jiyao(pack, "determine", "--facts", facts, *ON, "--out", out, "--tell", "outcome", "--tell", "payable")

    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM '{out / 'person.parquet'}'").fetchall()
    assert [name for name, *_ in described] == ["person_id", "honour.outcome", "honour.payable"]


def test_determine_counts_grants(tmp_path: Path) -> None:
    pack, grants, out = small_pack(tmp_path / "pack"), tmp_path / "grants.parquet", tmp_path / "out"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 'once-a-level' AS pool, 'E1|L4' AS key) TO '{grants}'")
    facts = facts_of(pack, tmp_path / "facts")

    jiyao(pack, "determine", "--facts", facts, *ON, "--out", out, "--grants", grants)

    assert rows(out / "certificate.parquet", 'certificate_id, "subsidy.first_failed"')[0] == (
        "E1-C1",
        "once-a-level",
    )


def test_determine_sets_bad_rows_aside_and_ends_with_4(tmp_path: Path) -> None:
    pack, facts, out = small_pack(tmp_path / "pack"), tmp_path / "facts", tmp_path / "out"
    facts.mkdir()
    with duckdb.connect() as connection:
        values = "SELECT * FROM (VALUES ('a', 14), ('b', 999)) t(person_id, insured_months)"
        connection.execute(f"COPY ({values}) TO '{facts / 'person.parquet'}'")
        certificates = "SELECT 'C' || person_id AS certificate_id, * FROM (VALUES ('a', 14), ('b', 999)) t(person_id, insured_months)"
        connection.execute(f"COPY ({certificates}) TO '{facts / 'certificate.parquet'}'")

    result = jiyao(pack, "determine", "--facts", facts, *ON, "--out", out)

    assert (result.exit_code, result.stderr.splitlines()[0].split(":")[0]) == (4, "1 rows set aside")
    assert [id_ for id_, _ in rows(out / "certificate.set_aside.parquet", "certificate_id, reason_en")] == [
        "Cb"
    ]


def test_determine_into_a_folder_that_is_not_empty_ends_with_5(tmp_path: Path) -> None:
    pack, out = small_pack(tmp_path / "pack"), tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", "utf-8")

    result = jiyao(pack, "determine", "--facts", facts_of(pack, tmp_path / "facts"), *ON, "--out", out)

    assert (result.exit_code, result.stdout, result.stderr) == (
        5,
        "",
        f"{out} is not empty; name a new folder\n",
    )
    assert [file.name for file in out.iterdir()] == ["mine.txt"]


def test_people_into_a_folder_that_is_not_empty_end_with_5(tmp_path: Path) -> None:
    pack = small_pack(tmp_path / "pack")

    result = jiyao(pack, "people", "--out", pack)

    assert (result.exit_code, result.stderr) == (5, f"{pack} is not empty; name a new folder\n")


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("determine", *ON, "--out", "out"), "--facts"),
        (("determine", "--facts", "facts", "--out", "out"), "--on"),
        (("determine", "--facts", "facts", *ON), "--out"),
        (("simulate", "--draft", "d.yaml", "--facts", "facts"), "--on"),
        (("simulate", "--facts", "facts", *ON), "--draft"),
    ],
)
def test_option_that_is_left_out_is_wrong_usage(
    tmp_path: Path, arguments: tuple[str, ...], option: str
) -> None:
    result = jiyao(small_pack(tmp_path), *arguments)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Error: Missing option '{option}'.")


def test_determine_without_facts_ends_with_4(tmp_path: Path) -> None:
    result = jiyao(
        small_pack(tmp_path / "pack"),
        "determine",
        "--facts",
        tmp_path / "none",
        *ON,
        "--out",
        tmp_path / "out",
    )

    assert (result.exit_code, result.stderr) == (
        4,
        f"{tmp_path / 'none'}: has none of person.parquet, certificate.parquet\n",
    )
