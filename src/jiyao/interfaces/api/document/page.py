"""The OpenAPI document as people read it: every operation, record and problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from jiyao.interfaces.api.document import words as w
from jiyao.interfaces.api.document.examples import JSON, curl
from jiyao.interfaces.api.document.openapi import document, operations
from jiyao.interfaces.api.problems import KEY_REUSED, KINDS, Kind, say
from jiyao.interfaces.ui.pack import the_pack

FIRST_PAGE = "MeasureSummaryPage"
"""The pages of all lists look alike: one stands for all."""
SHOWN_CODES = 8
"""More codes than these are not written out in a table."""


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter or a member of a record. `place`: path, query or header."""

    name: str
    type: str
    about: str
    place: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with an example and the problems that it may answer with."""

    id: str
    method: str
    path: str
    title: str
    about: str
    parameters: tuple[Member, ...]
    needs_token: bool
    body: str
    answer: str
    example: str
    problems: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class RecordShape:
    """The members of a record."""

    name: str
    about: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem in words."""

    id: str
    status: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReferencePage:
    """What stands on the page."""

    title: str
    about: str
    operations: tuple[Operation, ...]
    records: tuple[RecordShape, ...]
    problems: tuple[Problem, ...]
    requests_a_minute: int
    determinations_a_minute: int
    token_requests_a_minute: int
    largest_request_kb: int


def reference_page(house: str) -> ReferencePage:
    """The page. `house` is the address of this installation, for the examples."""
    made = document()
    return ReferencePage(
        title=made["info"]["title"],
        about=made["info"]["description"],
        operations=tuple(_operation(house, *one) for one in operations(made)),
        records=tuple(_records(made["components"]["schemas"])),
        problems=tuple(Problem(k.id, k.status, say(k.title), say(k.detail)) for k in KINDS),
        requests_a_minute=settings.API_REQUESTS_A_MINUTE,
        determinations_a_minute=settings.API_DETERMINATIONS_A_MINUTE,
        token_requests_a_minute=settings.API_TOKEN_REQUESTS_A_MINUTE,
        largest_request_kb=settings.LARGEST_REQUEST_KB,
    )


def _operation(house: str, method: str, path: str, found: Mapping[str, Any]) -> Operation:
    asked = found.get("requestBody", {}).get("content", {})
    statuses = {int(status) for status in found["responses"]}
    without = () if asked else (KEY_REUSED,)
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        title=found["summary"],
        about=found["description"],
        parameters=tuple(
            Member(p["name"], type_of(p["schema"]), p["description"], p["in"], p["required"])
            for p in found["parameters"]
        ),
        needs_token="security" in found,
        body=_content(asked),
        answer=_answer(found["responses"]),
        example=curl(the_pack(), house, method, path, found),
        problems=tuple(kind for kind in KINDS if kind.status in statuses and kind not in without),
    )


def _content(content: Mapping[str, Any]) -> str:
    """What a body holds: a record, or a file of one of several types."""
    return type_of(content[JSON]["schema"]) if JSON in content else " | ".join(content)


def _answer(responses: Mapping[str, Any]) -> str:
    """What comes back where nothing goes wrong; with its status, where that is not 200."""
    status = min(responses)
    content = _content(responses[status]["content"])
    return content if status == "200" else f"{status}: {content}"


def _records(schemas: Mapping[str, Any]) -> Iterator[RecordShape]:
    """Every record that the project names itself."""
    for name, schema in sorted(schemas.items()):
        if name in w.RECORDS or name == FIRST_PAGE:
            members = (
                Member(member, type_of(inner), inner["description"])
                for member, inner in schema["properties"].items()
            )
            yield RecordShape(name, schema["description"], tuple(members))


def type_of(schema: Mapping[str, Any]) -> str:
    """The type of a value in a few signs: `RuleRecord[]`, `string | null`, `a, b, c`."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(one) for one in schema["anyOf"]))
    codes = [code for code in schema.get("enum", ()) if code is not None]
    if codes and len(codes) <= SHOWN_CODES:
        return " | ".join(map(str, codes))
    kind = schema.get("type", "string")
    if kind == "array":
        return f"{type_of(schema['items'])}[]"
    if isinstance(kind, list):
        return " | ".join(kind)
    return f"{kind} ({schema['format']})" if "format" in schema else str(kind)
