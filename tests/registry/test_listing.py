"""The pack's lists become tables, and loading them twice changes nothing."""

from pathlib import Path

import pytest

from jiyao.engine.packs.loading import load_pack
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import Division, Level, Occupation

PACK = Path("packs/heilongjiang")


@pytest.mark.django_db
def test_lists_loaded_twice_stand_once() -> None:
    pack = load_pack(PACK)

    load_lists(pack)
    before = Division.objects.count(), Occupation.objects.count(), Level.objects.count()
    load_lists(pack)

    assert (Division.objects.count(), Occupation.objects.count(), Level.objects.count()) == before
    assert Division.objects.get(code="230200").zh == "齐齐哈尔市"
    assert list(Level.objects.order_by("rank").values_list("code", flat=True)) == [
        "none",
        "L5",
        "L4",
        "L3",
        "L2",
        "L1",
    ]


def test_a_fresh_database_is_the_migrated_one(fresh_database: str) -> None:
    assert Division.objects.count() == 0
