import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.base.money import fen_of, yuan


@pytest.mark.parametrize(
    ("amount_fen", "shown"),
    [
        (0, "0"),
        (1, "0.01"),
        (10, "0.10"),
        (99, "0.99"),
        (100, "1"),
        (150000, "1,500"),
        (150050, "1,500.50"),
        (123456789, "1,234,567.89"),
        (-1, "-0.01"),
        (-100, "-1"),
        (-150050, "-1,500.50"),
        (9223372036854775807, "92,233,720,368,547,758.07"),
    ],
)
def test_yuan_shows_fen_only_where_there_are_some(amount_fen: int, shown: str) -> None:
    assert yuan(amount_fen) == shown


@given(st.integers(-(2**63), 2**63 - 1))
def test_yuan_loses_nothing(amount_fen: int) -> None:
    whole, _, rest = yuan(amount_fen).replace(",", "").replace("-", "").partition(".")

    assert int(whole) * 100 + int(rest or 0) == abs(amount_fen)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("1500", 150_000), ("1,500.5", 150_050), (" 0.01 ", 1), ("0", 0), ("1，000", 100_000)],
)
def test_text_of_yuan_is_read_to_the_fen(text: str, fen: int) -> None:
    assert fen_of(text) == fen


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1e3", "一百", "１００", "1.", "NaN", "9" * 14])
def test_what_is_no_sum_is_none(text: str) -> None:
    assert fen_of(text) is None
