"""Signatures: those of the standard hold here, and no single change of what is signed goes unseen."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.evaluation.credentials import covered, pinned
from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.encoding import from_multikey, in_base58, in_base64
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.credentials.proofs import holds, proof_of, signed, what_is_signed, without_proof
from tests.evaluation.credentials.making import (
    KEY,
    ON,
    SIGNED_AT,
    as_file,
    credential,
    document,
    status_lists,
    unsigned,
)

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
VECTORS = [
    (
        f"https://vc.example/issuers/5678#{MULTIKEY}",
        "4c4d3890a157f8d611b13c265c2c22f39aa0a567c7c7dd9ba3e45cd579784eeb",
        "z21EVs3eXERqTn4acNHT9viboqgzUaQ3kTmhPT3eA8qrVPE7CrQq78WkzctnMX5W4CrzcKnHw8V6dvy5pgWYCU5e9",
    ),
    (
        f"did:key:{MULTIKEY}#{MULTIKEY}",
        "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0",
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
    ),
]
"""Two editions of the example in W3C's Data Integrity EdDSA Cryptosuites: key, hash of the proof, value."""


@pytest.fixture
def _example_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard's example uses words that are good for nothing else and do not ship."""
    shipped = pinned.context

    def with_examples(address: str) -> dict[str, Any]:
        words = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
        return words if address == EXAMPLES else shipped(address)

    monkeypatch.setattr(pinned, "context", with_examples)
    monkeypatch.setattr(covered, "context", with_examples)


@pytest.mark.usefixtures("_example_words")
@pytest.mark.parametrize(("key_id", "proof_hash", "value"), VECTORS)
def test_example_of_the_standard(key_id: str, proof_hash: str, value: str) -> None:
    example = {
        "@context": [pinned.CREDENTIALS, EXAMPLES],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2023-02-24T23:36:38Z",
            "verificationMethod": key_id,
            "proofPurpose": "assertionMethod",
            "proofValue": value,
        },
    }

    proof = proof_of(example)
    message = what_is_signed(without_proof(example), proof.options)

    assert message.hex() == proof_hash + DOCUMENT_HASH
    assert holds(message, proof, from_multikey(MULTIKEY))


def test_signed_is_the_same_each_time() -> None:
    assert signed(unsigned(), key=KEY, at=SIGNED_AT) == credential()


SIGNED = credential()
ODD = (
    st.text(max_size=8)
    | st.integers()
    | st.booleans()
    | st.none()
    | st.sampled_from(
        ["urn:x", "_:b", "@type", "@json", "Achievement", "https://schema.org/name", pinned.CREDENTIALS]
    )
)
KEYS = st.sampled_from(
    ["id", "type", "name", "@value", "@type", "@language", "@list", "@set", "@context", "proof", "_sd"]
)


def in_lists_and_objects(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of each value that is no object and no list."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, one in inner:
        yield from leaves(one, (*path, key))


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything that can be taken out."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from nodes(one, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def answer(changed: Any) -> Answer:
    return judge(
        as_file(changed),
        on=ON,
        issuers=[as_file(document())],
        status_lists=[as_file(one) for one in status_lists()],
    ).answer


def test_nothing_changed() -> None:
    assert answer(SIGNED) is Answer.VALID


@pytest.mark.parametrize("path", list(nodes(SIGNED)), ids=str)
def test_anything_taken_out_is_found(path: tuple[Any, ...]) -> None:
    changed = deepcopy(SIGNED)
    del at(changed, path[:-1])[path[-1]]

    assert answer(changed) is not Answer.VALID


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(nodes(SIGNED))), st.recursive(ODD, in_lists_and_objects, max_leaves=5))
def test_any_value_changed_is_found(path: tuple[Any, ...], to: object) -> None:
    changed = deepcopy(SIGNED)
    if to in (at(changed, path), [at(changed, path)]):
        return
    at(changed, path[:-1])[path[-1]] = to

    assert answer(changed) is not Answer.VALID


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([p for p in leaves(SIGNED) if isinstance(at(SIGNED, p), str)]), st.data())
def test_any_letter_changed_is_found(path: tuple[Any, ...], data: st.DataObject) -> None:
    text = at(SIGNED, path)
    place = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(st.characters(exclude_categories=["Cs", "Cc"]).filter(lambda one: one != text[place]))
    changed = deepcopy(SIGNED)
    at(changed, path[:-1])[path[-1]] = text[:place] + sign + text[place + 1 :]

    assert answer(changed) is not Answer.VALID


LISTS = [path for path in nodes(SIGNED) if isinstance(at(SIGNED, path), list)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LISTS), ODD)
def test_anything_put_into_a_list_is_found(path: tuple[Any, ...], more: object) -> None:
    changed = deepcopy(SIGNED)
    at(changed, path).append(more)

    assert answer(changed) is not Answer.VALID


OBJECTS = [path for path in [(), *nodes(SIGNED)] if isinstance(at(SIGNED, path), dict)]
WORDS = [
    "name",
    "description",
    "validUntil",
    "salary",
    "id",
    "type",
    "image",
    "url",
    "evidence",
    "domain",
    "nonce",
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(OBJECTS), st.sampled_from(WORDS), st.sampled_from(["urn:x", "2026-01-01T00:00:00Z"]))
def test_anything_added_is_found(path: tuple[Any, ...], word: str, value: str) -> None:
    changed = deepcopy(SIGNED)
    inner = at(changed, path)
    if inner.get(word) == value:
        return
    inner[word] = value

    assert answer(changed) is not Answer.VALID


@pytest.mark.parametrize(
    ("proof", "answer"),
    [
        (None, Answer.MALFORMED),
        ([], Answer.MALFORMED),
        ("text", Answer.MALFORMED),
        ([SIGNED["proof"], SIGNED["proof"]], Answer.NOT_SUPPORTED),
        ({**SIGNED["proof"], "cryptosuite": "ecdsa-rdfc-2019"}, Answer.NOT_SUPPORTED),
        ({**SIGNED["proof"], "type": "Ed25519Signature2020"}, Answer.NOT_SUPPORTED),
        ({**SIGNED["proof"], "previousProof": "urn:uuid:1"}, Answer.NOT_SUPPORTED),
        ({**SIGNED["proof"], "proofPurpose": "authentication"}, Answer.WRONG_KEY),
        ({**SIGNED["proof"], "verificationMethod": {"id": KEY.id}}, Answer.MALFORMED),
        ({**SIGNED["proof"], "created": "2025-07-01"}, Answer.MALFORMED),
        ({**SIGNED["proof"], "created": "2025-13-01T00:00:00Z"}, Answer.MALFORMED),
        ({**SIGNED["proof"], "proofValue": "z123"}, Answer.MALFORMED),
        ({**SIGNED["proof"], "proofValue": in_base58(bytes(65))}, Answer.MALFORMED),
        ({**SIGNED["proof"], "proofValue": 7}, Answer.MALFORMED),
    ],
)
def test_proof_of_refuses(proof: object, answer: Answer) -> None:
    changed = {**SIGNED, "proof": proof} if proof != [] else without_proof(SIGNED)
    with pytest.raises(NotValid) as refused:
        proof_of(changed)

    assert refused.value.answer is answer


def test_proof_of_one_in_a_list_with_the_context_again() -> None:
    value = in_base64(proof_of(SIGNED).value)
    written = {**SIGNED["proof"], "@context": SIGNED["@context"], "proofValue": value}

    proof = proof_of({**SIGNED, "proof": [written]})

    assert proof == proof_of(SIGNED)
    assert proof.created_at == datetime(2025, 7, 1, 8, tzinfo=UTC)
