"""A measure's file as parts: where each stands in it, how each is addressed, and the file with one of them changed."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import Step
from jiyao.engine.packs.overlay import identity
from jiyao.policy.queries.drafts import Laid

POOLS = "pools.yaml"
BETWEEN = ":"
Path = tuple[Step, ...]


class PartKind(StrEnum):
    """What a part of a measure is."""

    ABOUT = "about"
    APPLIES = "applies"
    CONDITION = "condition"
    WAY = "way"
    ASK = "ask"
    PARAMETER = "parameter"
    BASE = "base"
    RELAXED = "relaxed"
    GIVES = "gives"
    LIMIT = "limit"
    POOL = "pool"
    WINDOW = "window"
    YIELDS = "yields"
    PAPER = "paper"
    BASIS = "basis"
    OPEN = "open"
    NOTE = "note"


WHOLE = (PartKind.ABOUT, PartKind.APPLIES, PartKind.YIELDS)
"""Parts whose keys stand at the top of the measure's file, among others."""
ROWS = (PartKind.BASE, PartKind.RELAXED)
LISTS: Mapping[PartKind, str] = {
    PartKind.CONDITION: "requires",
    PartKind.ASK: "asks_people",
    PartKind.GIVES: "gives",
    PartKind.LIMIT: "limits",
    PartKind.PAPER: "evidence",
    PartKind.BASIS: "documents",
    PartKind.OPEN: "open",
    PartKind.NOTE: "notes",
}
"""Parts that are items of a list of the measure's file."""


class NoPart(Invalid):
    """The measure has no such part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a measure. `path`: where in the file; of an item of a list its index is last. `value`: as in YAML."""

    kind: PartKind
    names: tuple[str, ...]
    file: str
    path: Path
    value: Any

    @property
    def address(self) -> str:
        """By which it is asked for."""
        return BETWEEN.join((self.kind, *self.names))


def part_at(laid: Laid, measure: str, address: str) -> Part:
    """The part of that address, as it stands with the draft. raises NoPart"""
    found = next((part for part in parts_of(laid, measure) if part.address == address), None)
    if found is None:
        raise NoPart(f"{measure} has no {address}", zh=f"该政策没有“{address}”这一部分")
    return found


def parts_of(laid: Laid, measure: str) -> Iterator[Part]:
    """Every part of a measure, as it stands with the draft, in the order of its file."""
    yield from parts_in(laid, measure, laid.file(file_of(measure)).value or {}, laid.file(POOLS).value or [])


def parts_before(laid: Laid, measure: str) -> dict[str, Part]:
    """Every part as it stands without the draft, by its address."""
    value, pools = laid.before(file_of(measure)) or {}, laid.before(POOLS) or []
    return {part.address: part for part in parts_in(laid, measure, value, pools)}


def gone_parts(laid: Laid, measure: str) -> list[Part]:
    """The parts that the draft takes away; what is within one of them goes and comes with it."""
    standing = {part.address for part in parts_of(laid, measure)}
    gone = [part for address, part in parts_before(laid, measure).items() if address not in standing]
    return [part for part in gone if not any(_holds(other, part) for other in gone)]


def _holds(whole: Part, part: Part) -> bool:
    """Whether a part lies within another."""
    return part is not whole and part.file == whole.file and part.path[: len(whole.path)] == whole.path


def file_of(measure: str) -> str:
    """The file of a measure."""
    return f"measures/{measure}.yaml"


def parts_in(laid: Laid, measure: str, value: Mapping[str, Any], pools: Sequence[Any]) -> Iterator[Part]:
    """Every part of a measure's file, and the pools that it draws on."""
    file = file_of(measure)
    for kind in WHOLE:
        yield Part(kind, (), file, (), value)
    for name, parameter in (value.get("parameters") or {}).items():
        yield Part(PartKind.PARAMETER, (name,), file, ("parameters", name), parameter)
        for kind in ROWS:
            yield from _items(
                kind, (name,), file, ("parameters", name, kind.value), parameter.get(kind.value)
            )
    for kind, key in LISTS.items():
        yield from _items(kind, (), file, (key,), value.get(key))
    if value.get("window"):
        yield Part(PartKind.WINDOW, (), file, ("window",), value["window"])
    drawn = {limit.get("pool") for limit in value.get("limits") or ()}
    for index, pool in enumerate(pools):
        if pool.get("id") in drawn:
            yield Part(PartKind.POOL, (pool["id"],), POOLS, (index,), pool)


def _items(kind: PartKind, within: tuple[str, ...], file: str, path: Path, listed: Any) -> Iterator[Part]:
    if isinstance(listed, dict):  # a single thing that is given
        yield Part(kind, (*within, "1"), file, path, listed)
        return
    for index, item in enumerate(listed or ()):
        name = str(item.get("id") or item.get("pool") or _first_day(item) or index + 1)
        part = Part(kind, (*within, name), file, (*path, index), item)
        yield part
        if kind is PartKind.CONDITION:
            ways = item.get("any_of")
            yield from _items(PartKind.WAY, (name,), file, (*part.path, "any_of"), ways)


def _first_day(item: Mapping[str, Any]) -> str:
    """By what an item that has no name is known, where it begins on a day."""
    starts = item.get("from")
    return starts.isoformat() if isinstance(starts, date) else ""


def with_part(laid: Laid, part: Part, value: Any) -> dict[str, Any]:
    """The files that change where the part is to be that value; None takes it away."""
    whole = deepcopy(laid.file(part.file).value)
    if not part.path:
        return {part.file: value}
    *path, last = part.path
    within = _at(whole, path)
    if isinstance(within, list) and isinstance(last, int):
        within[:] = _placed(within, last, value)
    elif value is None:
        del within[last]
    else:
        within[last] = value
    return {part.file: _without_empty(whole, path)}


def _placed(items: Sequence[Any], index: int, value: Any) -> list[Any]:
    """The list with another item; one that is known by another name or first day stands at the end."""
    left, right = [*items[:index]], [*items[index + 1 :]]
    if value is None:
        return [*left, *right]
    same = identity(value) == identity(items[index])
    return [*left, value, *right] if same else [*left, *right, value]


def _without_empty(whole: Any, path: Sequence[Step]) -> Any:
    """The file without a list in which nothing is left; one thing that is given needs no list."""
    if not path or _at(whole, path) != []:
        return whole
    *above, last = path
    within = _at(whole, above)
    del within[last]
    return whole


def with_new(laid: Laid, file: str, path: Path, value: Any) -> dict[str, Any]:
    """The files that change where something is added at a path: as the last of its list, or under its own key."""
    whole = deepcopy(laid.file(file).value)
    if not path:
        return {file: [*(whole or []), value]}
    within = whole
    for step in path[:-1]:
        within = within.setdefault(step, {}) if isinstance(within, dict) else within[step]
    listed = within.get(path[-1])
    before = listed if isinstance(listed, list) else [] if listed is None else [listed]
    within[path[-1]] = [*before, value]
    return {file: whole}


def with_key(laid: Laid, file: str, path: Path, value: Any) -> dict[str, Any]:
    """The files that change where something new stands under a key."""
    whole = deepcopy(laid.file(file).value)
    within = whole
    for step in path[:-1]:
        within = within.setdefault(step, {})
    within[path[-1]] = value
    return {file: whole}


def _at(value: Any, path: Sequence[Step]) -> Any:
    for step in path:
        value = value[step]
    return value


def restored(laid: Laid, before: Part) -> dict[str, Any]:
    """The files that change where a part that the draft took away is to stand again, at its place."""
    whole = deepcopy(laid.file(before.file).value)
    *path, last = before.path
    if not isinstance(last, int):
        return with_key(laid, before.file, before.path, before.value)
    within = whole
    for step in path:
        within = within.setdefault(step, []) if isinstance(within, dict) else within[step]
    old = _at(laid.before(before.file), path)
    standing = {identity(item): item for item in within} | {identity(before.value): before.value}
    known = [identity(item) for item in old]
    within[:] = [
        *(standing[name] for name in known if name in standing),
        *(item for item in within if identity(item) not in known),
    ]
    return {before.file: whole}
