"""Determinations over the API: the answers of `jiyao check --json`, and everything wrong told by its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from pytest_django.fixtures import Settings

from tests.interfaces.api.asking import WELDER, errors, posted, told
from tests.interfaces.small import HEILONGJIANG, ROOT, jiyao

pytestmark = pytest.mark.django_db

SCHEMAS = ROOT / "docs/reference/schemas"


def test_answer_is_that_of_the_command_line(english: Client, pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    file.write_text(json.dumps(WELDER), "utf-8")
    checked = jiyao(pack, "check", "--facts", file, "--on", "2025-06-30", "--json")

    response = posted(english, {"person": WELDER, "on": "2025-06-30"})

    assert (response.status_code, response.json()) == (200, json.loads(checked.stdout))


def test_only_one_measure_is_told_where_one_is_named(client: Client) -> None:
    [found] = posted(client, {"person": WELDER, "measure": "subsidy"}).json()

    assert (found["measure"], found["on"], found["outcome"], found["amount_fen"], found["payable"]) == (
        "subsidy",
        "2025-06-30",
        "eligible",
        150000,
        "pays",
    )
    assert found["next_change_on"] == "2026-02-02"


def test_what_is_missing_is_told(client: Client) -> None:
    [found] = posted(client, {"person": {}, "measure": "honour"}).json()

    assert (found["person"], found["outcome"], found["missing"]) == ("#1", "unknown", ["is_member"])


def test_needs_are_said_in_the_language_of_the_request(client: Client) -> None:
    person = {**WELDER, "facts": {"insured_months": 3}}

    [found] = posted(client, {"person": person, "measure": "subsidy"}).json()

    assert found["conditions"][0]["needs"] == [
        {"fact": "insured_months", "op": ">=", "wanted": [12], "value": 3, "text": "缴费月数"}
    ]


def test_answer_fits_the_published_schema(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    schema = json.loads((SCHEMAS / "determinations.schema.json").read_text("utf-8"))
    welder = json.loads((ROOT / "examples/welder.json").read_text("utf-8"))

    answer = posted(client, {"person": welder, "on": "2025-06-30"}).json()

    assert list(Draft202012Validator(schema).iter_errors(answer)) == []
    assert {one["row"]: one["amount_fen"] for one in answer if one["measure"] == "skill-upgrade-subsidy"} == {
        "C1": 150000,
        "C2": 0,
    }


def test_organisation_is_known_by_its_rows(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG

    answer = posted(client, {"person": {"id": "F1", "projects": [{"id": "J1"}]}}).json()

    assert {(one["person"], one["row"], one["subject"]) for one in answer} == {("F1", "J1", "project")}


def test_nothing_is_kept(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        posted(client, {"person": WELDER})

    assert [query["sql"].split()[0] for query in asked] == ["SELECT"]  # which version of the pack holds


DAY = "must be a day from 1900-01-01 to 2200-12-31, written 2025-06-30"
OBJECT = "must be a JSON object"


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({}, "/person", "this is missing"),
        ([], "", OBJECT),
        (3, "", OBJECT),
        (None, "", OBJECT),
        ({"person": []}, "/person", OBJECT),
        ({"person": None}, "/person", OBJECT),
        ({"person": {}, "measures": "subsidy"}, "/measures", "there is no such member"),
        ({"person": {}, "on": "2025-06-31"}, "/on", DAY),
        ({"person": {}, "on": "1899-12-31"}, "/on", DAY),
        ({"person": {}, "on": "2201-01-01"}, "/on", DAY),
        ({"person": {}, "on": 1751241600}, "/on", DAY),
        ({"person": {}, "measure": 3}, "/measure", "must be a text"),
        ({"person": {}, "measure": "honor"}, "/measure", 'there is no "honor"; did you mean "honour"?'),
        ({"person": {"fact": {}}}, "/person/fact", 'unknown key "fact"; did you mean "facts"?'),
        ({"person": {"id": None}}, "/person/id", "id must be a text or a number"),
        ({"person": {"name": 3}}, "/person/name", "name must be a text"),
        ({"person": {"facts": []}}, "/person/facts", "facts must be a mapping of names to values"),
        (
            {"person": {"facts": {"insured_month": 3}}},
            "/person/facts/insured_month",
            'unknown fact "insured_month" of a person; did you mean "insured_months"?',
        ),
        (
            {"person": {"facts": {"level": "L4"}}},
            "/person/facts/level",
            'unknown fact "level" of a person',
        ),
        (
            {"person": {"facts": {"insured_months": "14"}}},
            "/person/facts/insured_months",
            "insured_months: '14' is not a whole number",
        ),
        (
            {"person": {"facts": {"insured_months": 14.5}}},
            "/person/facts/insured_months",
            "insured_months: 14.5 is not a whole number",
        ),
        (
            {"person": {"facts": {"insured_months": 721}}},
            "/person/facts/insured_months",
            "insured_months: 721 is more than 720",
        ),
        (
            {"person": {"facts": {"is_member": 1}}},
            "/person/facts/is_member",
            "is_member: 1 is not true or false",
        ),
        (
            {"person": {"facts": {"place": "C"}}},
            "/person/facts/place",
            'place: "C" is not a code of "division"',
        ),
        ({"person": {"certificates": {}}}, "/person/certificates", "must be a list of rows"),
        ({"person": {"certificates": [3]}}, "/person/certificates/0", "must be a mapping of facts"),
        ({"person": {"certificates": [{}] * 21}}, "/person/certificates", "may have 20 rows at most"),
        (
            {"person": {"certificates": [{}, {"level": "L9"}]}},
            "/person/certificates/1/level",
            'level: "L9" is not a code of "level"',
        ),
        (
            {"person": {"certificates": [{"issued_on": "1.2.2025"}]}},
            "/person/certificates/0/issued_on",
            "issued_on: '1.2.2025' is not a day such as 2024-01-31",
        ),
        (
            {"person": {"certificates": [{"id": "C1"}, {"id": "C1"}]}},
            "/person/certificates/1/id",
            "stands twice",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_place(english: Client, body: Any, pointer: str, detail: str) -> None:
    assert errors(posted(english, body)) == [{"detail": detail, "pointer": f"#{pointer}"}]


def test_everything_wrong_is_told_at_once_and_in_chinese(client: Client) -> None:
    facts = {"insured_months": 999, "plaice": "A"}
    rows = [{"level": "L9"}]

    assert errors(posted(client, {"person": {"facts": facts, "certificates": rows}, "on": "2025-06-30"})) == [
        {"detail": "insured_months：999 大于 720", "pointer": "#/person/facts/insured_months"},
        {"detail": "person 没有事实“plaice”，是否为“place”？", "pointer": "#/person/facts/plaice"},
    ]


UNREADABLE = "not JSON in UTF-8: "


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ("{]", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ('{"person": {"facts": {"x": NaN}}}', "NaN is no JSON"),
        ("[" * 100_000, "nested too deeply"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (
            '"\\ud800"',
            "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed",
        ),
    ],
)
def test_body_that_is_no_json_is_refused(english: Client, content: str | bytes, detail: str) -> None:
    assert told(posted(english, content)) == (400, "unreadable", UNREADABLE + detail)


def test_number_of_too_many_digits_is_refused(english: Client) -> None:
    answer = posted(english, '{"person": {"facts": {"fee_fen": 1%s}}}' % ("0" * 5000))

    assert told(answer)[:2] == (400, "unreadable")


def test_exact_decimals_are_read(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    row = {"enrolments": [{"attendance_ratio": 0.8}]}

    assert posted(client, {"person": row}).status_code == 200
    assert errors(posted(client, '{"person": {"enrolments": [{"attendance_ratio": 1e999999}]}}'))[0][
        "pointer"
    ] == ("#/person/enrolments/0/attendance_ratio")


def ends(fact: dict[str, Any], codes: dict[str, list[str]]) -> list[Any]:
    """The ends of what a fact may be, and unknown."""
    match fact["type"]:
        case "boolean":
            return [True, False, None]
        case "code":
            return [codes[fact["code_list"]][0], codes[fact["code_list"]][-1], None]
        case "text":
            return [None]
        case _:
            return [fact["least"], fact["greatest"], None]


def test_whatever_the_vocabulary_allows_is_determined(client: Client, settings: Settings) -> None:
    settings.PACK = HEILONGJIANG
    facts = client.get("/api/v1/facts?size=500").json()["items"]
    lists = [one["id"] for one in client.get("/api/v1/code-lists").json()["items"]]
    codes = {
        id_: [one["code"] for one in client.get(f"/api/v1/code-lists/{id_}?size=500").json()["items"]]
        for id_ in lists
    }
    subjects = client.get("/api/v1/subjects").json()["items"]

    for index in range(3):
        known = {fact["id"]: ends(fact, codes)[index % len(ends(fact, codes))] for fact in facts}
        own = {fact["id"]: known[fact["id"]] for fact in facts if "person" in fact["of"]}
        rows = {
            subject["plural"]: [
                {fact["id"]: known[fact["id"]] for fact in facts if subject["id"] in fact["of"]}
            ]
            for subject in subjects
            if subject["of"] == "person"
        }

        answer = posted(client, {"person": {"id": "P1", "facts": own, **rows}})

        assert (answer.status_code, len(answer.json())) == (200, 55)
