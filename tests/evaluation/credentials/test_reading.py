"""A file means one thing only, or is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.reading import DEEPEST, LARGEST_BYTES, MOST_VALUES, read_json

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
LEAF = st.booleans() | st.integers(-(2**53), 2**53) | TEXT | st.none()
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)
)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b'{"a": 1, "a": 1}', "`a` stands twice"),
        (b'{"x": {"a": 1, "b": 2, "a": 3}}', "`a` stands twice"),
        (b'{"a": 1.5}', "the number 1.5"),
        (b'{"a": 1e400}', "the number 1e400"),
        (b'{"a": NaN}', "the number NaN"),
        (b'{"a": -Infinity}', "the number -Infinity"),
        (b'{"a": 9007199254740993}', "larger than JSON carries"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b'{"a": "\\ud800"}', "cannot be signed"),
        (b'{"\\udfff": 1}', "cannot be signed"),
        (b'{"a": "\\u0000"}', "cannot be signed"),
        (b'{"a": "\\u007f"}', "cannot be signed"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        ("{}".encode("utf-16"), "not UTF-8"),
        (b'\xef\xbb\xbf{"a": 1}', "not JSON"),
        (b'{"a": 1} {"b": 2}', "not JSON"),
        (b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1), "deep"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deep"),
        (b'{"a": [' + b"1," * MOST_VALUES + b"1]}", "values"),
        (b" " * (LARGEST_BYTES + 1), "bytes"),
    ],
)
def test_read_json_refuses(content: bytes, says: str) -> None:
    with pytest.raises(NotValid) as refused:
        read_json(content)

    assert refused.value.answer is Answer.MALFORMED
    assert says in str(refused.value)
    assert refused.value.zh


@given(st.dictionaries(TEXT, VALUE, max_size=5))
def test_read_json_reads_what_json_writes(written: dict[str, object]) -> None:
    assert read_json(json.dumps(written).encode()) == written


@given(st.binary(max_size=200))
def test_read_json_of_anything_is_an_object_or_refused(content: bytes) -> None:
    try:
        found = read_json(content)
    except NotValid:
        return

    assert found == json.loads(content)
