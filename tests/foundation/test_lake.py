import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.db import connection, models

from jiyao.base.errors import Conflict
from jiyao.foundation.keeping import unexportable_columns
from jiyao.foundation.lake import NoSnapshot, NotExported, export_snapshot, read_snapshot, write_facts
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.models import HeldCertificate, HouseholdSpell, OrganisationVersion, PersonVersion
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


def test_facts_are_not_written_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts/person.parquet").touch()

    with pytest.raises(Conflict, match="is not empty"):
        write_facts(tmp_path, tmp_path / "facts", on=ON, known_at=KNOWN_AT)


def test_folder_without_a_snapshot_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="has no snapshot"):
        read_snapshot(tmp_path)


def test_grants_that_stand_take_slots(fresh_database: str, tmp_path: Path) -> None:
    person(5)
    grant = {
        "measure": "a",
        "pack_version": "1",
        "subject": "certificate",
        "subject_record": 9,
        "person_id": 5,
        "granted_on": date(2025, 1, 1),
        "recorded_at": datetime(2025, 1, 2, tzinfo=UTC),
    }
    stands = Grant.objects.create(**grant)
    gone = Grant.objects.create(
        **grant, reversed_on=date(2025, 6, 1), reversed_at=datetime(2025, 6, 1, 8, tzinfo=UTC)
    )
    for number, given in enumerate((stands, gone)):
        GrantSlot.objects.create(
            grant=given, pool="once", key=f"5|{number}", slot=1, is_taken=given is stands
        )
    export_snapshot(tmp_path / "snapshot")

    def slots(known_at: datetime) -> list[tuple[object, ...]]:
        out = tmp_path / f"{known_at:%m%d}"
        write_facts(tmp_path / "snapshot", out, on=ON, known_at=known_at, subjects=["grants"])
        return rows(out / "grants.parquet")

    assert slots(KNOWN_AT) == [("once", "5|0", 5)]
    assert slots(datetime(2025, 6, 1, tzinfo=UTC)) == [("once", "5|0", 5), ("once", "5|1", 5)]


def test_nothing_that_leads_to_somebody_enters_the_lake(fresh_database: str, tmp_path: Path) -> None:
    name = "SOMEBODY-OF-THAT-NAME"
    person(5, name_sealed=name.encode(), identity_sealed=name.encode(), phone_sealed=name.encode())
    PersonVersion.objects.update(reference=name)
    plant(HeldCertificate, person_id=5, certificate_number=name, reference=name)

    snapshot = export_snapshot(tmp_path / "snapshot")

    written = {
        table: set(pq.read_schema(tmp_path / "snapshot" / table / "0.parquet").names)
        for table in snapshot.rows
    }
    assert [table for table, names in written.items() if names & unexportable_columns(table)] == []
    telling = [file for file in (tmp_path / "snapshot").rglob("*.*") if name.encode() in file.read_bytes()]
    assert telling == []
    binary = {
        field.column
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    }
    assert set().union(*written.values()) & binary == set()


def test_types_in_the_lake_are_those_of_the_fields(fresh_database: str, tmp_path: Path) -> None:
    plant(
        OrganisationVersion,
        record=5,
        organisation=OrganisationVersion.organisation.field.related_model.objects.create(id=5),
        name="厂",
        division="230100",
        is_enterprise=True,
        recorded_at=datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
    )
    export_snapshot(tmp_path / "snapshot")

    table = pq.read_table(tmp_path / "snapshot/registry_organisationversion/0.parquet")

    assert {name: str(table.schema.field(name).type) for name in table.column_names} == {
        "id": "int64",
        "record": "int64",
        "version": "int64",
        "recorded_at": "timestamp[us]",
        "superseded_at": "timestamp[us]",
        "organisation_id": "int64",
        "name": "string",
        "division": "string",
        "is_enterprise": "bool",
        "has_skilled_posts": "bool",
    }
    [row] = table.drop_columns(["id"]).to_pylist()
    assert row == {
        "record": 5,
        "version": 1,
        "recorded_at": datetime(2025, 1, 2, 3, 4, 5, 678901),  # noqa: DTZ001 - Parquet keeps UTC without saying so
        "superseded_at": datetime(9999, 12, 31),  # noqa: DTZ001
        "organisation_id": 5,
        "name": "厂",
        "division": "230100",
        "is_enterprise": True,
        "has_skilled_posts": None,
    }


def test_same_records_have_the_same_hash(fresh_database: str, tmp_path: Path) -> None:
    person(5)
    first = export_snapshot(tmp_path / "first")
    second = export_snapshot(tmp_path / "second")
    person(6)
    third = export_snapshot(tmp_path / "third")

    assert first.hash == second.hash
    assert first.hash != third.hash


def test_database_that_cannot_be_read_leaves_no_folder(fresh_database: str, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(connection.settings_dict, "NAME", "no-such-database")
        with pytest.raises(NotExported, match="the records were not exported: "):
            export_snapshot(tmp_path / "snapshot")

    assert list(tmp_path.iterdir()) == []


def test_progress_that_stops_the_work_leaves_no_folder(fresh_database: str, tmp_path: Path) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise Conflict("stopped")

    with pytest.raises(Conflict, match="stopped"):
        export_snapshot(tmp_path / "snapshot", progress=stop)

    assert list(tmp_path.iterdir()) == []


EXPORT = """
import os, sys, time, django
from pathlib import Path
django.setup()
from django.db import connection
from jiyao.foundation.lake import export_snapshot
connection.settings_dict["NAME"] = sys.argv[1]
def waiting(step, done, total):
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # the child writes no more
    print(step, flush=True)
    time.sleep(60)
export_snapshot(Path(sys.argv[2]) / "snapshot", progress=waiting)
"""


def test_killed_export_leaves_no_snapshot_and_the_next_one_tidies_up(
    fresh_database: str, tmp_path: Path
) -> None:
    person(5)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "jiyao.config.settings"}
    command = [sys.executable, "-c", EXPORT, str(fresh_database), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as exporting:
        assert exporting.stdout is not None
        assert exporting.stdout.readline() == "export\n"
        exporting.send_signal(signal.SIGKILL)
    assert not (tmp_path / "snapshot").exists()

    export_snapshot(tmp_path / "snapshot")

    assert [folder.name for folder in tmp_path.iterdir()] == ["snapshot"]
