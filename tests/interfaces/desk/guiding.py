"""An installation where a measure goes by a procedure, and what a prefecture gives in the form of its guide."""

from collections.abc import Mapping
from pathlib import Path

from pytest_django.fixtures import Settings

from tests.interfaces.desk.hand import hand_pack, installed
from tests.interfaces.small import SUBSIDY_YAML

PROCEDURE = """id: claim
title: {zh: 申领, en: Claim}
steps:
  - {id: apply, zh: 申请, en: Apply, working_days: 5, source: null}
  - {id: pay, zh: 拨付, en: Pay, working_days: 10, source: null}
"""
GIVEN: Mapping[str, str] = {
    "from": "2025-07-01",
    "published_on": "2025-06-30",
    "promised_days": "12",
    "office0.name": "人社窗口",
    "office0.address": "某路1号",
    "office0.hours": "工作日",
    "office0.hours.en": "Working days",
    "office0.telephones": "0000-0001、0000-0002",
    "way.window": "yes",
    "way.online": "https://example.invalid/a",
    "step.pay": "7",
    "form0.name": "申请表",
    "document": "doc",
    "article": "第一条",
}


def guided(settings: Settings, folder: Path) -> None:
    """An installation of its own, where the subsidy has a procedure."""
    installed(settings, folder)
    files = {
        "measures/subsidy.yaml": f"{SUBSIDY_YAML}procedure: claim\n",
        "procedures/claim.yaml": PROCEDURE,
    }
    settings.PACK = hand_pack(folder / "release", **files)
