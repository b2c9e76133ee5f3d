"""Numbers of certificates: taken apart, put together, and where they are wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.evaluation.numbers import (
    Malformed,
    NoNumbers,
    SerialsExhausted,
    Series,
    parse_number,
    shape_of_kind,
)
from tests.packs.heilongjiang import demonstration_pack, pack

NUMBERING = pack().numbering
LEVEL = shape_of_kind("skill_level", NUMBERING)
NUMBER = "S000023000001253000018"


def test_a_number_is_taken_apart_into_what_it_means() -> None:
    found = parse_number(f" {NUMBER} ", NUMBERING)

    assert (found.shape.id, found.year, found.level) == ("level", 2025, "L3")
    assert [(part.shape.part, part.text, part.first, part.last) for part in found.parts] == [
        ("category", "S", 1, 1),
        ("body", "0000", 2, 5),
        ("province", "23", 6, 7),
        ("station", "000001", 8, 13),
        ("year", "25", 14, 15),
        ("level", "3", 16, 16),
        ("serial", "000018", 17, 22),
    ]


def test_the_other_two_shapes_are_read_as_far_as_they_are_known() -> None:
    special = parse_number("YT00023000001250000018", NUMBERING)
    old = parse_number("1207001234400123", NUMBERING)

    assert (special.shape.id, special.year, special.level) == ("special-technician", 2025, None)
    assert (old.shape.id, old.year, [part.text for part in old.parts]) == (
        "old-qualification",
        None,
        ["12", "07", "00", "1", "234400123"],
    )


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("", 0, "共 0 位；证书编码应为 16 或 22 位"),
        (NUMBER[:-1], 0, "共 21 位；证书编码应为 16 或 22 位"),
        ("X" + NUMBER[1:], 1, "第 1 位是“X”，评价机构类别应为 Y、S 之一"),
        ("s" + NUMBER[1:], 1, "第 1 位是“s”，应为大写字母（评价机构类别）"),
        (NUMBER[:15] + "6" + NUMBER[16:], 16, "第 16 位是“6”，职业技能等级应为 1、2、3、4、5 之一"),
        (NUMBER[:5] + "２" + NUMBER[6:], 6, "第 6 位是“２”，应为数字（机构（站点）所在省）"),
        ("120700123440012X", 16, "第 16 位是“X”，应为数字（序列码与等级（分段未查明））"),
    ],
)
def test_a_wrong_number_says_where_it_is_wrong(text: str, position: int, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_number(text, NUMBERING)

    assert (caught.value.position, caught.value.said("zh")) == (position, said)


body_parts = st.builds(
    "{}{:04d}{:02d}{:06d}".format,
    st.sampled_from("YS"),
    st.integers(0, 9999),
    st.integers(0, 99),
    st.integers(0, 999_999),
)
series = st.builds(
    Series,
    body_parts,
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["L1", "L2", "L3", "L4", "L5"]),
)


@given(series=series, last=st.integers(0, 999_998))
def test_a_number_that_was_made_is_read_back(series: Series, last: int) -> None:
    [number] = series.first_after(last, 1, LEVEL)

    found = parse_number(number, NUMBERING)

    assert (str(found), found.year, found.level) == (number, series.issued_on.year, series.level)
    assert number == f"{series.number_part}{number[13:16]}{last + 1:06d}"


@given(
    series=series, last=st.integers(0, 999_998), place=st.integers(0, 21), sign=st.characters(codec="utf-8")
)
def test_one_changed_character_is_refused_or_read_as_another_number(
    series: Series, last: int, place: int, sign: str
) -> None:
    [number] = series.first_after(last, 1, LEVEL)
    changed = number[:place] + sign + number[place + 1 :]

    try:
        read = str(parse_number(changed, NUMBERING))
    except Malformed as error:
        read = f"refused at {error.position}"

    if changed == number:
        assert read == number
    elif place in (0, 15) or sign not in "0123456789":
        assert read in {changed, f"refused at {place + 1}", "refused at 0"}
    else:
        assert read == changed != number


def test_serials_end() -> None:
    series = Series(NUMBER[:13], date(2025, 6, 30), "L3")

    assert series.first_after(999_997, 2, LEVEL)[-1] == f"{NUMBER[:13]}253999999"
    with pytest.raises(SerialsExhausted, match="1 serials left"):
        series.first_after(999_998, 2, LEVEL)


@pytest.mark.parametrize(
    "series", [Series("S1", date(2025, 1, 1), "L3"), Series(NUMBER[:13], date(2025, 1, 1), "L9")]
)
def test_what_cannot_be_numbered_is_said(series: Series) -> None:
    with pytest.raises(NoNumbers):
        series.first_after(0, 1, LEVEL)


def test_only_the_demonstration_numbers_single_abilities() -> None:
    with pytest.raises(NoNumbers):
        shape_of_kind("special_ability", NUMBERING)
    assert shape_of_kind("special_ability", demonstration_pack().numbering).confidence == "demonstration"
