"""The OpenAPI document and the page made of it name everything, in both languages."""

import json
import re
from typing import Any

import pytest
import schemathesis
from django.test import Client
from jsonschema import Draft202012Validator
from pytest_django.fixtures import Settings

from jiyao.interfaces.api.document import words
from jiyao.interfaces.api.document.openapi import document, operations
from jiyao.interfaces.api.problems import KINDS
from tests.architecture.tree import ROOT
from tests.interfaces.api.asking import V1, WELDER, posted
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.interfaces.small import HEILONGJIANG

pytestmark = pytest.mark.django_db

REFERENCE = (ROOT / "docs/reference/api.md").read_text("utf-8")
HAN = re.compile(r"[\u4e00-\u9fff]")


def openapi(client: Client) -> Any:
    """The document as it is served."""
    response = client.get(f"{V1}/openapi.json")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return response.json()


def person_schema(made: Any) -> Draft202012Validator:
    """What may be asked, as the document says it."""
    return Draft202012Validator(
        {"$ref": "#/components/schemas/DeterminationAsked", "components": made["components"]}
    )


def text(page: bytes) -> str:
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_document_is_openapi(client: Client, settings: Settings, language: str) -> None:
    settings.PACK = HEILONGJIANG
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    schemathesis.openapi.from_dict(openapi(client)).validate()


def test_document_names_every_operation(client: Client) -> None:
    assert {(method, path) for method, path, _ in operations(openapi(client))} == {
        ("get", f"{V1}/pack"),
        ("get", f"{V1}/measures"),
        ("get", f"{V1}/measures/{{measure_id}}"),
        ("get", f"{V1}/subjects"),
        ("get", f"{V1}/facts"),
        ("get", f"{V1}/code-lists"),
        ("get", f"{V1}/code-lists/{{code_list_id}}"),
        ("get", f"{V1}/divisions"),
        ("post", f"{V1}/determinations"),
        ("post", f"{V1}/verifications"),
        ("get", f"{V1}/me"),
        ("get", f"{V1}/me/records"),
        ("get", f"{V1}/me/determinations"),
        ("get", f"{V1}/tables"),
        ("get", f"{V1}/tables/{{table}}"),
        ("get", f"{V1}/tables/{{table}}/{{key}}"),
        ("post", f"{V1}/tables/{{table}}/imports"),
        ("post", f"{V1}/sessions/{{session}}/marks"),
        ("post", f"{V1}/sessions"),
        ("get", f"{V1}/sessions/{{session}}"),
        ("post", f"{V1}/sessions/{{session}}/candidates"),
        ("post", f"{V1}/receipts"),
        ("get", f"{V1}/jobs/{{number}}"),
        ("get", f"{V1}/jobs/{{number}}/result"),
    }


def test_document_says_which_operations_need_a_token(client: Client) -> None:
    made = openapi(client)
    needing = {path for _, path, operation in operations(made) if "security" in operation}

    assert needing == {
        path
        for path in made["paths"]
        if path.split("/")[3] in ("me", "tables", "jobs", "sessions", "receipts")
    }
    assert {(one["type"], one["scheme"]) for one in made["components"]["securitySchemes"].values()} == {
        ("http", "bearer")
    }


def test_document_speaks_the_language_of_the_request(client: Client) -> None:
    chinese = json.dumps(openapi(client), ensure_ascii=False)
    english = openapi(Client(headers={"accept-language": "en"}))

    assert HAN.search(chinese)
    assert HAN.findall(json.dumps(english, ensure_ascii=False)) == []


def test_no_words_are_left_over() -> None:
    made = document()
    ids = {operation["operationId"] for _, _, operation in operations(made)}
    parameters = {p["name"] for _, _, operation in operations(made) for p in operation["parameters"]}
    schemas = made["components"]["schemas"]
    members = {member for name in schemas for member in schemas[name].get("properties", {})}

    assert (set(words.OPERATIONS), set(words.PARAMETERS)) == (ids, parameters)
    assert {name for name in words.RECORDS if name not in schemas} == {"Page"}
    assert {name for name in words.MEMBERS if name.rpartition(".")[2] not in members} == set()


@pytest.mark.parametrize(
    ("person", "is_valid"),
    [
        (WELDER, True),
        ({}, True),
        ({"facts": None}, True),
        ({"facts": {"place": None, "insured_months": 720}}, True),
        ({"facts": {"insured_months": 721}}, False),
        ({"facts": {"level": "L4"}}, False),
        ({"certificates": [{"level": "L9"}]}, False),
        ({"certificates": [{}] * 21}, False),
        ({"id": "a|b"}, False),
        ({"story": {"zh": "某"}}, False),
    ],
)
def test_document_allows_what_the_api_takes(client: Client, person: dict[str, Any], is_valid: bool) -> None:
    body = {"person": person}

    assert person_schema(openapi(client)).is_valid(body) == is_valid
    assert posted(client, body).status_code == (200 if is_valid else 422)


def test_example_is_answered_with_a_sum(client: Client, settings: Settings) -> None:
    for pack in (settings.PACK, HEILONGJIANG):
        settings.PACK = pack
        [content] = openapi(client)["paths"][f"{V1}/determinations"]["post"]["requestBody"][
            "content"
        ].values()

        [found] = posted(client, content["example"]).json()

        assert found["amount_fen"] > 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_describes_every_operation(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    made = openapi(client)

    page = text(client.get(f"{V1}/").content)

    for method, path, operation in operations(made):
        assert f"{method.upper()} {path}" in page
        assert [p["name"] for p in operation["parameters"] if p["description"] not in page] == []
    assert [kind.id for kind in KINDS if f"{kind.status} {kind.id}" not in page] == []


def test_english_page_holds_no_chinese_but_names(client: Client) -> None:
    client.cookies["django_language"] = "en"

    assert set(HAN.findall(text(client.get(f"{V1}/").content))) == set("技耀中文")


def test_page_has_an_anchor_for_every_type_of_problem(client: Client) -> None:
    page = client.get(f"{V1}/").content.decode()

    assert set(re.findall(r'id="problem-([^"]+)"', page)) == {kind.id for kind in KINDS}


def test_page_holds_no_script_or_style_within_itself(client: Client) -> None:
    page = client.get(f"{V1}/").content.decode()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page) == []


def test_portal_leads_to_the_page(client: Client) -> None:
    assert f'<a href="{V1}/">开放接口</a>' in client.get("/measures/").content.decode()


def test_reference_names_every_route() -> None:
    routes = {f"{method.upper()} {path}" for method, path, _ in operations(document())}
    routes |= {f"GET {V1}/", f"GET {V1}/openapi.json"}

    assert set(re.findall(r"^## `([A-Z]+ \S+)`$", REFERENCE, re.M)) == routes


def test_reference_shows_every_route_and_parameter() -> None:
    for method, path, operation in operations(document()):
        section = REFERENCE.split(f"## `{method.upper()} {path}`\n")[1].split("\n## ")[0]

        assert "curl " in section
        assert [p["name"] for p in operation["parameters"] if f"`{p['name']}`" not in section] == []


def test_reference_names_every_problem() -> None:
    assert re.findall(r"^\| (\d+) \| `([a-z-]+)` \|", REFERENCE, re.M) == [
        (str(kind.status), kind.id) for kind in KINDS
    ]


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_bars_people_from_the_page(client: Client, width: int) -> None:
    with opened({f"{V1}/": client.get(f"{V1}/")}, width) as page:
        page.goto(f"{HOUSE}{V1}/")

        assert (barriers(page), page.evaluate("document.documentElement.scrollWidth")) == ([], width)
