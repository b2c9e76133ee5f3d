"""What a change that is confirmed today brings a person tomorrow, told today."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.registry.models import AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.journeys.worlds import QINGHE_CITY, WORLDS
from tests.registry.places import DAY, lay_out

pytestmark = pytest.mark.django_db
VALUE = f"/desk/local-values/allowance/standard_fen/{QINGHE_CITY}/"
SET = {"value": "1200", "from": "2025-01-01", "document": "doc", "article": "第四条"}
DUE, LATER = "现在可享受", "到某一天起可享受"


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> Settings:
    """A province of one measure, whose rate its city has not set yet; the worker lives there."""
    settings.VAR, settings.DAY = tmp_path / "var", DAY
    lay_out()
    WORLDS["qinghe"].lay(settings, tmp_path)
    return settings


def told(client: Client, query: str = "") -> dict[str, tuple[bool, bool]]:
    """The sections of what she is told; of each whether the sum stands in it, and the day."""
    page = client.get(f"/my/{query}").content.decode()
    sections = [one.partition("</section>")[0] for one in page.split('<section class="part"><h2>')[1:]]
    return {
        one.partition("</h2>")[0]: (
            "<strong>1,200</strong>" in one,
            "<strong>2025年7月1日</strong> 起" in one,
        )
        for one in sections
        if "岗位技能津贴" in one
    }


def test_value_that_was_confirmed_today_is_told_with_its_day(world: Settings) -> None:
    first, second = (signed_in(role, QINGHE_CITY) for role in (AccountRole.REVIEW, AccountRole.APPROVE))
    worker = signed_in(AccountRole.CITIZEN)
    before = told(worker)

    change = first.post(VALUE, SET)
    proposed = told(worker)
    second.post(f"{change.url}decide/", {"do": "confirm"})
    confirmed, as_then = told(worker), told(worker, f"?on={DAY}")
    world.DAY = DAY + timedelta(days=1)

    assert before == proposed == as_then
    assert LATER not in before
    assert (confirmed, told(worker)) == ({LATER: (True, True)}, {DUE: (True, False)})
