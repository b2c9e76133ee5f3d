"""A run over a folder of Parquet: what goes in, and what comes out."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from jiyao.base.errors import Conflict
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.running import MeasureCount, determine_population
from jiyao.engine.population.sources import BadSource
from tests.engine.generated import ON
from tests.engine.packs import make_pack
from tests.engine.populations import (
    outcomes,
    pack_that_reads,
    read_parquet,
    run,
    set_aside,
    values,
    write_parquet,
)


def test_column_that_is_not_there_is_unknown_for_all_and_told(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one AND paid_months > 0 OR yes_two")

    done = run(tmp_path, pack, "SELECT 'A' AS person_id, TRUE AS yes_two")

    assert outcomes(tmp_path) == {"A": "eligible"}
    assert done.absent == {"person": ("paid_months", "yes_one")}


def test_ratio_column_holds_ten_thousandths(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "share = 0.5", gives={"amount": "percent_of(1001, share)"})

    run(tmp_path, pack, values("share", "BIGINT", ["5000", "5001"]))

    assert read_parquet(tmp_path / "out" / "person.parquet", 'person_id, "m.outcome", "m.amount_fen"') == [
        ("A", "eligible", 501),
        ("B", "not_eligible", 0),
    ]


CERTIFICATES = "SELECT * FROM (VALUES ('C1', 'A', 'L3'), ('C2', 'B', 'L2'), ('C3', 'X', 'L3')) t(certificate_id, person_id, level)"


def of_certificates(folder: Path, rule: str) -> Pack:
    """A pack with one measure of certificates."""
    measure = {"id": "m", "subject": "certificate", "parameters": {}, "requires": [{"id": "c", "rule": rule}]}
    return make_pack(folder / "pack", [measure])


def test_facts_of_the_owner_are_joined(tmp_path: Path) -> None:
    pack = of_certificates(tmp_path, "level = 'L3' AND paid_months >= 12")
    write_parquet(tmp_path / "facts" / "certificate.parquet", CERTIFICATES)

    done = run(tmp_path, pack, values("paid_months", "BIGINT", ["12", "12"]))

    assert outcomes(tmp_path, "certificate") == {"C1": "eligible", "C2": "not_eligible", "C3": "unknown"}
    assert (done.rows, done.set_aside, done.absent) == ({"certificate": 3}, 0, {})
    assert read_parquet(tmp_path / "out" / "certificate.parquet", "certificate_id, person_id") == [
        ("C1", "A"),
        ("C2", "B"),
        ("C3", "X"),
    ]


def test_own_column_wins_over_the_owners(tmp_path: Path) -> None:
    pack = of_certificates(tmp_path, "level = 'L3' AND (paid_months > 0 OR TRUE)")
    write_parquet(tmp_path / "facts" / "certificate.parquet", CERTIFICATES)

    run(tmp_path, pack, "SELECT 'A' AS person_id, 'L1' AS level, 12 AS paid_months")

    assert outcomes(tmp_path, "certificate") == {"C1": "eligible", "C2": "not_eligible", "C3": "eligible"}


def test_row_of_an_owner_with_a_fault_is_set_aside(tmp_path: Path) -> None:
    pack = of_certificates(tmp_path, "paid_months >= 12")
    write_parquet(tmp_path / "facts" / "certificate.parquet", CERTIFICATES)

    done = run(tmp_path, pack, values("paid_months", "BIGINT", ["12", "99"]))

    assert outcomes(tmp_path, "certificate") == {"C1": "eligible", "C3": "unknown"}
    assert set_aside(tmp_path, "certificate") == [("C2", "paid_months: 99 is more than 60")]
    assert done.set_aside == 1


def test_owner_that_stands_twice_is_refused(tmp_path: Path) -> None:
    pack = of_certificates(tmp_path, "paid_months >= 12")
    write_parquet(tmp_path / "facts" / "certificate.parquet", CERTIFICATES)
    persons = "SELECT * FROM (VALUES ('A', 12), ('A', 13)) t(person_id, paid_months)"

    with pytest.raises(BadSource) as refused:
        run(tmp_path, pack, persons)

    assert str(refused.value) == f"{tmp_path}/facts/person.parquet: person_id stands more than once"


def test_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "note.txt").write_text("mine", "utf-8")

    with pytest.raises(Conflict) as refused:
        run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE"]))

    assert str(refused.value) == f"{tmp_path}/out is not empty; name a new folder"
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["note.txt"]


def test_folder_without_any_subject_is_refused(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")
    (tmp_path / "facts").mkdir()

    with pytest.raises(BadSource) as refused:
        determine_population(pack, tmp_path / "facts", tmp_path / "out", ON)

    assert str(refused.value) == f"{tmp_path}/facts: has none of person.parquet, certificate.parquet"


def test_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "person.parquet").write_text("person_id,yes_one\nA,true\n", "utf-8")

    with pytest.raises(BadSource) as refused:
        determine_population(pack, tmp_path / "facts", tmp_path / "out", ON)

    assert str(refused.value).startswith(f"{tmp_path}/facts/person.parquet: cannot be read as Parquet: ")


@pytest.mark.parametrize(
    ("columns", "lacking"),
    [("TRUE AS yes_two", "certificate_id"), ("'C' AS certificate_id", "person_id")],
)
def test_file_without_its_ids_is_refused(tmp_path: Path, columns: str, lacking: str) -> None:
    pack = of_certificates(tmp_path, "yes_two")
    other = {"certificate_id": "'A' AS person_id, ", "person_id": ""}[lacking]
    write_parquet(tmp_path / "facts" / "certificate.parquet", f"SELECT {other}{columns}")

    with pytest.raises(BadSource) as refused:
        determine_population(pack, tmp_path / "facts", tmp_path / "out", ON)

    assert str(refused.value) == f"{tmp_path}/facts/certificate.parquet: has no column {lacking}"


def test_grants_are_read_from_their_file(tmp_path: Path) -> None:
    limits = [{"pool": "yearly", "at_most": "2"}]
    pack = pack_that_reads(tmp_path, "TRUE", limits=limits)
    granted = "('yearly', 'A|2025'), ('yearly', 'A|2025'), ('yearly', 'B|2025'), ('yearly', 'C|2024'), ('once', 'C|a|L1')"
    grants = write_parquet(tmp_path / "grants.parquet", f"SELECT * FROM (VALUES {granted}) t(pool, key)")

    run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE"] * 3), grants=grants)

    assert outcomes(tmp_path) == {"A": "not_eligible", "B": "eligible", "C": "eligible"}


def test_grants_without_their_key_are_refused(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "TRUE", limits=[{"pool": "yearly", "at_most": "2"}])
    grants = write_parquet(tmp_path / "grants.parquet", "SELECT 'yearly' AS pool")

    with pytest.raises(BadSource) as refused:
        run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE"]), grants=grants)

    assert str(refused.value) == f"{tmp_path}/grants.parquet: has no column key"


def test_run_counts_what_came_out(tmp_path: Path) -> None:
    pack = pack_that_reads(
        tmp_path,
        "yes_one",
        asks_people=[{"id": "seen"}],
        gives={"amount": "fee_fen"},
    )
    rows = "('A', TRUE, 100), ('B', TRUE, 250), ('C', FALSE, 100), ('D', NULL, 100), ('E', TRUE, NULL)"

    done = run(tmp_path, pack, f"SELECT * FROM (VALUES {rows}) t(person_id, yes_one, fee_fen)")

    assert done.measures == (
        MeasureCount(
            measure="m",
            subject="person",
            outcomes={"not_eligible": 1, "to_be_confirmed": 3, "unknown": 1},
            payable={"pays": 3},
            total_fen=350,
        ),
    )
    assert (done.pack, done.version, done.pack_hash, done.on) == ("test", "1", pack.hash, ON)
    assert done.determinations == 5


def test_run_marks_every_file(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")

    run(
        tmp_path,
        pack,
        "SELECT * FROM (VALUES ('A', TRUE), (NULL, TRUE)) t(person_id, yes_one)",
        mark="演示数据",
    )

    files = sorted((tmp_path / "out").glob("*.parquet"))
    marks = {
        file.name: duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{file}')").fetchall()
        for file in files
    }
    wanted = [(b"mark", "演示数据".encode())]
    assert marks == {"person.parquet": wanted, "person.set_aside.parquet": wanted}
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["mark"] == "演示数据"


def test_run_tells_how_far_it_is(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")
    told: list[tuple[str, int, int]] = []

    run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE"]), progress=lambda *step: told.append(step))

    assert told == [("person", 0, 1)]


def test_run_writes_its_record(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")

    done = run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE", "FALSE"]))

    record = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert record == {
        "pack": "test",
        "version": "1",
        "pack_hash": pack.hash,
        "on": "2025-06-30",
        "mark": None,
        "told": ["outcome", "payable", "gives", "first_failed", "first_unknown", "next_change_on"],
        "rows": {"person": 2},
        "set_aside": 0,
        "absent": {},
        "seconds": done.seconds,
        "measures": [
            {
                "measure": "m",
                "subject": "person",
                "outcomes": {"eligible": 1, "not_eligible": 1},
                "payable": {"pays": 1},
                "total_fen": 1,
            }
        ],
    }


def test_run_over_nobody_is_a_run(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "yes_one")

    done = run(tmp_path, pack, f"{values('yes_one', 'BOOLEAN', ['TRUE'])} WHERE FALSE")

    assert outcomes(tmp_path) == {}
    assert (done.rows, done.set_aside) == ({"person": 0}, 0)


def test_subject_without_a_file_is_left_out(tmp_path: Path) -> None:
    measures = [
        {"id": "a", "subject": "person", "parameters": {}},
        {"id": "b", "subject": "certificate", "parameters": {}},
    ]
    pack = make_pack(tmp_path / "pack", measures)

    done = run(tmp_path, pack, values("yes_one", "BOOLEAN", ["TRUE"]))

    assert [count.measure for count in done.measures] == ["a"]
    assert done.determinations == 1


def test_day_of_the_run_is_the_day_of_determination(tmp_path: Path) -> None:
    pack = pack_that_reads(tmp_path, "age_on(born_on, determined_on) >= 18")
    write_parquet(tmp_path / "facts" / "person.parquet", values("born_on", "DATE", ["DATE '2007-07-01'"]))

    determine_population(pack, tmp_path / "facts", tmp_path / "out", date(2025, 7, 1))

    assert outcomes(tmp_path) == {"A": "eligible"}
