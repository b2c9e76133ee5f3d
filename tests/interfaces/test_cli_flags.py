"""`jiyao flags run`: what it finds in a small province in the database, that a second run opens nothing, nor one of some."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.casework.actions.looking import run_flags
from jiyao.casework.models import Flag, FlagRun
from jiyao.demo.filling.database import fill_database
from jiyao.demo.filling.shapes import shapes
from jiyao.demo.models import PlantedTruth
from jiyao.engine.packs.loading import load_pack
from jiyao.interfaces.cli import main
from jiyao.registry.actions.listing import load_lists
from tests.demo.provinces import PACK, plan
from tests.interfaces.small import ENVIRONMENT

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


def told() -> list[object]:
    """What stands."""
    return list(
        Flag.objects.filter(state="open")
        .order_by("flag", "table", "record")
        .values_list("flag", "record", "columns", "division")
    )


def test_flags_are_looked_for_and_found_again(province: None, tmp_path: Path) -> None:
    first = jiyao("flags", "run", "--on", "2025-06-30")

    assert first.exit_code == 0, first.output
    found = Flag.objects.count()
    planted = PlantedTruth.objects.filter(is_fraud=True).values_list("record", flat=True)
    assert Flag.objects.filter(record__in=planted, state="open").count() > 0
    assert f"flags: {found} found, {found} new, 0 no longer found" in first.output
    second = jiyao("flags", "run", "--on", "2025-06-30")
    assert f"flags: {found} found, 0 new, 0 no longer found" in second.output
    assert FlagRun.objects.count() == 2

    whole, people = told(), set(Flag.objects.values_list("person", flat=True)[::2])
    mine = list(Flag.objects.filter(person__in=people).values_list("pk", flat=True))
    Flag.objects.filter(pk__in=mine).delete()
    some = run_flags(
        pack=load_pack(PACK), folder=tmp_path, on=date(2025, 6, 30), at=AT, by="cli:test", people=people
    )
    assert (some.found, some.opened, some.closed, told()) == (len(mine), len(mine), 0, whole)
