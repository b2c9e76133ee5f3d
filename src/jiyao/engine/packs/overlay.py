"""Laying a draft's changes over a file: mappings merge, lists of things with an id merge by id, the rest is replaced.

An explicit `null` takes a key away, and `remove: true` an item of a list. Where each value comes from is kept, so an
error names the draft's own line.
"""

from typing import Any

from jiyao.engine.packs.located import Located, Marks, Step
from jiyao.engine.problems import PackRefused, Problem

REMOVE = "remove"
KNOWN_BY = ("id", "pool", "from", "measure", "parameter")
"""The keys by one or two of which an item of a list is known again."""


def overlaid(base: Located, change: Located) -> Located:
    """The base with the change laid over it; neither is altered."""
    marks: Marks = {}
    return Located(_merged(base, change, (), marks), marks)


def _merged(base: Located, change: Located, path: tuple[Step, ...], marks: Marks) -> Any:
    marks[path] = change.place(())
    if isinstance(base.value, dict) and isinstance(change.value, dict):
        return _merged_mapping(base, change, path, marks)
    if _has_ids(base.value) and _has_ids(change.value):
        return _merged_list(base, change, path, marks)
    return _taken(change, path, marks)


def _taken(part: Located, path: tuple[Step, ...], marks: Marks) -> Any:
    marks.update({path + steps: place for steps, place in part.marks.items()})
    return part.value


def _merged_mapping(base: Located, change: Located, path: tuple[Step, ...], marks: Marks) -> dict[Any, Any]:
    merged = {}
    for key in {**base.value, **change.value}:
        if key not in change.value:
            merged[key] = _taken(base.at(key), (*path, key), marks)
        elif change.value[key] is None and key in base.value:
            continue
        elif key not in base.value:
            merged[key] = _taken(change.at(key), (*path, key), marks)
        else:
            merged[key] = _merged(base.at(key), change.at(key), (*path, key), marks)
    return merged


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(identity(item) is not None for item in value)


def identity(item: Any) -> Any:
    """By what an item of a list is known again; None where it is not."""
    if not isinstance(item, dict):
        return None
    if "measure" in item or "parameter" in item:
        return item.get("measure"), item.get("parameter")
    return item.get("id", item.get("pool", item.get("from")))


def _merged_list(base: Located, change: Located, path: tuple[Step, ...], marks: Marks) -> list[Any]:
    changed = {identity(item): index for index, item in enumerate(change.value)}
    merged: list[Any] = []
    for index, item in enumerate(base.value):
        here = (*path, len(merged))
        if identity(item) in changed:
            other = change.at(changed.pop(identity(item)))
            if is_removal(other.value):
                _check_removal(other)
                continue
            merged.append(_merged(base.at(index), other, here, marks))
        else:
            merged.append(_taken(base.at(index), here, marks))
    for index in changed.values():
        new = change.at(index)
        if is_removal(new.value):
            raise _wrong_removal(new, "nothing of that name stands here; leave it out")
        merged.append(_taken(new, (*path, len(merged)), marks))
    return merged


def is_removal(item: Any) -> bool:
    """Whether an item of a list takes away the one that it names."""
    return isinstance(item, dict) and item.get(REMOVE) is True


def _check_removal(item: Located) -> None:
    extra = [key for key in item.value if key not in (REMOVE, *KNOWN_BY)]
    if extra:
        raise _wrong_removal(item, f'what is removed has no "{extra[0]}"; name it and write `remove: true`')


def _wrong_removal(item: Located, message: str) -> PackRefused:
    return PackRefused([Problem(item.place(()), f'"{_called(item.value)}": {message}')])


def _called(item: Any) -> str:
    """What an item is called in an error."""
    found = identity(item)
    return "/".join(part for part in found if part is not None) if isinstance(found, tuple) else str(found)
