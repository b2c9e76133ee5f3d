"""What a credential says of a certificate, and what it does not."""

from dataclasses import replace
from datetime import date

from jiyao.evaluation.credentials.achievement import NameShown, Said
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.reciting import recited
from jiyao.evaluation.credentials.status import Purpose
from tests.evaluation.credentials.making import (
    CERTIFICATE,
    LISTS,
    PLACE,
    PLACES,
    as_file,
    credential,
    unsigned,
)


def holder(made: Json) -> list[Json]:
    found: list[Json] = made["credentialSubject"]["identifier"]
    return found


def test_name_is_masked_unless_the_holder_wants_it_shown() -> None:
    masked, full = unsigned(), unsigned(replace(CERTIFICATE, name_shown=NameShown.FULL))

    assert [one["identityHash"] for one in holder(masked) + holder(full)] == ["张**", "张三丰"]
    assert "三丰" not in as_file(masked).decode()


def test_credential_says() -> None:
    assert recited(credential()) == {
        "achievement": "焊工 – 电焊工 – 三级/高级工 / Welder – Arc welder – Level 3",
        "number": "Y000000239900253000017",
        "holder": "张**",
        "issuer": "演示评价机构",
        "issuer_id": PLACES.issuer,
        "valid_from": "2025-06-30T00:00:00+08:00",
        "criteria": "按焊工国家职业标准（演示）评价合格 / Evaluated and passed under the national occupational standard: 焊工国家职业标准（演示）",
        "results": "理论知识 / Theory 85; 技能操作 / Practical 78",
        "id": PLACES.credential,
    }


def test_status_is_one_object_that_leads_to_both_lists() -> None:
    assert unsigned()["credentialStatus"] == {
        "id": f"{LISTS[Purpose.REVOCATION]}#{PLACE}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(PLACE),
        "statusListCredential": LISTS[Purpose.REVOCATION],
        "statusReference": LISTS[Purpose.SUSPENSION],
    }


def test_certificate_without_work_type_marks_english_or_status() -> None:
    bare = replace(
        CERTIFICATE, work_type=None, occupation=Said("焊工"), results=(), valid_until=date(2030, 6, 29)
    )

    made = unsigned(bare)

    assert made["name"] == "焊工 – 三级/高级工 / Skill level: Level 3"
    assert made["validUntil"] == "2030-06-29T23:59:59+08:00"
    assert "result" not in made["credentialSubject"]
    assert "resultDescription" not in made["credentialSubject"]["achievement"]


def test_recited_of_anything() -> None:
    odd: list[Json] = [
        {},
        {"credentialSubject": 7, "issuer": ["x"], "id": 5},
        {
            "credentialSubject": {
                "identifier": [{"identityType": "name", "hashed": True, "identityHash": "x"}]
            }
        },
        {
            "credentialSubject": {
                "result": ["x", {"value": 5}],
                "achievement": [{"resultDescription": [{"id": []}]}],
            }
        },
    ]

    assert [recited(one) for one in odd] == [{}, {}, {}, {}]
