"""Sums in Chinese capitals, as the rules for filling in bills write them."""

import pytest

from jiyao.base.capitals import capitals


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (150_000, "壹仟伍佰元整"),
        (150_050, "壹仟伍佰元伍角"),
        (100_105, "壹仟零壹元零伍分"),
        (1_010, "壹拾元壹角"),
        (10_005_000, "壹拾万零伍拾元整"),
        (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        (10_000_000_000, "壹亿元整"),
        (9_340_000_377_368, "玖佰叁拾肆亿零叁仟柒佰柒拾叁元陆角捌分"),
        (1_000_000_000_000_100, "壹拾万亿零壹元整"),
        (-150_000, "负壹仟伍佰元整"),
    ],
)
def test_sum_in_capitals(fen: int, said: str) -> None:
    assert capitals(fen) == said
