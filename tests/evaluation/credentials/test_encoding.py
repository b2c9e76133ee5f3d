"""Bytes as text, in one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.evaluation.credentials.encoding import (
    as_multikey,
    from_multibase,
    from_multikey,
    in_base58,
    in_base64,
)


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"", "z"), (b"\0\0", "z11"), (b"hello world", "zStV1DL6CwTryKyV"), (b"\0\1", "z12")],
)
def test_in_base58(content: bytes, text: str) -> None:
    assert (in_base58(content), from_multibase(text)) == (text, content)


@given(st.binary(max_size=100))
def test_from_multibase_reads_what_was_written(content: bytes) -> None:
    assert (from_multibase(in_base58(content)), from_multibase(in_base64(content))) == (content, content)


@given(st.text(max_size=60).map(lambda text: "z" + text) | st.text(max_size=60).map(lambda text: "u" + text))
def test_from_multibase_reads_one_way_of_writing(text: str) -> None:
    try:
        content = from_multibase(text)
    except ValueError:
        return
    assert text in (in_base58(content), in_base64(content))


@pytest.mark.parametrize(
    "text", ["", "x12", "z0", "zO", "z" + "1" * 300, "uAB==", "uA", "uAB", "u+/", "uü", "m"]
)
def test_from_multibase_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_multibase(text)


def test_multikey_of_the_standard() -> None:
    text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

    assert as_multikey(from_multikey(text)) == text


@pytest.mark.parametrize(
    "text", ["zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP", in_base58(b"\xed\x01" + bytes(31)), "z"]
)
def test_from_multikey_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="not an Ed25519 key"):
        from_multikey(text)
