"""What worked examples expect, in words."""

from datetime import date

import pytest

from jiyao.engine.shapes import Language
from jiyao.interfaces.desk.changing.expected import expected_in_words
from jiyao.interfaces.ui.sentences import Teller
from tests.packs.heilongjiang import assessor

MEASURE = "skill-upgrade-subsidy"


@pytest.mark.parametrize(
    ("name", "value", "zh", "en"),
    [
        ("outcome", "not_eligible", "不符合", "not entitled"),
        ("payable", "pays", "可兑现", "pays"),
        ("amount_fen", 150000, "1,500", "1,500"),
        ("failed", ["insured_long_enough", "funding-per-certificate", "gone"], "累计缴纳失业保险费满规定月数、同一职业（工种）同一等级只补贴一次、gone", None),
        ("missing", ["insured_months"], "累计缴纳失业保险费月数", "Months of unemployment insurance paid"),
        ("next_change_on", date(2025, 5, 3), "2025年5月3日", None),
        ("given", "L3", "L3", "L3"),
        ("amount_fen", None, "", ""),
        ("missing", [], "", ""),
    ],
)  # fmt: skip
def test_everything_is_called_as_people_call_it(name: str, value: object, zh: str, en: str | None) -> None:
    pack = assessor().pack
    languages: list[Language] = ["zh"] if en is None else ["zh", "en"]

    said = [expected_in_words(name, value, pack.measures[MEASURE], Teller(pack, one)) for one in languages]

    assert said == [zh, en][: len(languages)]
