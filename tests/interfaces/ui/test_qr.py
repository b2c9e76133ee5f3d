"""QR codes made by what each bit changes are those that segno makes."""

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.interfaces.ui.paper.qr import MASK, alike

BEGINNING = "https://skills.example/verify/"
CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=22, max_size=22)


@settings(max_examples=40, deadline=None)
@given(end=CODES)
def test_code_is_that_of_segno(end: str) -> None:
    made = segno.make(
        (BEGINNING + end).encode(), error="m", micro=False, mask=MASK, boost_error=False, mode="byte"
    )

    expected = "".join("1" if module else "0" for row in made.matrix for module in row)
    bits = "".join(f"{eight:08b}" for eight in alike(BEGINNING, 22).eights(end))
    assert (bits[: len(expected)], bits[len(expected) :]) == (expected, "0" * (-len(expected) % 8))


@pytest.mark.parametrize("end", ["", "x" * 21, "证" * 22])
def test_end_of_another_length_is_refused(end: str) -> None:
    with pytest.raises(ValueError, match=f"^{end}$"):
        alike(BEGINNING, 22).eights(end)
