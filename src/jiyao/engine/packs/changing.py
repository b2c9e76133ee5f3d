"""A province's own changes to a release of its pack: laid over it in order, each making the next version.

A change lays YAML over files, as a draft does, and says what stood there when it was made. On another release it is
laid again; where something else stands by then, it stops, and people decide. A version is a folder like any pack, with
its changes in `changes/`, so that it can be taken elsewhere and made again, byte for byte.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.folders import finished
from jiyao.engine.packs.located import Located, read_yaml, read_yaml_text
from jiyao.engine.packs.overlay import identity, is_removal, overlaid
from jiyao.engine.packs.reading import Folder
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.problems import Place
from jiyao.engine.shapes import Words

CHANGES = "changes"
CHANGEABLE = frozenset({"measures", "local", "documents", "clauses", "parameters", "examples", "guides"})
"""Folders whose files a change may touch; the vocabulary is what records deliver, and stays with the release."""
FILES = frozenset({"pools.yaml"})


class NotChangeable(Invalid):
    """A change touches what belongs to the release."""


class StandsOtherwise(Conflict):
    """What a change was made upon is not what stands in the release."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    number    its place in the order, from 1
    lay       by file, the YAML laid over it; the whole file where there is none yet
    expects   by file, what stood where it lays something, as YAML
    """

    number: int
    words: Words
    lay: Mapping[str, str]
    expects: Mapping[str, str]


def expectations(folder: Path, lay: Mapping[str, str]) -> dict[str, str]:
    """What stands in a version where a change would lay something. raises NotChangeable, PackRefused"""
    return {name: as_yaml(_standing(_read(folder, name), _laid(name, text))) for name, text in lay.items()}


def changes_nothing(folder: Path, lay: Mapping[str, str]) -> bool:
    """Whether everything that would be laid stands already. raises NotChangeable, PackRefused"""
    return all(_stands_already(folder, name, text) for name, text in lay.items())


def standing_with(folder: Path, name: str, text: str | None) -> Located:
    """A file of a version with a text laid over it, if one is; empty where there is neither.

    raises   NotChangeable; PackRefused where the text is no YAML, or removes what is not there
    """
    base = _read(folder, name)
    if text is None:
        return base or Located(None, {(): Place(name, 1)})
    return _laid(name, text) if base is None else overlaid(base, _laid(name, text))


def _stands_already(folder: Path, name: str, text: str) -> bool:
    base = _read(folder, name)
    return base is not None and overlaid(base, _laid(name, text)).value == base.value


def make_version(release: Path, changes: Sequence[Change], out: Path) -> Path:
    """The folder of the version that these changes make of a release. It appears whole or not at all.

    raises   NotChangeable, StandsOtherwise; PackRefused where something is no YAML
    """
    with finished(out) as folder:
        shutil.copytree(release, folder, dirs_exist_ok=True)
        for change in changes:
            lay_change(folder, change)
        if changes:
            _mark(folder, changes[-1].number)
    return out


def version_hash(folder: Path) -> str:
    """The hash by which a version is known: over the names and bytes of all its files."""
    return Folder(folder).hash()


def lay_change(folder: Path, change: Change) -> None:
    """Lays one change over the files of a folder, and keeps it beside them. raises as `make_version`"""
    for name, text in change.lay.items():
        base, laid = _read(folder, name), _laid(name, text)
        _check_standing(change, name, base, laid)
        merged = laid if base is None else overlaid(base, laid)
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_yaml(merged.value), "utf-8")
    kept = folder / CHANGES / f"{change.number:04d}.yaml"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(as_yaml(_as_value(change)), "utf-8")


def changes_in(folder: Path) -> list[Change]:
    """The changes that a version's folder holds, in order."""
    return [
        _from_value(read_yaml(file, file.name).value) for file in sorted((folder / CHANGES).glob("*.yaml"))
    ]


def _mark(folder: Path, number: int) -> None:
    """Writes into pack.yaml which version it is: the release's, and the number of the last change in it."""
    head = read_yaml(folder / "pack.yaml", "pack.yaml").value
    release = head["version"].partition("+")[0]
    marked = {**head, "version": f"{release}+{number}"}
    (folder / "pack.yaml").write_text(as_yaml(marked), "utf-8")


def _read(folder: Path, name: str) -> Located | None:
    _check_changeable(name)
    file = folder / name
    return read_yaml(file, name) if file.is_file() else None


def _laid(name: str, text: str) -> Located:
    return read_yaml_text(text, name)


def _check_changeable(name: str) -> None:
    path = PurePosixPath(name)
    in_folder = len(path.parts) == 2 and path.parts[0] in CHANGEABLE and path.suffix == ".yaml"
    if ".." in path.parts or not (in_folder or name in FILES):
        raise NotChangeable(
            f"{name}: a change touches {', '.join(sorted(CHANGEABLE))} or pools.yaml; all else comes with a release",
            zh=f"{name}：本地修改只能涉及政策、参数、限额、文件与算例，其他内容随发行版更新",
        )


def _check_standing(change: Change, name: str, base: Located | None, laid: Located) -> None:
    stands, expected = as_yaml(_standing(base, laid)), change.expects.get(name, as_yaml(None))
    if stands != expected:
        raise StandsOtherwise(
            f"change {change.number} ({change.words.en}), {name}: made upon\n{expected}but now stands\n{stands}"
            "decide which of the two holds, and make the change again or leave it out",
            zh=f"第 {change.number} 项修改（{change.words.zh}），{name}：修改时为\n{expected}现在为\n{stands}"
            "请决定以哪个为准，重新提出修改或不再沿用",
        )


def _standing(base: Located | None, laid: Located) -> Any:
    return _at(None if base is None else base.value, laid.value)


def _at(base: Any, laid: Any) -> Any:
    """Of the base what stands where something is laid; of what is removed, all of it."""
    if is_removal(laid):
        return base
    if isinstance(base, dict) and isinstance(laid, dict):
        return {key: _at(base.get(key), part) for key, part in laid.items()}
    if isinstance(base, list) and isinstance(laid, list) and _identified(base) and _identified(laid):
        standing = {identity(item): item for item in base}
        return [_at(standing.get(identity(item)), item) for item in laid]
    return base


def _identified(items: list[Any]) -> bool:
    return all(identity(item) is not None for item in items)


def _as_value(change: Change) -> dict[str, Any]:
    words = {"zh": change.words.zh, "en": change.words.en}
    return {
        "number": change.number,
        "title": words,
        "lay": dict(change.lay),
        "expects": dict(change.expects),
    }


def _from_value(value: Mapping[str, Any]) -> Change:
    return Change(value["number"], Words(**value["title"]), value["lay"], value["expects"])


def touched(lay: Mapping[str, str]) -> Iterator[str]:
    """The ids of measures that a change touches, by their own file or by a prefecture's values."""
    for name, text in lay.items():
        folder, _, file = name.partition("/")
        if folder == "measures":
            yield file.removesuffix(".yaml")
        elif folder == "local":
            yield from (one["measure"] for one in _laid(name, text).value.get("values", ()))
