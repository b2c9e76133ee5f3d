"""What a person may say, as JSON Schema: every fact of the vocabulary with its type, codes and range."""

from collections.abc import Iterable, Mapping
from typing import Any

from jiyao.engine.rules.types import RATIO_ONE, Kind
from jiyao.engine.vocabulary import SEPARATOR, FactDefinition, Subject, Vocabulary
from jiyao.interfaces.api.problems import say
from jiyao.interfaces.api.routes.determinations import MOST_ROWS
from jiyao.interfaces.ui.sentences import Teller

Schema = dict[str, Any]
NO_SEPARATOR: Schema = {"not": {"type": "string", "pattern": f"\\{SEPARATOR}"}}
WORDS: Schema = {
    "type": ["object", "null"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}
ABOUT = ("{0}；谁知道：{1}", "{0}; known by: {1}")
RANGE = ("{0}；{1} 至 {2}", "{0}; from {1} to {2}")


def people_schemas(teller: Teller) -> dict[str, Schema]:
    """The schemas by name: `Person`, one for each owner of rows, one for each subject and each list of codes."""
    vocabulary = teller.pack.vocabulary
    owners = [subject for subject in vocabulary.subjects.values() if subject.of is None]
    rows_of = {
        owner.id: [s for s in _rows(vocabulary) if vocabulary.owner(s.id) == owner.id] for owner in owners
    }
    schemas: dict[str, Schema] = {
        f"codes-{id_}": {
            "type": ["string", "null"],
            "enum": [*codes.codes, None],
            "title": teller.words(codes.words),
        }
        for id_, codes in vocabulary.codes.items()
    }
    for subject in _rows(vocabulary):
        schemas[subject.id] = _row(teller, subject)
    for owner in owners:
        schemas[f"{owner.id}-facts"] = _object(_facts(teller, owner))
        schemas[f"{owner.id}-given"] = _owner(owner, rows_of[owner.id], owner is not owners[0])
    given = [owner for owner in owners if owner is owners[0] or rows_of[owner.id]]
    schemas["Person"] = {"anyOf": [_ref(f"{owner.id}-given") for owner in given]}
    return schemas


def _rows(vocabulary: Vocabulary) -> Iterable[Subject]:
    return [subject for subject in vocabulary.subjects.values() if subject.of is not None]


def _owner(owner: Subject, rows: Iterable[Subject], needs_rows: bool) -> Schema:
    """A person, or another owner, which is known by its rows."""
    plurals = {row.plural: _list(row) for row in rows}
    found = _object(
        {
            "id": _id(),
            "name": {"type": "string"},
            "story": WORDS,
            "facts": {"anyOf": [_ref(f"{owner.id}-facts"), {"type": "null"}]},
            **plurals,
        }
    )
    if needs_rows:
        found["anyOf"] = [
            {"required": [plural], "properties": {plural: {"minItems": 1}}} for plural in plurals
        ]
    return found


def _list(subject: Subject) -> Schema:
    return {"type": "array", "items": _ref(subject.id), "maxItems": MOST_ROWS}


def _row(teller: Teller, subject: Subject) -> Schema:
    return {"title": teller.words(subject.words), **_object({"id": _id(), **_facts(teller, subject)})}


def _id() -> Schema:
    return {"anyOf": [{"type": "string", **NO_SEPARATOR}, {"type": "integer"}]}


def _facts(teller: Teller, subject: Subject) -> dict[str, Schema]:
    """Each fact of the subject itself, under each of its names."""
    facts = [fact for fact in teller.pack.vocabulary.facts.values() if subject.id in fact.of]
    found = {}
    for fact in facts:
        schema = {**_fact(fact), "description": _about(teller, fact)}
        found[fact.id] = schema
        found |= {alias: {**schema, "deprecated": True} for alias in fact.aliases}
    return found


def _about(teller: Teller, fact: FactDefinition) -> str:
    said = teller.words(fact.words)
    if fact.type.kind is Kind.DATE and fact.low is not None:
        said = say(RANGE, said, fact.low, fact.high)
    return say(ABOUT, said, fact.known_by)


def _fact(fact: FactDefinition) -> Schema:
    match fact.type.kind:
        case Kind.BOOLEAN:
            return {"type": ["boolean", "null"]}
        case Kind.CODE:
            return _ref(f"codes-{fact.type.codes}")
        case Kind.DATE:
            return {"type": ["string", "null"], "format": "date"}
        case Kind.TEXT:
            pattern = {} if fact.pattern is None else {"pattern": f"^(?:{fact.pattern.pattern})$"}
            return {"type": ["string", "null"], **pattern, **NO_SEPARATOR}
        case Kind.RATIO:
            return {"type": ["number", "null"], **_range(fact, RATIO_ONE)}
        case _:
            return {"type": ["integer", "null"], **_range(fact, 1)}


def _range(fact: FactDefinition, one: int) -> Schema:
    ends: Mapping[str, Any] = {"minimum": fact.low, "maximum": fact.high}
    return {name: end if one == 1 else end / one for name, end in ends.items() if end is not None}


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
