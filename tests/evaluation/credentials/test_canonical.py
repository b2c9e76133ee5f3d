"""One text for one meaning, and nothing passed over in silence."""

from copy import deepcopy
from typing import Any

import pytest

from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.canonical import canonical
from tests.evaluation.credentials.making import unsigned


def changed(*path: str | int, to: object) -> dict[str, Any]:
    """The unsigned credential with one value set."""
    document = deepcopy(unsigned())
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return document


def test_canonical_does_not_ask_for_layout() -> None:
    document = unsigned()
    turned = dict(reversed(document.items())) | {"type": list(reversed(document["type"]))}

    assert canonical(turned) == canonical(document)


SUBJECT = "credentialSubject"


@pytest.mark.parametrize(
    ("document", "answer", "says"),
    [
        (changed("salary", to="1"), Answer.WRONG_TYPE, "`salary` has no meaning"),
        (changed(SUBJECT, "salary", to="1"), Answer.WRONG_TYPE, "`salary` has no meaning"),
        (changed(SUBJECT, "achievement", "criteria", "x", to="1"), Answer.WRONG_TYPE, "`x` has no meaning"),
        (changed("https://schema.org/name", to="1"), Answer.WRONG_TYPE, "no word of the pinned"),
        (changed("schema:name", to="1"), Answer.WRONG_TYPE, "no word of the pinned"),
        (changed("@id", to="urn:x"), Answer.WRONG_TYPE, "`@id` is no word"),
        (changed("@graph", to=[{"id": "urn:x"}]), Answer.WRONG_TYPE, "`@graph` is no word"),
        (changed("@included", to=[{"id": "urn:x"}]), Answer.WRONG_TYPE, "`@included` is no word"),
        (changed(SUBJECT, "@reverse", to={}), Answer.WRONG_TYPE, "`@reverse` is no word"),
        (
            changed("name", to={"@value": "x", "@direction": "rtl"}),
            Answer.WRONG_TYPE,
            "`@direction` is no word",
        ),
        (changed("name", to={"@value": "x", "@language": "not a tag"}), Answer.WRONG_TYPE, "no language"),
        (changed("type", 1, to="Unheard"), Answer.WRONG_TYPE, "`Unheard` is no known type"),
        (
            changed(SUBJECT, "type", to=["AchievementSubject", "@json"]),
            Answer.WRONG_TYPE,
            "`@json` is no known type",
        ),
        (changed("type", to=[*unsigned()["type"], "VerifiableCredential"]), Answer.WRONG_TYPE, "twice"),
        (changed("type", to=[*unsigned()["type"], "OpenBadgeCredential"]), Answer.WRONG_TYPE, "twice"),
        (
            changed(SUBJECT, "type", to=["AchievementSubject", "@unheard"]),
            Answer.WRONG_TYPE,
            "looks like a word of JSON-LD",
        ),
        (changed("id", to="@unheard"), Answer.WRONG_TYPE, "looks like a word of JSON-LD"),
        (changed(SUBJECT, "type", to=["Unheard"]), Answer.WRONG_TYPE, "no meaning"),
        (changed("id", to="not-whole"), Answer.WRONG_TYPE, "`not-whole` is no known type and no whole"),
        (changed("id", to=""), Answer.WRONG_TYPE, "no whole"),
        (changed("id", to="//skills.example/x"), Answer.WRONG_TYPE, "no whole"),
        (changed("id", to="x-relative:y"), Answer.WRONG_TYPE, "no whole"),
        (changed("id", to="_:b0"), Answer.WRONG_TYPE, "no whole"),
        (changed(SUBJECT, "id", to="relative"), Answer.WRONG_TYPE, "no whole"),
        (changed("id", to="urn:x> <urn:y"), Answer.WRONG_TYPE, "no whole"),
        (changed("id", to=7), Answer.WRONG_TYPE, "well-formed JSON-LD"),
        (changed("name", to={"@value": {"a": "b"}}), Answer.WRONG_TYPE, "well-formed JSON-LD"),
        (changed(SUBJECT, "result", to=[]), Answer.MALFORMED, "empty list"),
        (changed("name", to=None), Answer.MALFORMED, "null"),
        (changed("@context", to="https://www.w3.org/ns/credentials/v2"), Answer.WRONG_TYPE, "must begin"),
        (changed("@context", to=[]), Answer.WRONG_TYPE, "must begin"),
        (
            changed("@context", 0, to="https://www.w3.org/2018/credentials/v1"),
            Answer.WRONG_TYPE,
            "must begin",
        ),
        (
            changed("@context", 1, to="https://elsewhere.example/v1"),
            Answer.WRONG_TYPE,
            "not one of those that ship",
        ),
        (changed("@context", 1, to={"@vocab": "urn:v#"}), Answer.WRONG_TYPE, "meaning of their own"),
        (changed("@context", 1, to="https://www.w3.org/ns/credentials/v2"), Answer.WRONG_TYPE, "twice"),
        (changed(SUBJECT, "@context", to={"salary": "urn:salary"}), Answer.WRONG_TYPE, "inside an object"),
        (changed(SUBJECT, "achievement", "@context", to=None), Answer.WRONG_TYPE, "inside an object"),
    ],
)
def test_canonical_refuses(document: dict[str, Any], answer: Answer, says: str) -> None:
    with pytest.raises(NotValid) as refused:
        canonical(document)

    assert refused.value.answer is answer
    assert says in str(refused.value)


@pytest.mark.parametrize(("parents", "alike"), [(2, 12), (60, 5)])
def test_canonical_of_a_document_made_to_take_for_ever(parents: int, alike: int) -> None:
    levels = [{"type": ["RubricCriterionLevel"]} for _ in range(alike)]
    described = [{"type": ["ResultDescription"], "rubricCriterionLevel": levels} for _ in range(parents)]

    with pytest.raises(NotValid) as refused:
        canonical(changed(SUBJECT, "achievement", "resultDescription", to=described))

    assert "for ever" in str(refused.value)


def test_canonical_writes_white_space_and_marks_as_the_standard_does() -> None:
    text = canonical(changed("name", to='a\t"b"\\\r\n焊'))

    assert '<https://schema.org/name> "a\\t\\"b\\"\\\\\\r\\n焊" .' in text
