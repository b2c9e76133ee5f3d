"""The OpenAPI document: what ninja makes of the routes, with the pack's facts and codes, problems, and words."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.api.addresses import ROOT
from jiyao.interfaces.api.document import words as w
from jiyao.interfaces.api.document.examples import EXAMPLES, JSON, example_body
from jiyao.interfaces.api.document.people import people_schemas
from jiyao.interfaces.api.document.token_words import TOKEN
from jiyao.interfaces.api.paging import Page
from jiyao.interfaces.api.problems import KINDS, MEDIA_TYPE, ProblemRecord, say
from jiyao.interfaces.api.service import api
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import assessor_of, version_folder
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.tabling import TABLES

Document = dict[str, Any]
EVERYWHERE = (429, 500)
WITH_PATH = (404,)
WITH_INPUT = (422,)
WITH_TOKEN = (401, 403)
WITH_BODY = (400, 409, 411, 413, 415)
HEADERS: dict[int, Document] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "integer"}}},
}
"""What comes with a problem, by status."""
PAGE = Page.__name__
KNOWN = "x-known"
"""Marks in a schema what only the pack knows."""


def document() -> Document:
    """The document in the language of the request."""
    return document_of(version_folder(), language_of_page())


def document_of(version: Path, language: Language) -> Document:
    """The document of a version of the pack."""
    return _document(version, settings.DEMONSTRATION, language)


@cache
def _document(version: Path, demonstration: bool, language: Language) -> Document:
    """Kept for each version and language."""
    made: Document = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix=ROOT))
    )  # nothing shared within it
    who = Teller(assessor_of(version).pack, language)
    made["info"] = {
        "title": say(w.TITLE),
        "version": made["info"]["version"],
        "description": say(w.ABOUT),
    }
    schemas = made["components"]["schemas"]
    for name in [name for name in schemas if name.endswith("Asked") and name != "DeterminationAsked"]:
        del schemas[name]  # what parameters were made of
    schemas.pop("Paged")
    schemas |= people_schemas(who)
    schemas[ProblemRecord.__name__] = _problem_schema(schemas)
    for marked in list(_marked(made)):
        _fill(marked, who)
    for _, _, operation in operations(made):
        _describe(operation)
        if JSON in (content := operation.get("requestBody", {}).get("content", {})):
            content[JSON]["example"] = EXAMPLES.get(operation["operationId"], example_body)(who.pack)
    for scheme in made["components"]["securitySchemes"].values():
        scheme["description"] = say(TOKEN)
    _describe_schemas(schemas)
    return made


def operations(made: Document) -> Iterator[tuple[str, str, Document]]:
    """Every operation with its method and path."""
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _problem_schema(schemas: Document) -> Document:
    schema = ProblemRecord.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schema.pop("$defs")
    return schema


def _marked(part: Any) -> Iterator[Document]:
    """Every schema in it that only the pack can fill."""
    if isinstance(part, dict):
        if KNOWN in part:
            yield part
        for inner in part.values():
            yield from _marked(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _marked(inner)


def _fill(schema: Document, who: Teller) -> None:
    vocabulary = who.pack.vocabulary
    match schema.pop(KNOWN):
        case "subjects":
            schema["enum"] = list(vocabulary.subjects)
        case "divisions":
            schema["enum"] = list(vocabulary.codes[DIVISIONS].codes)
        case "tables":
            schema["enum"] = list(TABLES)
        case _:
            schema["properties"]["person"] = {"$ref": "#/components/schemas/Person"}
            schema["properties"]["measure"] = {"enum": [*who.pack.measures, None]}


def _describe(operation: Document) -> None:
    """Words for an operation and its parameters, and the problems that it may answer with."""
    operation["summary"], operation["description"] = (
        say(pair) for pair in w.OPERATIONS[operation["operationId"]]
    )
    for parameter in operation["parameters"]:
        _without_null(parameter["schema"])
        parameter["description"] = say(w.PARAMETERS[parameter["name"]])
    for status in _failures(operation):
        operation["responses"][status] = _problem_response(status)
    operation["responses"] = {str(status): found for status, found in operation["responses"].items()}


def _without_null(schema: Document) -> None:
    """A parameter is left out where it is not known; there is no null in an address."""
    for choice in schema.pop("anyOf", ()):
        if choice != {"type": "null"}:
            schema |= choice


def _failures(operation: Document) -> list[int]:
    found = [*EVERYWHERE, *(WITH_BODY if "requestBody" in operation else ())]
    found += WITH_TOKEN if "security" in operation else ()
    places = {parameter["in"] for parameter in operation["parameters"]}
    found += WITH_PATH if "path" in places else ()
    found += WITH_INPUT if "query" in places or "requestBody" in operation else ()
    return sorted(found)


def _problem_response(status: int) -> Document:
    titles = [say(kind.title) for kind in KINDS if kind.status == status]
    headers = HEADERS.get(status, {})
    return {
        "description": " / ".join(titles),
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{ProblemRecord.__name__}"}}},
        **({"headers": headers} if headers else {}),
    }


def _describe_schemas(schemas: Document) -> None:
    """Words for each record and member that the project names itself; facts have those of the pack."""
    for name, schema in schemas.items():
        record = PAGE if name.endswith(PAGE) else name
        if record in w.RECORDS:
            schema["description"] = say(w.RECORDS[record])
            for member, inner in schema["properties"].items():
                inner["description"] = say(w.MEMBERS.get(f"{record}.{member}") or w.MEMBERS[member])
