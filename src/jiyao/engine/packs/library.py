"""What documents say, read and checked: clauses by document, and the claims of a feature in the press."""

from collections.abc import Collection, Mapping
from typing import Any

from jiyao.engine.packs.library_files import ClaimsFile, ClauseFile, ClausesFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems, nearest

Clauses = Mapping[str, tuple[ClauseFile, ...]]


def read_clauses(folder: Folder, documents: Collection[str], problems: Problems) -> Clauses:
    """The clauses that are held of each document, in its order."""
    found = {}
    for id_, located in folder.listed("clauses").items():
        file = validated(ClausesFile, located, problems)
        if file is None:
            continue
        if file.document != id_:
            problems.add(located.place(("document",)), f'must be "{id_}", as the file is named')
        elif file.document not in documents:
            known = nearest(file.document, documents)
            problems.add(located.place(("document",)), f'unknown document "{file.document}"{known}')
        _check_paths(file, located, problems)
        _check_said(file, located, problems)
        found[id_] = tuple(file.clauses)
    return found


def _check_paths(file: ClausesFile, located: Located, problems: Problems) -> None:
    first: dict[str, int] = {}
    for index, clause in enumerate(file.clauses):
        if clause.path in first:
            above = located.place(("clauses", first[clause.path])).line
            place = located.place(("clauses", index, "path"))
            problems.add(place, f'"{clause.path}" stands twice: it is the path of line {above} too')
        first.setdefault(clause.path, index)


def _check_said(file: ClausesFile, located: Located, problems: Problems) -> None:
    for index, clause in enumerate(file.clauses):
        if clause.title is None and clause.text is None and clause.restated is None:
            message = (
                f'"{clause.path}" says nothing; give its title or text, or tell in other words (`restated`)'
            )
            problems.add(located.place(("clauses", index)), message)


def read_claims(folder: Folder, problems: Problems) -> ClaimsFile | None:
    """What a feature claims; None where the pack tells of none."""
    located = folder.yaml("claims.yaml")
    if located.value is None:
        return None
    file = validated(ClaimsFile, located, problems)
    if file is None:
        return None
    _check_unique("claims", [claim.id for claim in file.claims], located, problems)
    _check_unique("figures", [figure.id for figure in file.figures], located, problems)
    _check_named(file, located, problems)
    return file


def _check_unique(key: str, ids: list[str], located: Located, problems: Problems) -> None:
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            problems.add(located.place((key, index)), f'"{id_}" stands twice')


def _check_named(file: ClaimsFile, located: Located, problems: Problems) -> None:
    """Parts and claims that are named must be there."""
    parts = {part.number for part in file.parts}
    for index, claim in enumerate(file.claims):
        if not claim.pages and claim.due is None:
            message = (
                f'claim "{claim.id}" names no pages that carry it; name some, or the part in which it is due'
            )
            problems.add(located.place(("claims", index)), message)
        if claim.due is not None and claim.due not in parts:
            problems.add(located.place(("claims", index, "due")), f"there is no part {claim.due}")
    claims = {claim.id for claim in file.claims}
    for index, figure in enumerate(file.figures):
        if (figure.counted is None) == (figure.not_counted is None):
            message = f'figure "{figure.id}" has either `counted` or `not_counted`'
            problems.add(located.place(("figures", index)), message)
        for id_ in figure.claims:
            if id_ not in claims:
                place = located.place(("figures", index, "claims"))
                problems.add(place, f'unknown claim "{id_}"{nearest(id_, claims)}')


def read_plan(folder: Folder, name: str, documents: Collection[str], problems: Problems) -> Mapping[str, Any]:
    """goals.yaml or tasks.yaml: what a plan sets itself; empty where the pack has none."""
    located = folder.yaml(name)
    if located.value is None:
        return {}
    if not isinstance(located.value, dict):
        problems.add(located.place(()), "must be a mapping with the plan's document")
        return {}
    document = located.value.get("document")
    if document not in documents:
        known = nearest(str(document), documents)
        problems.add(located.place(("document",)), f'unknown document "{document}"{known}')
    return located.value
