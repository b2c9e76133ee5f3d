"""A body's document with its keys, written and read."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.canonical import OPTIONS, _Processor
from jiyao.evaluation.credentials.covered import dropped
from jiyao.evaluation.credentials.issuers import own_issuer, read_issuer
from tests.evaluation.credentials.making import ISSUER, KEY, body, document, public, signing_key

OLD = public(
    signing_key(2), from_at=datetime(2023, 1, 1, tzinfo=UTC), until_at=datetime(2025, 1, 1, tzinfo=UTC)
)
BAD = public(signing_key(3), revoked_at=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC))


def test_read_issuer_reads_what_was_written() -> None:
    issuer = body(public(), OLD, BAD)

    assert read_issuer(document(issuer)) == issuer


def test_document_has_no_word_without_a_meaning() -> None:
    assert _Processor(dropped).to_rdf(document(body(OLD, BAD)), OPTIONS)["@default"]


@pytest.mark.parametrize(
    "part",
    [
        {"controller": "https://other.example"},
        {"type": "JsonWebKey"},
        {"publicKeyMultibase": "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"},
        {"publicKeyMultibase": 7},
        {"id": 7},
    ],
)
def test_read_issuer_passes_over_keys_that_are_not_judged_here(part: dict[str, Any]) -> None:
    changed = document(body(public(), OLD))
    changed["verificationMethod"][1] |= part

    assert read_issuer(changed) == body(public())


def test_read_issuer_passes_over_keys_that_may_not_sign_credentials() -> None:
    assert read_issuer({**document(body(public(), OLD)), "assertionMethod": [KEY.id]}) == body(public())


def test_read_issuer_of_short_and_embedded_keys() -> None:
    written = document(body(public(), OLD))
    short, embedded = deepcopy(written["verificationMethod"])
    short["id"] = short["id"].removeprefix(ISSUER)

    found = read_issuer({**written, "verificationMethod": short, "assertionMethod": [short["id"], embedded]})

    assert found == body(public(), OLD)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"id": 7},
        {**document(), "verificationMethod": {**document()["verificationMethod"][0], "expires": "never"}},
    ],
)
def test_read_issuer_refuses(changed: dict[str, Any]) -> None:
    with pytest.raises(NotValid) as refused:
        read_issuer(changed)

    assert refused.value.answer is Answer.MALFORMED


@pytest.mark.parametrize("did", ["did:web:skills.example", "did:key:", "did:key:z6Mk", "did:key:uAA", ISSUER])
def test_own_issuer_of_another_address(did: str) -> None:
    assert own_issuer(did) is None
