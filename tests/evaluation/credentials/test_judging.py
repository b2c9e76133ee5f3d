"""Each answer about a credential, and what leads to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.issuers import Issuer
from jiyao.evaluation.credentials.judging import Verdict, judge
from jiyao.evaluation.credentials.proofs import SigningKey, signed
from jiyao.evaluation.credentials.status import Purpose, status_entry
from tests.evaluation.credentials.making import (
    KEY,
    LISTS,
    ON,
    PLACE,
    SIGNED_AT,
    as_file,
    body,
    credential,
    document,
    public,
    signing_key,
    status_list,
    status_lists,
    unsigned,
)

OTHER = signing_key(2)
LATER = SIGNED_AT + timedelta(days=1)


def judged(
    made: dict[str, Any],
    *,
    on: date = ON,
    issuer: Issuer | None = None,
    lists: list[dict[str, Any]] | None = None,
) -> Verdict:
    return judge(
        as_file(made),
        on=on,
        issuers=[as_file(document(issuer or body()))],
        status_lists=[as_file(one) for one in (status_lists() if lists is None else lists)],
    )


def resigned(**parts: object) -> dict[str, Any]:
    """A credential that says something else, and is signed so; a part that is None is left out."""
    said = {key: value for key, value in (unsigned() | parts).items() if value is not None}
    return signed(said, key=KEY, at=SIGNED_AT)


def test_valid() -> None:
    verdict = judged(credential())

    assert (verdict.answer, verdict.why, verdict.issuer) == (Answer.VALID, None, body())


def test_tampered() -> None:
    assert judged({**credential(), "name": "焊工 – 一级"}).answer is Answer.TAMPERED


def test_wrong_key_where_the_issuer_has_no_such_key() -> None:
    assert judged(credential(OTHER)).answer is Answer.WRONG_KEY


def test_wrong_key_where_another_key_of_the_issuer_signed_in_its_name() -> None:
    made = credential(SigningKey(KEY.id, OTHER.private))

    assert judged(made, issuer=body(public(), public(OTHER))).answer is Answer.WRONG_KEY


ENTRY = status_entry(LISTS[Purpose.REVOCATION], PLACE)


@pytest.mark.parametrize(
    ("bounds", "answer"),
    [
        ({"from_at": SIGNED_AT, "until_at": LATER}, Answer.VALID),
        ({"revoked_at": LATER}, Answer.VALID),
        ({"from_at": LATER}, Answer.WRONG_KEY),
        ({"until_at": SIGNED_AT}, Answer.WRONG_KEY),
        ({"revoked_at": SIGNED_AT}, Answer.WRONG_KEY),
    ],
)
def test_key_outside_its_time(bounds: dict[str, datetime], answer: Answer) -> None:
    lists = [
        signed({k: v for k, v in one.items() if k != "proof"}, key=OTHER, at=SIGNED_AT)
        for one in status_lists()
    ]

    verdict = judged(credential(), issuer=body(public(**bounds), public(OTHER)), lists=lists)

    assert verdict.answer is answer


def test_key_that_says_from_when_it_is_compromised() -> None:
    verdict = judged(credential(), issuer=body(public(revoked_at=SIGNED_AT)))

    assert "compromised since 2025-07-01T08:00:00Z" in str(verdict.why)


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        (resigned(type=["VerifiableCredential"]), Answer.WRONG_TYPE),
        (status_list(Purpose.REVOCATION), Answer.WRONG_TYPE),
        (resigned(credentialSubject={"type": ["Profile"], "name": "x"}), Answer.MALFORMED),
        (resigned(validFrom=None), Answer.MALFORMED),
        (resigned(issuer=None), Answer.MALFORMED),
        ({**credential(), "credentialSubject": "x"}, Answer.MALFORMED),
        ({**credential(), "issuer": 7}, Answer.MALFORMED),
        ({**credential(), "credentialStatus": ["urn:x"]}, Answer.MALFORMED),
        ({**credential(), "salary": "1"}, Answer.WRONG_TYPE),
        ({}, Answer.WRONG_TYPE),
        (resigned(validUntil="2025-07-31T23:59:59+08:00"), Answer.EXPIRED),
        (resigned(validUntil="2025-08-01T00:00:00+08:00"), Answer.VALID),
        (resigned(validFrom="2025-08-02T00:00:00+08:00"), Answer.NOT_YET_VALID),
        (resigned(validFrom="2025-08-01T23:59:59+08:00"), Answer.VALID),
        (resigned(validFrom="2025-08-01"), Answer.MALFORMED),
        (signed(unsigned(), key=KEY, at=datetime(2025, 8, 2, tzinfo=UTC)), Answer.NOT_YET_VALID),
        (resigned(credentialStatus=None), Answer.VALID),
    ],
)
def test_judged(made: dict[str, Any], answer: Answer) -> None:
    assert judged(made).answer is answer


def test_issuer_not_known() -> None:
    stranger = body(public(signing_key(1, "https://other.example")), issuer_id="https://other.example")

    assert judged(credential(), issuer=stranger).answer is Answer.ISSUER_UNKNOWN


def test_issuer_that_is_its_own_key() -> None:
    name = KEY.id.partition("#")[2]
    own = SigningKey(f"did:key:{name}#{name}", KEY.private)
    said = {key: value for key, value in unsigned().items() if key != "credentialStatus"}
    made = signed({**said, "issuer": f"did:key:{name}"}, key=own, at=SIGNED_AT)

    verdict = judge(as_file(made), on=ON)
    other = judge(as_file({**made, "issuer": "did:key:z6Mkmalformed"}), on=ON)

    assert (verdict.answer, other.answer) == (Answer.VALID, Answer.ISSUER_UNKNOWN)


REVOKED, SUSPENDED = (status_list(purpose, PLACE) for purpose in Purpose)
CLEAR, RUNNING = status_lists()


@pytest.mark.parametrize(
    ("lists", "answer"),
    [
        ([REVOKED, RUNNING], Answer.REVOKED),
        ([REVOKED], Answer.REVOKED),
        ([CLEAR, SUSPENDED], Answer.SUSPENDED),
        ([SUSPENDED], Answer.SUSPENDED),
        ([REVOKED, SUSPENDED], Answer.SUSPENDED),
        ([status_list(Purpose.REVOCATION, PLACE - 1, PLACE + 1), RUNNING], Answer.VALID),
        ([], Answer.STATUS_UNKNOWN),
        ([RUNNING], Answer.STATUS_UNKNOWN),
        ([{**CLEAR, "validFrom": "2025-07-02T00:00:00Z"}], Answer.STATUS_UNKNOWN),
        ([status_list(Purpose.REVOCATION, key=OTHER)], Answer.STATUS_UNKNOWN),
        (
            [status_list(Purpose.REVOCATION, until_at=datetime(2025, 7, 31, tzinfo=UTC))],
            Answer.STATUS_UNKNOWN,
        ),
        ([{}], Answer.STATUS_UNKNOWN),
        ([CLEAR], Answer.VALID),
        ([CLEAR, status_list(Purpose.SUSPENSION, PLACE, key=OTHER)], Answer.VALID),
    ],
)
def test_status(lists: list[dict[str, Any]], answer: Answer) -> None:
    assert judged(credential(), lists=lists).answer is answer


def test_what_does_not_stand_is_suspended_only_where_the_list_of_suspensions_says_so() -> None:
    why = [judged(credential(), lists=lists).why for lists in ([REVOKED], [REVOKED, RUNNING])]

    assert [str(one) for one in why] == [
        f"it does not stand: its issuer has revoked it, or suspended it; {LISTS[Purpose.SUSPENSION]} tells which",
        "its issuer has revoked it",
    ]


@pytest.mark.parametrize(
    ("lists", "answer"),
    [
        ([REVOKED, RUNNING], Answer.REVOKED),
        ([CLEAR, SUSPENDED], Answer.SUSPENDED),
        ([REVOKED, SUSPENDED], Answer.REVOKED),
        ([CLEAR], Answer.STATUS_UNKNOWN),
        ([CLEAR, RUNNING], Answer.VALID),
    ],
)
def test_credential_that_names_two_lists(lists: list[dict[str, Any]], answer: Answer) -> None:
    purpose, address = Purpose.SUSPENSION, LISTS[Purpose.SUSPENSION]
    second = {**ENTRY, "id": f"{address}#{PLACE}", "statusPurpose": purpose, "statusListCredential": address}

    made = resigned(credentialStatus=[ENTRY, second])

    assert judged(made, lists=lists).answer is answer


def test_status_in_a_list_of_another_issuer() -> None:
    stranger = "https://other.example"
    key = signing_key(3, stranger)
    said = {k: v for k, v in CLEAR.items() if k != "proof"} | {"issuer": stranger}
    listed = signed(said, key=key, at=SIGNED_AT)
    issuers = [document(), document(body(public(key), issuer_id=stranger))]

    verdict = judge(
        as_file(credential()),
        on=ON,
        issuers=[as_file(one) for one in issuers],
        status_lists=[as_file(one) for one in (RUNNING, listed)],
    )

    assert verdict.answer is Answer.STATUS_UNKNOWN


@pytest.mark.parametrize(
    ("entry", "answer"),
    [
        ({**ENTRY, "statusPurpose": "refresh"}, Answer.VALID),
        ({**ENTRY, "statusListIndex": "131072"}, Answer.MALFORMED),
        ({**ENTRY, "statusListIndex": "-1"}, Answer.MALFORMED),
        ({**ENTRY, "statusListIndex": "٤"}, Answer.MALFORMED),
        ({"id": "urn:x", "type": "1EdTechRevocationList"}, Answer.STATUS_UNKNOWN),
    ],
)
def test_status_that_cannot_be_read(entry: dict[str, Any], answer: Answer) -> None:
    contexts = [*unsigned()["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]

    assert judged(resigned(**{"@context": contexts, "credentialStatus": entry})).answer is answer


def test_expired_and_revoked_is_revoked() -> None:
    made = resigned(validUntil="2025-07-31T23:59:59+08:00")

    assert judged(made, lists=[REVOKED, RUNNING]).answer is Answer.REVOKED


def test_issuer_document_that_cannot_be_read() -> None:
    assert judge(as_file(credential()), on=ON, issuers=[b"{}"]).answer is Answer.MALFORMED
