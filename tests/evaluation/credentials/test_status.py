"""Bits of status lists: set, cleared, packed, drawn."""

import gzip
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.evaluation.credentials.answers import NotValid
from jiyao.evaluation.credentials.encoding import in_base64
from jiyao.evaluation.credentials.status import (
    LONGEST_BYTES,
    SHORTEST,
    ListFull,
    StatusBits,
    decoded,
    free_place,
)


def packed(content: bytes) -> bytes:
    """The same bytes each time: by itself gzip writes down the hour."""
    return gzip.compress(content, mtime=0)


PLACES = st.integers(0, SHORTEST - 1)


def test_first_bit_is_the_highest_of_the_first_byte() -> None:
    assert StatusBits.empty().with_set(0).with_set(9).content[:2] == b"\x80\x40"


@settings(max_examples=20, deadline=None)
@given(st.sets(PLACES, max_size=30))
def test_decoded_reads_what_was_set(places: set[int]) -> None:
    bits = StatusBits.empty()
    for place in places:
        bits = bits.with_set(place)

    read = decoded(bits.encoded())

    assert {place for place in range(SHORTEST) if read.is_set(place)} == places


@given(PLACES, PLACES)
def test_with_cleared_takes_back_what_was_set(place: int, other: int) -> None:
    bits = StatusBits.empty().with_set(other)

    assert bits.with_set(place).with_cleared(place) == bits.with_cleared(place)


@pytest.mark.parametrize("place", [-1, SHORTEST])
def test_place_outside_the_list(place: int) -> None:
    with pytest.raises(IndexError):
        StatusBits.empty().is_set(place)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "uplain",
        in_base64(b"not packed"),
        in_base64(packed(bytes(SHORTEST // 8 - 1))),
        in_base64(packed(bytes(LONGEST_BYTES + 1))),
        in_base64(packed(bytes(SHORTEST // 8))[:-9]),
        in_base64(packed(bytes(SHORTEST // 8)) + b"more"),
    ],
)
def test_decoded_refuses(text: str) -> None:
    with pytest.raises(NotValid, match="encodedList"):
        decoded(text)


def test_free_place_is_none_that_is_taken() -> None:
    chance = Random(7)  # noqa: S311
    taken: set[int] = set()
    while len(taken) < 500:
        taken.add(free_place(taken, 1000, chance))

    with pytest.raises(ListFull):
        free_place(taken, 1000, chance)
