"""What rests on a document without a clause that is held: found in the files of a pack, and anchored on a clause."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiyao.engine.packs.located import Located, Step, read_yaml
from jiyao.engine.packs.overlay import identity
from jiyao.engine.packs.writing import as_yaml

FOLDERS = ("measures", "parameters", "local", "guides")
"""Folders whose files name sources, and may be changed."""
POOLS = "pools.yaml"
LOCAL = "local/"


@dataclass(frozen=True, slots=True)
class Loose:
    """Something whose source names a document, and no clause of it that is held.

    key       by which it is known again: its file, and where it stands in it
    steps     where in the file it stands: what has the `source`
    article   what its source names; empty where it names nothing
    line      of the file
    """

    key: str
    file: str
    steps: tuple[Step, ...]
    article: str
    line: int

    @property
    def division(self) -> str | None:
        """The prefecture whose own value it is; None where it is the province's."""
        return Path(self.file).stem if self.file.startswith(LOCAL) else None


def loose_in(folder: Path, held: Mapping[str, Collection[str]]) -> dict[str, tuple[Loose, ...]]:
    """By document, everything in a version's folder that rests on it and hangs on none of its clauses.

    held   by document, the paths of its clauses
    """
    found: dict[str, list[Loose]] = {}
    for name, located in _files(folder):
        for steps, source in _sources(located.value, ()):
            document, article = source.get("document", ""), source.get("article") or ""
            if document in held and article not in held[document]:
                key = f"{name}:{'/'.join(map(str, steps))}"
                loose = Loose(key, name, steps, article, located.place(steps).line)
                found.setdefault(document, []).append(loose)
    return {document: tuple(listed) for document, listed in found.items()}


def lay_anchors(folder: Path, chosen: Sequence[tuple[Loose, str]]) -> dict[str, str]:
    """The YAML that has each of them name its clause."""
    by_file: dict[str, list[tuple[Loose, str]]] = {}
    for loose, article in chosen:
        by_file.setdefault(loose.file, []).append((loose, article))
    return {name: as_yaml(_laid_in(folder, name, listed)) for name, listed in by_file.items()}


def _files(folder: Path) -> Iterator[tuple[str, Located]]:
    names = [f"{one}/{file.name}" for one in FOLDERS for file in sorted((folder / one).glob("*.yaml"))]
    for name in (*names, POOLS):
        if (folder / name).is_file():
            yield name, read_yaml(folder / name, name)


def _sources(value: Any, steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], dict[str, Any]]]:
    """Everything that has a source, and where."""
    if isinstance(value, dict):
        if isinstance(value.get("source"), dict):
            yield steps, value["source"]
        for key, part in value.items():
            yield from _sources(part, (*steps, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _sources(part, (*steps, index))


def _laid_in(folder: Path, name: str, listed: Sequence[tuple[Loose, str]]) -> Any:
    whole = read_yaml(folder / name, name).value
    changes = {loose.steps: article for loose, article in listed}
    return _laid(whole, changes)


def _laid(value: Any, changes: dict[tuple[Step, ...], str]) -> Any:
    """Of a value what must be laid over it: as little as merging allows."""
    laid: Any = {}
    if () in changes:
        laid["source"] = {"article": changes[()]}
    below: dict[Step, dict[tuple[Step, ...], str]] = {}
    for steps, article in changes.items():
        if steps:
            below.setdefault(steps[0], {})[steps[1:]] = article
    if isinstance(value, list):
        return _laid_list(value, below)
    return {**laid, **{step: _laid(value[step], some) for step, some in below.items()}}


def _laid_list(items: list[Any], below: dict[Step, dict[tuple[Step, ...], str]]) -> list[Any]:
    """Items by what they are known by; the whole list where that does not tell them apart."""
    known = [identity(item) for item in items]
    if None not in known and len(set(known)) == len(known):
        return [{**_identifying(items[int(at)]), **_laid(items[int(at)], some)} for at, some in below.items()]
    return [_whole(item, below[at]) if at in below else item for at, item in enumerate(items)]


def _identifying(item: dict[str, Any]) -> dict[str, Any]:
    keys = (
        ("measure", "parameter")
        if "parameter" in item
        else next(((key,) for key in ("id", "pool", "from") if key in item), ())
    )
    return {key: item[key] for key in keys if key in item}


def _whole(value: Any, changes: dict[tuple[Step, ...], str]) -> Any:
    """The value with the articles in it."""
    if isinstance(value, list):
        below = {
            steps[0]: {s[1:]: a for s, a in changes.items() if s[:1] == steps[:1]}
            for steps in changes
            if steps
        }
        return [_whole(item, below[at]) if at in below else item for at, item in enumerate(value)]
    changed = dict(value)
    for steps, article in changes.items():
        if steps:
            changed[steps[0]] = _whole(changed[steps[0]], {steps[1:]: article})
        else:
            changed["source"] = {**changed["source"], "article": article}
    return changed
