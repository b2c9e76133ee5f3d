"""Cells as values: what is read, what is refused, and that nothing else ever happens."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from jiyao.registry.imports.checking import numbers, values
from jiyao.registry.imports.checking.reasons import Refused
from jiyao.registry.imports.checking.values import Reader, as_text


def identity(text: str) -> str:
    return numbers.identity_number(text, invented=True)


READERS: list[Reader] = [
    values.a_text(40),
    values.a_day,
    values.a_month,
    values.an_integer(-5, 5),
    values.money,
    values.a_ratio,
    values.a_truth,
    identity,
    numbers.credit_code,
    numbers.phone_number,
]


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (values.a_day, "2024-1-5", date(2024, 1, 5)),
        (values.a_day, "2024/01/05", date(2024, 1, 5)),
        (values.a_day, "2024.1.5", date(2024, 1, 5)),
        (values.a_day, "２０２４年１月５日", date(2024, 1, 5)),
        (values.a_day, "20240105", date(2024, 1, 5)),
        (values.a_month, "2024-12", 2024 * 12 + 12),
        (values.a_month, "2024年1月", 2024 * 12 + 1),
        (values.a_month, "202401", 2024 * 12 + 1),
        (values.a_month, "2024-01-01", 2024 * 12 + 1),
        (values.money, "1,800.5", 180050),
        (values.money, "¥0.07", 7),
        (values.a_ratio, "95%", 9500),
        (values.a_ratio, "0.95", 9500),
        (values.a_ratio, "1", 10000),
        (values.a_truth, "是", True),
        (values.a_truth, "NO", False),
        (values.an_integer(-5, 5), "-5", -5),
        (numbers.phone_number, "+86 138-0000-0000", "13800000000"),
        (identity, "11010519491231002x", "11010519491231002X"),
        (numbers.credit_code, "91110000600037341l", "91110000600037341L"),
    ],
)
def test_a_value_is_read(read: Reader, text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "key"),
    [
        (values.a_day, "1/2/2024", "date"),
        (values.a_day, "24-01-05", "date"),
        (values.a_day, "2023-02-29", "date"),
        (values.a_day, "2024-01-05 12:00:00", "date"),
        (values.a_month, "2024-13", "month"),
        (values.a_month, "20241", "month"),
        (values.a_month, "1", "month"),
        (values.money, "-1", "money"),
        (values.money, "1.005", "money"),
        (values.money, "1e3", "money"),
        (values.a_ratio, "95", "ratio"),
        (values.a_ratio, "100.01%", "ratio"),
        (values.a_truth, "也许", "boolean"),
        (values.an_integer(-5, 5), "6", "range"),
        (values.an_integer(-5, 5), "1_0", "integer"),
        (values.an_integer(-5, 5), "1.5", "integer"),
        (values.a_text(2), "三个字", "long"),
        (values.a_text(9), "a\x00b", "control"),
        (numbers.phone_number, "12800000000", "phone"),
        (identity, "2.39901199003075e+17", "digits_lost"),
        (identity, "110105194912310021", "identity_check"),
        (identity, "11010518991231002X", "identity_day"),
        (numbers.credit_code, "911100006000373411", "credit_check"),
        (numbers.credit_code, "9111000060003734", "credit_form"),
    ],
)
def test_what_is_no_value_is_refused_with_its_reason(read: Reader, text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)

    assert refused.value.reason.key == key
    assert refused.value.reason.said("zh")
    assert refused.value.reason.said("en")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" \u3000a b\u00a0", "a b"),
        (3.0, "3"),
        (0.95, "0.95"),
        (True, "是"),
        (datetime(2024, 1, 5), "2024-01-05"),  # noqa: DTZ001 - as workbooks give them
        (datetime(2024, 1, 5, 8), "2024-01-05 08:00:00"),  # noqa: DTZ001
        (date(2024, 1, 5), "2024-01-05"),
        (2.3e17, "2.3e+17"),
    ],
)
def test_every_cell_is_first_a_text(cell: object, text: str) -> None:
    assert as_text(cell) == text


@given(
    st.sampled_from(READERS), st.text(min_size=1) | st.from_regex(r"[0-9./年月日Xx%-]{1,20}", fullmatch=True)
)
def test_whatever_is_written_is_read_or_refused(read: Reader, text: str) -> None:
    try:
        value: Any = read(text)
    except Refused as refused:
        value = refused.reason.said("zh")
    assert value not in (None, "")


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9)
)
def test_an_identity_number_tells_birth_and_sex_and_one_wrong_digit(
    born: date, order: int, place: int, by: int
) -> None:
    digits = f"230103{born:%Y%m%d}{order:03}"
    number = digits + ric.calc_check_digit(digits + "0")

    assert identity(number) == number
    assert numbers.born_on(number) == born
    assert numbers.sex_of(number) == ("male" if order % 2 else "female")
    if number[place] != "X":
        wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
        with pytest.raises(Refused):
            identity(wrong)
