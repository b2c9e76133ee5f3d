"""What must be laid over one value so that another stands: the least of it, in the format of drafts and changes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import Located, read_yaml_text
from jiyao.engine.packs.overlay import KNOWN_BY, REMOVE, identity, overlaid
from jiyao.engine.packs.writing import as_yaml

Item = Mapping[Any, Any]


class CannotBeLaid(Invalid):
    """Nothing can be laid over the one value that makes the other of it."""


class _Same:
    """Nothing has to be laid."""


SAME: Final = _Same()


def lay_between(old: Any, new: Any) -> Any:
    """What is laid over the old value so that the new one stands; SAME where they are alike.

    raises   CannotBeLaid: two items of a list are known by the same, or stand in another order than before
    """
    laid = _between(old, new)
    after = old if laid is SAME else overlaid(_located(old), _located(laid)).value
    if _plain(after) != _plain(new):
        raise CannotBeLaid(
            "two things of one list are called the same, or their order has changed; "
            "give each its own name or first day",
            zh="同一列表中有两项同名或起始日相同，或顺序有变；请改用不同的编号或起始日",
        )
    return laid


def _located(value: Any) -> Located:
    return read_yaml_text(as_yaml(value), "")


def _plain(value: Any) -> Any:
    """The value without its empty keys: a key that is null says what a missing one says."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items() if part is not None}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _between(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _between_mappings(old, new)
    if _named(old) and _named(new):
        return _between_lists(old, new)
    return SAME if type(old) is type(new) and old == new else new


def _between_mappings(old: Item, new: Item) -> Any:
    laid: dict[Any, Any] = {}
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old:
            laid[key] = new[key]
        elif key not in new:
            laid |= {} if old[key] is None else {key: None}
        else:
            part = _between(old[key], new[key])
            laid |= {} if part is SAME else {key: part}
    return laid or SAME


def _named(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(identity(item) is not None for item in value)


def _between_lists(old: Sequence[Item], new: Sequence[Item]) -> list[Any] | _Same:
    standing = {identity(item): item for item in old}
    staying = {identity(item) for item in new}
    laid: list[Any] = [{**_name_of(item), REMOVE: True} for item in old if identity(item) not in staying]
    for item in new:
        before = standing.get(identity(item))
        part = item if before is None else _between(before, item)
        if part is not SAME:
            laid.append({**_name_of(item), **part})
    return laid or SAME


def _name_of(item: Item) -> dict[str, Any]:
    """The keys by which an item of a list is known again."""
    if "parameter" in item:
        return {key: item[key] for key in ("measure", "parameter") if key in item}
    key = next(key for key in KNOWN_BY if key in item)
    return {key: item[key]}
