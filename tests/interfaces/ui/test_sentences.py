"""What would have to be otherwise, in words that read well in both languages."""

import json
from pathlib import Path

import pytest

from tests.interfaces.small import SUBSIDY_YAML, jiyao, small_pack

CERTIFIED = {"id": "W1", "certificates": [{"id": "C1", "level": "L4", "issued_on": "2025-02-01"}]}


@pytest.mark.parametrize(
    ("rule", "lang", "said"),
    [
        ("level = 'L5'", "en", "Level of the certificate: must be Level 5 (is Level 4)"),
        ("level = 'L5'", "zh", "证书等级须为五级（现为四级）"),
        ("level <> 'L4'", "en", "Level of the certificate: must be other than Level 4"),
        ("level <> 'L4'", "zh", "证书等级不应为四级"),
    ],
)
def test_need_of_one_value_reads_as_a_sentence(tmp_path: Path, rule: str, lang: str, said: str) -> None:
    measure = SUBSIDY_YAML.replace("insured_months >= param('min_months')", rule)
    pack = small_pack(tmp_path / "pack", **{"measures/subsidy.yaml": measure})
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(CERTIFIED), "utf-8")

    told = jiyao(pack, "check", "--facts", facts, "--on", "2025-06-30", "--measure", "subsidy", lang=lang)

    assert said in told.output
