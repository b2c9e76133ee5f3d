from datetime import date
from pathlib import Path

import duckdb
import pytest

from jiyao.base.errors import Conflict
from jiyao.foundation.lake.exporting import export_snapshot
from jiyao.foundation.lake.snapshot import read_snapshot
from jiyao.foundation.lake.writing import write_facts
from jiyao.registry.models import HeldCertificate, HouseholdSpell
from tests.foundation.planted import KNOWN_AT, ON, person, plant


def rows(file: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(f"SELECT * FROM read_parquet('{file}') ORDER BY ALL").fetchall()


def test_snapshot_holds_every_row_and_says_of_when(fresh_database: str, tmp_path: Path) -> None:
    person(5, birth_on=date(1990, 3, 12))
    told = []

    snapshot = export_snapshot(tmp_path / "snapshot", progress=lambda *step: told.append(step))

    assert told[-1][:2] == ("export", 2)
    assert {table: count for table, count in snapshot.rows.items() if count} == {
        "registry_person": 1,
        "registry_personversion": 1,
    }
    assert read_snapshot(tmp_path / "snapshot") == snapshot
    assert rows(tmp_path / "snapshot/registry_person/0.parquet") == [(5,)]


def test_snapshot_refuses_a_folder_that_is_there(fresh_database: str, tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="is there already"):
        export_snapshot(tmp_path)


def test_facts_of_everybody_come_from_a_snapshot(fresh_database: str, tmp_path: Path) -> None:
    person(5, birth_on=date(1990, 3, 12), sex="female")
    plant(HouseholdSpell, person_id=5, starts_on=date(2000, 1, 1), division="230100")
    plant(
        HeldCertificate,
        record=9,
        person_id=5,
        level="L4",
        occupation="6-18-02-04",
        issued_on=date(2025, 1, 5),
    )
    export_snapshot(tmp_path / "snapshot")

    written = write_facts(
        tmp_path / "snapshot",
        tmp_path / "facts",
        on=ON,
        known_at=KNOWN_AT,
        subjects=["person", "certificate", "grants"],
    )

    assert written == {"person": 1, "certificate": 1, "grants": 0}
    assert rows(tmp_path / "facts/person.parquet") == [
        (5, date(1990, 3, 12), "female", "230100", False, None, 0, "none", False, False)
    ]
