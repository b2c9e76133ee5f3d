"""The pack and its measures, over the API."""

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from tests.interfaces.api.asking import V1, errors, got, told
from tests.interfaces.small import HEILONGJIANG

pytestmark = pytest.mark.django_db

HONOUR = {
    "id": "honour",
    "title": "Honour",
    "summary": None,
    "stage": "use",
    "subject": "person",
    "pays": "person",
    "fund": "none",
    "gives": {"kind": "amount", "least_fen": None, "greatest_fen": None, "words": "5,000 yuan", "note": None},
    "payable": "value_not_confirmed",
    "why_not": ["The number of places"],
}
SUBSIDY = {
    "id": "subsidy",
    "title": "Upgrade subsidy",
    "summary": "Who is certified may claim",
    "stage": "incentives",
    "subject": "certificate",
    "pays": "person",
    "fund": "none",
    "gives": {"kind": "amount", "least_fen": 100000, "greatest_fen": 150000, "words": None, "note": None},
    "payable": "pays",
    "why_not": [],
}
ALWAYS = {"starts_on": None, "ends_on": None}


def clause(article: str | None) -> dict[str, str | None]:
    """Where it is written in the document of the small pack."""
    return {
        "document": "doc",
        "title": "Some measures",
        "number": "某发〔2024〕1号",
        "article": article,
        "note": None,
    }


def row(article: str, **known: object) -> dict[str, object]:
    """A row of a value."""
    return {
        **ALWAYS,
        "value": None,
        "values": None,
        "relaxed": False,
        "division": None,
        "source": clause(article),
        "confidence": "verified",
        "confirmed_on": None,
        "note": None,
        **known,
    }


CONDITIONS = [
    {
        **ALWAYS,
        "id": "insured_long_enough",
        "title": "Insured for the required months",
        "rule": "insured_months >= param('min_months')",
        "said": "Months insured is at least 12 months",
        "source": clause("第四条"),
        "confidence": "verified",
        "any_of": [],
    },
    {
        **ALWAYS,
        "id": "window",
        "title": "Claimed within a year",
        "rule": "within(determined_on, issued_on, add_months(issued_on, param('window_months')))",
        "said": "the day of determination lies between Day of issue and 12 months after Day of issue",
        "source": clause("第八条"),
        "confidence": "verified",
        "any_of": [],
    },
]
VALUES = [
    {
        "name": "min_months",
        "title": "Insured for the required months",
        "type": "integer",
        "unit": "month",
        "by": None,
        "delegated_to": None,
        "rows": [
            row("第四条", starts_on="2024-01-01", value=36),
            row("第五条", starts_on="2024-07-01", ends_on="2025-12-31", value=12, relaxed=True),
        ],
    },
    {
        "name": "amount_fen",
        "title": "Sum",
        "type": "money",
        "unit": "fen",
        "by": "level",
        "delegated_to": None,
        "rows": [row("第七条", starts_on="2024-01-01", values={"L5": 100000, "L4": 150000})],
    },
    {
        "name": "window_months",
        "title": "Claimed within a year",
        "type": "integer",
        "unit": "month",
        "by": None,
        "delegated_to": None,
        "rows": [row("第八条", value=12)],
    },
]


def test_pack_says_what_is_in_use(english: Client, pack: Path) -> None:
    assert got(english, "/pack") == {
        "id": "small",
        "title": "Small policy",
        "version": "7",
        "hash": load_pack(pack).hash,
        "region": {"code": "P", "title": "Province"},
        "measures": 2,
        "demonstration": False,
    }


def test_measures_are_told_in_short(english: Client) -> None:
    assert got(english, "/measures") == {"items": [HONOUR, SUBSIDY], "total": 2, "next": None}


def test_chinese_comes_first(client: Client) -> None:
    response = client.get(f"{V1}/measures?stage=incentives")

    assert (response.json()["items"][0]["title"], response.headers["Content-Language"]) == (
        "提升补贴",
        "zh-hans",
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stage=use", ["honour"]),
        ("stage=training", []),
        ("subject=certificate", ["subsidy"]),
        ("text=%20证书%20%20补贴", ["subsidy"]),
        ("text=MEMBER", ["honour"]),
        ("text=1号", ["subsidy"]),
        ("stage=use&subject=certificate", []),
    ],
)
def test_measures_are_found(client: Client, asked: str, found: list[str]) -> None:
    page = got(client, f"/measures?{asked}")

    assert ([one["id"] for one in page["items"]], page["total"]) == (found, len(found))


@pytest.mark.parametrize(("on", "payable"), [("2023-12-31", "not_in_force"), ("2024-01-01", "pays")])
def test_measures_are_told_of_a_day(client: Client, on: str, payable: str) -> None:
    assert got(client, f"/measures?on={on}&subject=certificate")["items"][0]["payable"] == payable


def test_pages_lead_to_the_next(english: Client) -> None:
    first = english.get(f"{V1}/measures?size=1")
    second = english.get(first.json()["next"])

    following = f"{V1}/measures?size=1&page=2"
    assert first.json() == {"items": [HONOUR], "total": 2, "next": following}
    assert first.headers["Link"] == f'<{following}>; rel="next"'
    assert second.json() == {"items": [SUBSIDY], "total": 2, "next": None}
    assert "Link" not in second.headers


def test_page_behind_the_last_is_empty(client: Client) -> None:
    assert got(client, "/measures?page=9") == {"items": [], "total": 2, "next": None}


def test_measure_is_told_with_everything(english: Client) -> None:
    assert got(english, "/measures/subsidy") == {
        **SUBSIDY,
        "on": "2025-06-30",
        "known": None,
        "place": "place",
        "counted_on": "issued_on",
        "applies": None,
        "conditions": CONDITIONS,
        "asks": [],
        "limits": [
            {
                **ALWAYS,
                "pool": "once-a-level",
                "title": "Once a level",
                "at_most": "1",
                "per": ["person", "level"],
                "shared_with": [],
                "source": clause("第六条"),
                "confidence": "verified",
            }
        ],
        "values": VALUES,
        "evidence": [{"title": "The certificate", "only_if": None}],
        "procedure": None,
        "steps": [],
        "cases": [
            {
                "id": "granted",
                "title": "Level 4",
                "on": "2025-06-30",
                "facts": {"insured_months": 14, "level": "L4", "issued_on": "2025-02-01"},
                "outcome": "eligible",
                "amount_fen": 150000,
                "failed": None,
                "missing": None,
            }
        ],
        "documents": [
            {
                "id": "doc",
                "title": "Some measures",
                "number": "某发〔2024〕1号",
                "articles": "第四条",
                "issuers": [],
                "address": None,
                "confidence": "verified",
            }
        ],
        "open": [],
        "waived": [],
        "notes": [],
    }


def test_measure_of_another_day_is_said_with_the_values_of_it(english: Client) -> None:
    found = got(english, "/measures/subsidy?on=2026-06-30")

    assert (found["on"], found["conditions"][0]["said"]) == (
        "2026-06-30",
        "Months insured is at least 36 months",
    )


def test_every_measure_of_the_province_can_be_read(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    measures = got(client, "/measures?size=500")["items"]

    found = {one["id"]: got(client, f"/measures/{one['id']}") for one in measures}

    assert [
        one | {"title": found[id_]["title"]} for id_, one in zip(found, measures, strict=True)
    ] == measures
    assert found["application-2023-level-4"]["conditions"][0]["any_of"] != []
    steps = found["enterprise-apprenticeship"]["steps"]
    procedure = load_pack(HEILONGJIANG).procedures["apprenticeship-claim"]["steps"]
    assert [(one["id"], one["working_days"]) for one in steps] == [
        (one["id"], one.get("working_days")) for one in procedure
    ]


def test_answers_hold_chinese_as_it_is(client: Client) -> None:
    content = client.get(f"{V1}/pack").content.decode()

    assert json.loads(content)["title"] in content


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/measures/subsidi", 'there is no "subsidi"; did you mean "subsidy"?'),
        ("/measures/zzz", 'there is no "zzz"'),
    ],
)
def test_unknown_measure_names_the_nearest(english: Client, address: str, detail: str) -> None:
    assert told(english.get(V1 + address)) == (404, "unknown", detail)


DAY = "must be a day from 1900-01-01 to 2200-12-31, written 2025-06-30"


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("page=0", "page", "must be a whole number from 1 to 1000000"),
        ("page=1.0", "page", "must be a whole number from 1 to 1000000"),
        ("page=%201", "page", "must be a whole number from 1 to 1000000"),
        ("page=1_0", "page", "must be a whole number from 1 to 1000000"),
        ("page=", "page", "must be a whole number from 1 to 1000000"),
        (f"page={'9' * 5000}", "page", "must be a whole number from 1 to 1000000"),
        ("size=501", "size", "must be a whole number from 1 to 500"),
        ("stage=usage", "stage", "must be one of training, use, evaluation, incentives"),
        ("subject=certificat", "subject", 'there is no "certificat"; did you mean "certificate"?'),
        (f"text={'a' * 101}", "text", "may have 100 characters at most"),
        ("on=2025-02-29", "on", DAY),
        ("on=20250630", "on", DAY),
        ("on=1899-12-31", "on", DAY),
        ("on=2201-01-01", "on", DAY),
        ("on=", "on", DAY),
        ("stag=use", "stag", 'there is no parameter "stag"; did you mean "stage"?'),
        ("%EF%BC%9F=1", "？", 'there is no parameter "？"'),
    ],
)
def test_wrong_parameter_is_named(english: Client, query: str, parameter: str, detail: str) -> None:
    assert errors(english.get(f"{V1}/measures?{query}")) == [{"detail": detail, "parameter": parameter}]


def test_each_wrong_parameter_is_named(client: Client) -> None:
    assert errors(client.get(f"{V1}/measures?page=0&stage=x")) == [
        {"detail": "须为 1 至 1000000 的整数", "parameter": "page"},
        {"detail": "须为以下之一：training, use, evaluation, incentives", "parameter": "stage"},
    ]
