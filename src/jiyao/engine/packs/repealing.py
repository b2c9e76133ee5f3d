"""Which documents, and which of their clauses, other documents repeal: each by one, since a day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.packs.library_files import RepealFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Place, Problems, nearest


@dataclass(frozen=True, slots=True)
class Repeal:
    """That a document repeals another.

    by      the document that does
    clause  the path of the clause; empty where it is the whole document
    since   the first day on which it no longer holds; None where nobody knows
    """

    by: str
    clause: str
    since: date | None


Repeals = Mapping[str, tuple[Repeal, ...]]


def read_repeals(folder: Folder, documents: Mapping[str, Mapping[str, Any]], problems: Problems) -> Repeals:
    """By the document that is repealed. What two documents repeal is a problem that names both places."""
    found: dict[str, list[Repeal]] = defaultdict(list)
    first: dict[tuple[str, str], Place] = {}
    for id_, located in folder.listed("documents").items():
        for part, file in _listed(located, problems):
            place = part.place(())
            if file.document not in documents:
                problems.add(place, f'unknown document "{file.document}"{nearest(file.document, documents)}')
            key = (file.document, file.clause or "")
            if key in first:
                what = f'"{file.clause}" of "{file.document}"' if file.clause else f'"{file.document}"'
                problems.add(
                    place, f"{what} is repealed twice: {first[key]} repeals it too; leave one of the two"
                )
                continue
            first[key] = place
            found[file.document].append(Repeal(id_, file.clause or "", _since(documents.get(id_, {}))))
    return {id_: tuple(repeals) for id_, repeals in found.items()}


def _listed(located: Located, problems: Problems) -> Iterator[tuple[Located, RepealFile]]:
    listed = located.value.get("repeals") if isinstance(located.value, dict) else None
    if listed is None:
        return
    if not isinstance(listed, list):
        problems.add(
            located.place(("repeals",)), "must be a list of documents or clauses: {document, clause}"
        )
        return
    for index in range(len(listed)):
        part = located.at("repeals", index)
        file = validated(RepealFile, part, problems)
        if file is not None:
            yield part, file


def _since(document: Mapping[str, Any]) -> date | None:
    """The day from which the document holds; the day of its issue where it does not say."""
    days = (document.get("effective_from"), document.get("issued_on"))
    return next((day for day in days if isinstance(day, date)), None)


def repeal_of(repeals: Repeals, document: str, clause: str = "") -> Repeal | None:
    """By what a document, or a clause of it, is repealed."""
    return next((one for one in repeals.get(document, ()) if one.clause == clause), None)
