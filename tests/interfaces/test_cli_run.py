"""`jiyao run`: from the records to a table, a folder, a row and an act; and the same numbers from every source."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.demo.filling.database import fill_database
from jiyao.demo.filling.parquet import write_parquet
from jiyao.demo.filling.shapes import shapes
from jiyao.engine.packs.loading import load_pack
from jiyao.foundation.models import Act
from jiyao.interfaces.cli import main
from jiyao.policy.determining import Asked, determine_snapshot
from jiyao.policy.models import Run
from jiyao.registry.actions.listing import load_lists
from tests.demo.provinces import PACK, plan
from tests.interfaces.small import ENVIRONMENT

ON = date(2025, 6, 30)
AT = datetime(2026, 1, 1, tzinfo=UTC)


def jiyao(*arguments: str) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, list(arguments), env=ENVIRONMENT)


@pytest.fixture
def province(fresh_database: str, settings: Settings) -> None:
    """A small province in the database."""
    settings.DEMONSTRATION = True
    load_lists(load_pack(PACK))
    fill_database(plan(), shapes(), by="cli:test", at=AT, processes=1, progress=silent)


def test_run_over_an_empty_registry_says_what_to_do(fresh_database: str) -> None:
    result = jiyao("run", "--on", "2025-06-30")

    assert (result.exit_code, result.stderr) == (
        5,
        "the registry holds no people; import them, or draw a demonstration province: jiyao --demo synth\n",
    )


def test_run_prints_a_line_a_measure_and_keeps_the_run(province: None) -> None:
    left_by_a_killed_run = settings.VAR / "runs/.unfinished-1/tables"
    left_by_a_killed_run.mkdir(parents=True)

    result = jiyao("--lang", "en", "run", "--on", "2025-06-30")

    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert (
        lines[0]
        == f"Skilled-talent policy of Heilongjiang {load_pack(PACK).version} · 2025-06-30 · demonstration data"
    )
    row = Run.objects.get()
    assert lines[-1] == f"written to {settings.VAR / 'runs' / row.folder}"
    folder = settings.VAR / "runs" / row.folder
    record = json.loads((folder / "outcomes/run.json").read_text("utf-8"))
    assert (row.pack_hash, row.subjects) == (record["pack_hash"], sum(record["rows"].values()))
    assert sorted(f.name for f in folder.iterdir()) == ["facts", "outcomes"]
    assert [f"run:{row.pk}"] == [act.subject for act in Act.objects.filter(kind="population-run")]
    assert list((settings.VAR / "runs").glob(".*")) == []


def test_steps_are_told_in_chinese(province: None) -> None:
    result = jiyao("--lang", "zh", "run", "--on", "2025-06-30")

    told = result.stderr.splitlines()
    assert told[0] == "导出数据快照"
    assert {"整理事实：证书", "逐项判定：证书"} <= set(told)


def test_database_and_parquet_come_to_the_same(province: None, tmp_path: Path) -> None:
    """On whichever database the suite runs."""
    pack = load_pack(PACK)
    write_parquet(plan(), tmp_path / "province", shapes(), processes=1, progress=silent)

    from_parquet = determine_snapshot(
        pack, tmp_path / "province", tmp_path / "run", Asked(ON, datetime(2100, 1, 1, tzinfo=UTC))
    )
    result = jiyao("run", "--on", "2025-06-30", "--json")

    record = json.loads(result.stdout)
    assert record["rows"] == from_parquet.rows
    assert [(m["measure"], m["outcomes"], m["payable"], m["total_fen"]) for m in record["measures"]] == [
        (m.measure, m.outcomes, m.payable, m.total_fen) for m in from_parquet.measures
    ]
    assert record["rows"]["person"] == plan().marginals.people
