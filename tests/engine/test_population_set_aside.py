"""Rows that are set aside, and why."""

from pathlib import Path

import pytest

from tests.engine.populations import outcomes, pack_that_reads, read_parquet, run, set_aside, values


@pytest.mark.parametrize(
    ("rule", "name", "sql_type", "cells", "reasons"),
    [
        (
            "paid_months > 0",
            "paid_months",
            "VARCHAR",
            ["'5'", "'five'"],
            ["paid_months: five is not a whole number"],
        ),
        (
            "paid_months > 0",
            "paid_months",
            "DOUBLE",
            ["5.0", "5.5"],
            ["paid_months: 5.5 is not a whole number"],
        ),
        (
            "paid_months > 0",
            "paid_months",
            "DECIMAL(5,2)",
            ["5.00", "5.25"],
            ["paid_months: 5.25 is not a whole number"],
        ),
        ("paid_months > 0", "paid_months", "BIGINT", ["5", "61"], ["paid_months: 61 is more than 60"]),
        ("paid_months > -5", "paid_months", "SMALLINT", ["5", "-4"], ["paid_months: -4 is less than -3"]),
        (
            "fee_fen > 0",
            "fee_fen",
            "VARCHAR",
            ["'5'", "'12.5'"],
            ["fee_fen: 12.5 is not a whole number of fen"],
        ),
        ("share > 0.1", "share", "BIGINT", ["5000", "15001"], ["share: 15001 is more than 15000"]),
        (
            "born_on > DATE '1960-01-01'",
            "born_on",
            "VARCHAR",
            ["'2000-01-31'", "'31.1.2000'"],
            ["born_on: 31.1.2000 is not a day such as 2024-01-31"],
        ),
        (
            "born_on > DATE '1940-01-01'",
            "born_on",
            "DATE",
            ["'2000-01-31'", "'1949-12-31'"],
            ["born_on: 1949-12-31 is less than 1950-01-01"],
        ),
        ("yes_one", "yes_one", "VARCHAR", ["'true'", "'maybe'"], ["yes_one: maybe is not true or false"]),
        ("level <> 'none'", "level", "VARCHAR", ["'L3'", "'L9'"], ['level: "L9" is not a code of "level"']),
        ("level <> 'none'", "level", "VARCHAR", ["'L3'", "'L3 '"], ['level: "L3 " is not a code of "level"']),
        ("trade <> 'c'", "trade", "VARCHAR", ["'a'", "'ab'"], ['trade: "ab" does not look like [ab]']),
    ],
)
def test_row_that_does_not_fit_is_set_aside_with_its_reason(
    tmp_path: Path, rule: str, name: str, sql_type: str, cells: list[str], reasons: list[str]
) -> None:
    pack = pack_that_reads(tmp_path, rule)

    done = run(tmp_path, pack, values(name, sql_type, [*cells, "NULL"]))

    assert outcomes(tmp_path) == {"A": "eligible", "C": "unknown"}
    assert set_aside(tmp_path) == [("B", reasons[0])]
    assert (done.rows, done.set_aside, done.absent) == ({"person": 2}, 1, {})


def test_row_with_several_faults_names_all(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "paid_months > 0 AND level <> 'none'")

    done = run(tmp_path, pack, "SELECT 'A' AS person_id, 61 AS paid_months, 'L9' AS level")

    assert set_aside(tmp_path) == [
        ("A", 'level: "L9" is not a code of "level"; paid_months: 61 is more than 60'),
    ]
    assert (done.rows, done.set_aside) == ({"person": 0}, 1)


def test_row_without_an_id_is_set_aside(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")

    done = run(tmp_path, pack, "SELECT * FROM (VALUES ('A', TRUE), (NULL, TRUE)) t(person_id, yes_one)")

    assert outcomes(tmp_path) == {"A": "eligible"}
    assert set_aside(tmp_path) == [(None, "person_id is missing")]
    assert done.set_aside == 1


def test_fault_in_a_column_that_no_rule_reads_does_not_matter(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")

    done = run(tmp_path, pack, "SELECT 'A' AS person_id, TRUE AS yes_one, 99 AS paid_months, 'x' AS hobby")

    assert outcomes(tmp_path) == {"A": "eligible"}
    assert done.set_aside == 0
    assert not (tmp_path / "out" / "person.set_aside.parquet").exists()


def test_set_aside_rows_say_why_in_chinese_too(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "paid_months > 0")

    run(tmp_path, pack, values("paid_months", "VARCHAR", ["'5'", "'five'"]))

    file = tmp_path / "out" / "person.set_aside.parquet"
    assert read_parquet(file, "person_id, reason_zh") == [("B", "paid_months：five 不是整数")]
