"""Laying a draft's changes over a file: mappings merge, lists of things with an id merge by id, the rest is replaced.

An explicit `null` takes something away. Where each value comes from is kept, so an error names the draft's own line.
"""

from typing import Any

from jiyao.engine.packs.located import Located, Marks, Step


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
            merged.append(_merged(base.at(index), other, here, marks))
        else:
            merged.append(_taken(base.at(index), here, marks))
    for index in changed.values():
        merged.append(_taken(change.at(index), (*path, len(merged)), marks))
    return merged
