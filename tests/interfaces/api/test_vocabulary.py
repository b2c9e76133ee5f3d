"""The vocabulary of the pack, over the API."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.interfaces.api.asking import V1, errors, got, told
from tests.interfaces.small import HEILONGJIANG

pytestmark = pytest.mark.django_db


def fact(**known: Any) -> dict[str, Any]:
    """A fact; what is not said is not so."""
    usual = dict.fromkeys(("unit", "code_list", "least", "greatest", "pattern", "example"))
    return {
        "of": ["person"],
        "question": known["title"],
        "known_by": "person",
        "aliases": [],
        **usual,
        **known,
    }


def test_subjects(english: Client) -> None:
    assert got(english, "/subjects") == {
        "items": [
            {"id": "person", "plural": "people", "of": None, "title": "Person", "measures": 1},
            {
                "id": "certificate",
                "plural": "certificates",
                "of": "person",
                "title": "Certificate",
                "measures": 1,
            },
        ],
        "total": 2,
        "next": None,
    }


def test_facts(english: Client) -> None:
    level, issued = "Level of the certificate", "Day of issue"
    assert got(english, "/facts")["items"] == [
        fact(id="place", type="code", code_list="division", title="Place", known_by="registry"),
        fact(
            id="insured_months",
            type="integer",
            unit="month",
            title="Months insured",
            question="How many months were you insured?",
            known_by="registry",
            least=0,
            greatest=720,
        ),
        fact(id="is_member", type="boolean", title="Member", question="Are you a member?"),
        fact(id="fee_fen", type="money", unit="fen", title="Fee", least=0, greatest=900000),
        fact(id="level", of=["certificate"], type="code", code_list="level", title=level),
        fact(id="issued_on", of=["certificate"], type="date", title=issued),
    ]


def test_facts_of_a_subject(client: Client) -> None:
    page = got(client, "/facts?subject=certificate&size=1")

    assert ([one["title"] for one in page["items"]], page["total"], page["next"]) == (
        ["证书等级"],
        2,
        f"{V1}/facts?subject=certificate&size=1&page=2",
    )


def test_ranges_of_a_province_are_written_as_facts_are(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    found = {one["id"]: one for one in got(client, "/facts?size=500")["items"]}

    ratio, day = found["attendance_ratio"], found["birth_on"]
    assert (ratio["least"], ratio["greatest"], day["least"], day["greatest"]) == (
        0.0,
        1.0,
        "1900-01-01",
        "2100-12-31",
    )
    assert found["occupation"]["pattern"] == r"\d-\d{2}-\d{2}-\d{2}"


def test_code_lists(english: Client) -> None:
    assert got(english, "/code-lists") == {
        "items": [
            {"id": "division", "title": "Division", "ordered": False, "codes": 4},
            {"id": "level", "title": "Level", "ordered": True, "codes": 2},
        ],
        "total": 2,
        "next": None,
    }


def test_codes_stand_from_low_to_high(client: Client) -> None:
    assert got(client, "/code-lists/level") == {
        "items": [
            {"code": "L5", "title": "五级", "parent": None, "rank": 0},
            {"code": "L4", "title": "四级", "parent": None, "rank": 1},
        ],
        "total": 2,
        "next": None,
    }


def test_divisions(english: Client) -> None:
    province = {"code": "P", "title": "Province", "parent": None, "rank": None}
    a, b = ({"code": code, "title": code, "parent": "P", "rank": None} for code in "AB")
    within = {"code": "A1", "title": "A1", "parent": "A", "rank": None}

    assert got(english, "/divisions") == {"items": [province, a, within, b], "total": 4, "next": None}
    assert got(english, "/divisions?parent=P") == {"items": [a, b], "total": 2, "next": None}
    assert got(english, "/code-lists/division")["items"] == [province, a, within, b]


def test_long_lists_come_in_pages(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    address, seen = f"{V1}/divisions", []
    while address:
        page = client.get(address).json()
        seen += [one["code"] for one in page["items"]]
        address = page["next"]

    assert (len(seen), len(set(seen)), page["total"]) == (139, 139, 139)


def test_unknown_list_names_the_nearest(client: Client) -> None:
    assert told(client.get(f"{V1}/code-lists/levels")) == (404, "unknown", "没有“levels”，是否为“level”？")


@pytest.mark.parametrize(
    ("address", "parameter", "detail"),
    [
        ("/facts?subject=persn", "subject", 'there is no "persn"; did you mean "person"?'),
        ("/divisions?parent=A2", "parent", 'there is no "A2"; did you mean "A"?'),
        ("/subjects?size=0", "size", "must be a whole number from 1 to 500"),
        ("/code-lists?sise=2", "sise", 'there is no parameter "sise"; did you mean "size"?'),
        ("/code-lists/level?page=x", "page", "must be a whole number from 1 to 1000000"),
    ],
)
def test_wrong_parameter_is_named(english: Client, address: str, parameter: str, detail: str) -> None:
    assert errors(english.get(V1 + address)) == [{"detail": detail, "parameter": parameter}]
