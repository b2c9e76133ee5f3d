"""What is evaluated, in words."""

from datetime import date

import pytest

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import AbilityItem, Session
from jiyao.interfaces.ui.targets import target_called, targets_called
from jiyao.registry.models import Occupation
from tests.foundation.planted import WELDER, plant
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db


def session(**values: str) -> Session:
    return Session(**{"occupation": WELDER, "level": "L4", **values})


def test_occupation_work_type_and_level_are_named() -> None:
    Occupation.objects.create(code=WELDER, depth=4, zh="焊工")

    assert targets_called([session(), session(work_type="电焊工"), session(occupation="9-9")], pack()) == [
        Words(zh="焊工 四级/中级工", en="焊工 Level 4 (intermediate)"),
        Words(zh="焊工（电焊工） 四级/中级工", en="焊工（电焊工） Level 4 (intermediate)"),
        Words(zh="9-9 四级/中级工", en="9-9 Level 4 (intermediate)"),
    ]


def test_item_is_named_without_a_level() -> None:
    for year, name in ((2023, "旧名"), (2024, "手工平板对接焊")):
        plant(AbilityItem, item="ZX-001", name=name, starts_on=date(year, 1, 1))
    known, unknown = (session(level="none", ability_item=item) for item in ("ZX-001", "ZX-002"))

    assert target_called(known, pack()) == Words(zh="手工平板对接焊", en="手工平板对接焊")
    assert target_called(unknown, pack()) == Words(zh="ZX-002", en="ZX-002")
