"""Parquet and both databases hold the same province; nothing sealed is in Parquet; a real database is left alone."""

import json
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.demo.filling.database import HasPeople, NotADemonstration, TooLarge, fill_database
from jiyao.demo.filling.parquet import NotEmpty, write_parquet
from jiyao.demo.filling.shapes import MODELS, shapes
from jiyao.evaluation.models import PartResult, Session
from jiyao.foundation.actions.keys import keyring, lookup_hash
from jiyao.foundation.lake import export_snapshot, read_snapshot
from jiyao.foundation.manifests import manifest_lines
from jiyao.foundation.models import Act, ActManifest
from jiyao.registry.actions.numbering import take_numbers
from jiyao.registry.models import FOREVER, Person, PersonVersion
from tests.demo.provinces import plan, province, read

AT = datetime(2025, 6, 30, 9, tzinfo=UTC)
BY = "cli:test"


def fill(settings: Settings) -> dict[str, int]:
    settings.DEMONSTRATION = True
    return fill_database(plan(), shapes(), by=BY, at=AT, processes=1, progress=silent)


def in_utc(row: tuple) -> tuple:
    """Moments as Parquet has them: in UTC, without saying so."""
    return tuple(value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.parquet")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("province")
    write_parquet(plan(), out, shapes(), processes=1, progress=silent)
    return out


def test_two_processes_write_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    write_parquet(
        plan(), tmp_path / "two", shapes(), processes=2, progress=lambda _, d, t: told.append((d, t))
    )

    assert bytes_of(tmp_path / "two") == bytes_of(folder)
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_each_table_is_there_and_holds_what_may_leave(folder: Path) -> None:
    lists = {"registry_division", "registry_level", "registry_occupation"}
    records = {shape.name for shape in shapes() if not shape.is_truth}
    assert {f.name for f in folder.iterdir() if f.is_dir()} == lists | records | {"truth"}
    assert {f.name for f in (folder / "truth").iterdir()} == {"demo_truth", "demo_paymentdeparture"}
    for shape in shapes():
        for file in (folder / shape.folder).iterdir():
            assert pq.read_schema(file).names == [name for name, _ in shape.in_file]


def test_folder_is_a_snapshot_of_its_rows(folder: Path) -> None:
    snapshot = read_snapshot(folder)

    assert snapshot.at == datetime(2025, 6, 30, 12, tzinfo=UTC)
    assert snapshot.rows == {
        table.name: sum(pq.read_metadata(file).num_rows for file in table.glob("*.parquet"))
        for table in folder.iterdir()
        if table.is_dir() and table.name != "truth"
    }


def test_folder_says_that_it_is_a_demonstration(folder: Path) -> None:
    said = json.loads((folder / "province.json").read_text("utf-8"))

    assert [said[name] for name in ("mark", "scale", "seed", "people")] == ["演示数据", "1/10000", 1, 3185]
    for shape in shapes():
        for file in (folder / shape.folder).iterdir():
            assert pq.read_metadata(file).metadata[b"mark"].decode() == "演示数据"


def test_folder_with_something_in_it_is_left_alone(folder: Path) -> None:
    with pytest.raises(NotEmpty, match="give a new folder"):
        write_parquet(plan(), folder, shapes(), processes=1, progress=silent)


def test_database_holds_the_rows_of_parquet(fresh_database: str, folder: Path, settings: Settings) -> None:
    counts = fill(settings)

    for model, shape in zip(MODELS, shapes(), strict=True):
        fields = {field.column: field.attname for field in model._meta.concrete_fields}
        names = [fields[name] for name, _ in shape.in_file]
        rows = [in_utc(row) for row in model._default_manager.order_by("pk").values_list(*names)]
        expected = read(folder, shape.folder) if any((folder / shape.folder).iterdir()) else None
        assert rows == ([] if expected is None else [tuple(r.values()) for r in expected.to_pylist()])
        assert counts[shape.name] == len(rows)


def test_planted_sessions_come_into_the_database(fresh_database: str, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    of = plan(people_a_block=3200)

    told = fill_database(of, shapes(), by=BY, at=AT, processes=1, progress=silent)

    assert told["evaluation_partresult"] == PartResult.objects.count() > 0
    assert told["evaluation_session"] == Session.objects.count()


def test_truth_does_not_leave_the_database(fresh_database: str, settings: Settings, tmp_path: Path) -> None:
    counts = fill(settings)

    snapshot = export_snapshot(tmp_path / "snapshot")

    assert counts["demo_truth"] > 0
    assert {table for table in snapshot.rows if table.startswith("demo_")} == set()
    assert list((tmp_path / "snapshot").glob("demo_*")) == []


def test_database_is_whole_again(fresh_database: str, settings: Settings) -> None:
    before = connection.introspection.get_constraints(connection.cursor(), "registry_employmentspell")

    fill(settings)

    after = connection.introspection.get_constraints(connection.cursor(), "registry_employmentspell")
    assert after == before
    connection.check_constraints()


def test_who_somebody_is_is_sealed_and_found(fresh_database: str, settings: Settings) -> None:
    fill(settings)
    person = PersonVersion.objects.filter(superseded_at=FOREVER, identity_sealed__isnull=False).first()
    assert person is not None

    keys = keyring([person.person_id])
    number = keys.unseal(person.person_id, "identity_sealed", person.identity_sealed)

    assert number.startswith("2399")
    assert number[6:14] == f"{person.birth_on:%Y%m%d}"
    assert person.reference == lookup_hash(number)
    assert keys.unseal(person.person_id, "phone_sealed", person.phone_sealed).startswith("154")


def test_one_act_names_every_version(fresh_database: str, settings: Settings) -> None:
    counts = fill(settings)

    act = Act.objects.get(kind="fill-demonstration")
    parts = ActManifest.objects.filter(act=act).order_by("part").values_list("lines", flat=True)
    versions = {(line.record, line.version) for line in manifest_lines(bytes(part) for part in parts)}
    assert act.codes == {"rows": len(versions), "scale": "1/10000", "seed": 1}
    records = [shape.name for shape in shapes() if ("version", "number") in shape.columns]
    assert len(versions) == sum(counts[name] for name in records)


def test_numbers_go_on_after_the_last(fresh_database: str, settings: Settings) -> None:
    fill(settings)

    [number] = take_numbers(1)

    assert number > max(int(table["record"].to_numpy().max()) for table in _records())


def _records() -> list:
    return [table for table in province(plan(), shapes()).values() if "record" in table.column_names]


@pytest.mark.django_db
def test_installation_that_is_no_demonstration_is_left_alone(settings: Settings) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(NotADemonstration, match="--demo"):
        fill_database(plan(), shapes(), by=BY, at=AT, processes=1, progress=silent)


@pytest.mark.django_db
def test_database_with_people_is_left_alone(settings: Settings) -> None:
    Person.objects.create(id=1)

    with pytest.raises(HasPeople, match="JIYAO_DATABASE_URL"):
        fill(settings)


@pytest.mark.django_db
def test_more_people_than_a_database_should_hold_are_refused(settings: Settings) -> None:
    settings.DEMONSTRATION = True

    with pytest.raises(TooLarge, match="--out FOLDER"):
        fill_database(plan(Fraction(1, 9)), shapes(), by=BY, at=AT, processes=1, progress=silent)
