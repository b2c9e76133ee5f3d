"""A pack of one measure with a procedure, and a prefecture's guide of it: what the tests of guides share."""

from pathlib import Path

from tests.engine.pack_texts import MEASURE
from tests.engine.packs import write_pack

PROCEDURE = """id: claim
title: {zh: 申领, en: Claim}
steps:
  - {id: apply, zh: 申请, en: Apply, working_days: 5, source: null}
  - {id: pay, zh: 拨付, en: Pay, working_days: 10, source: null}
"""
GUIDE = """division: A
guides:
  - measure: m
    editions:
      - from: 2025-01-01
        offices:
          - name: {zh: 人社窗口, en: Window}
            address: {zh: 某路1号, en: 1 Some Road}
            hours: {zh: 工作日, en: Working days}
            telephones: ["0000-0001"]
        ways: [{kind: window}, {kind: online, address: "https://example.invalid/a"}]
        promised_days: 12
        step_days: {pay: 7}
        forms: [{zh: 申请表, en: Form}]
        source: {document: doc, article: 第一条}
        published_on: 2025-01-02
"""


def guide_pack(folder: Path, guide: str = GUIDE, **files: str) -> Path:
    """The folder of the pack; its measure goes by the procedure."""
    named = {
        "measures/m.yaml": f"{MEASURE}procedure: claim\n",
        "procedures/claim.yaml": PROCEDURE,
        "guides/A.yaml": guide,
    }
    return write_pack(folder, [], **{**named, **files})
