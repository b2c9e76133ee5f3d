"""A document with its clauses as the files of a pack: a new one, or the text of one that the pack names already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.shapes import Words

NOTHING_YET: Mapping[str, Any] = {
    "extends": [],
    "claimed_in_feature": False,
    "targets": [],
    "facts": [],
    "open": [],
    "sources": [],
    "confidence": "verified",
}
"""What a new document says of what nobody has entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A document as its official has described it.

    division   the prefecture whose document it is; None where it is the region's or the nation's
    repeals    documents, each with the clause of it that is repealed, empty where all of it is
    original   hash, kind, name, and whether everybody may have it
    """

    id: str
    title: Words
    number: str
    kind: str
    level: str
    division: str | None
    issuers: Sequence[str]
    issued_on: date
    effective_from: date | None
    effective_to: date | None
    stages: Sequence[str]
    implements: Sequence[str]
    repeals: Sequence[tuple[str, str]]
    held: Literal["part", "whole"]
    original: Mapping[str, Any]


def lay_document(pack: Pack, entered: Entered, clauses: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The YAML of a document's two files, laid over what the pack has of it."""
    document = _document(entered)
    known = pack.documents.get(entered.id)
    if known is None:
        document = {**document, **NOTHING_YET}
    else:
        document = {key: value for key, value in document.items() if value not in (None, [], "")}
    held = {"document": entered.id, "clauses": _with_told(pack, entered, clauses)}
    return {f"documents/{entered.id}.yaml": as_yaml(document), f"clauses/{entered.id}.yaml": as_yaml(held)}


def _document(entered: Entered) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": entered.id,
        "title": entered.title.model_dump(),
        "number": entered.number or None,
        "kind": entered.kind,
        "level": entered.level,
        "division": entered.division,
        "issuers": list(entered.issuers),
        "issued_on": entered.issued_on,
        "effective_from": entered.effective_from,
        "effective_to": entered.effective_to,
        "stages": list(entered.stages),
        "implements": list(entered.implements),
        "repeals": [_repeal(*one) for one in entered.repeals],
        "text_held": entered.held,
        "original": dict(entered.original),
    }
    return {key: value for key, value in found.items() if value is not None or key != "division"}


def _repeal(document: str, clause: str) -> dict[str, str]:
    return {"document": document, "clause": clause} if clause else {"document": document}


def _with_told(pack: Pack, entered: Entered, clauses: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The clauses with what they are counted as; of a text in part also those that are told, each in its place.

    Where the words have come, they stand in place of what was told.
    """
    told = [clause.model_dump(exclude_defaults=True) for clause in pack.clauses.get(entered.id, ())]
    by_path = {one["path"]: one for one in told}
    kept = [_counted(clause, by_path.get(clause["path"], {})) for clause in clauses]
    if entered.held == "whole":
        return kept
    for index, one in enumerate(told):
        if one["path"] not in {clause["path"] for clause in kept}:
            before = told[index - 1]["path"] if index else None
            at = next(
                (n + 1 for n, clause in enumerate(kept) if clause["path"] == before),
                0 if index == 0 else len(kept),
            )
            kept.insert(at, one)
    return kept


def _counted(clause: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    counted = told.get("counted_as")
    return {**clause, "counted_as": counted} if counted else dict(clause)
