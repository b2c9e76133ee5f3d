"""What we sign holds elsewhere, what others sign holds here, and both refuse the same."""

from datetime import UTC, datetime
from typing import Any

from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.encoding import in_base58
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.credentials.status import Purpose
from tests.evaluation.credentials.making import (
    KEY,
    ON,
    PLACE,
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
from tests.evaluation.credentials.other import asked, documents

NOON = "2025-08-01T04:00:00Z"
FAR = datetime(2999, 1, 1, tzinfo=UTC)
"""The other implementation asks the clock of the machine about status lists."""


def question(asked_of: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    return {"ask": "verify", "credential": asked_of, "documents": known, "on": NOON}


def test_credential_of_ours_when_judged_elsewhere() -> None:
    made = credential()
    changed = {**made, "name": "焊工 – 一级/高级技师"}
    standing = [status_list(Purpose.REVOCATION, until_at=FAR)]
    revoked = [status_list(Purpose.REVOCATION, PLACE, until_at=FAR)]
    old = public(until_at=datetime(2025, 7, 10, tzinfo=UTC))
    rotated = body(old, public(signing_key(2)))

    answers = asked(
        [
            question(made, documents(body(), *standing)),
            question(made, documents(rotated, *standing)),
            question(changed, documents(body(), *standing)),
            question(made, documents(body(public(signing_key(2))), *standing)),
            question(made, documents(body(), *revoked)),
        ]
    )

    assert [(answer["verified"], answer["error"].partition(":")[0]) for answer in answers] == [
        (True, ""),
        (True, ""),
        (False, "Invalid signature."),
        (False, "nothing is fetched"),
        (False, "set"),
    ]


def test_credential_signed_elsewhere_when_judged_here() -> None:
    key = {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": KEY.id,
        "type": "Multikey",
        "controller": KEY.id.partition("#")[0],
        "publicKeyMultibase": KEY.id.partition("#")[2],
        "secretKeyMultibase": in_base58(b"\x80\x26" + KEY.private),
    }
    asks = {"ask": "sign", "credential": unsigned(), "documents": documents(body()), "key": key, "at": NOON}
    [answer] = asked([asks])

    verdict = judge(
        as_file(answer["credential"]),
        on=ON,
        issuers=[as_file(document())],
        status_lists=[as_file(one) for one in status_lists()],
    )

    assert (verdict.answer, verdict.why) == (Answer.VALID, None)
    assert answer["credential"]["proof"].keys() == credential()["proof"].keys()
