"""Which gaps a change would fill, by what it lays where."""

from collections.abc import Iterator, Mapping
from typing import Any

from jiyao.base.periods import Period
from jiyao.engine.packs.entering import place_of_series
from jiyao.engine.packs.gaps import Gap, GapKind
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.overlay import identity

LaidFiles = Mapping[str, Any]
"""By file, what a change lays over it."""


def laid_files(lay: Mapping[str, str]) -> LaidFiles:
    """The YAML of a change, read. raises PackRefused where it is none"""
    return {name: read_yaml_text(text, name).value for name, text in lay.items()}


def fills(laid: LaidFiles, gap: Gap, pack: Pack) -> bool:
    """Whether a change lays something where the gap is, on days for which it matters."""
    if gap.kind is GapKind.LOCAL:
        return any(sets_local(laid, gap.measures[0], gap.name, division) for division in _prefectures(laid))
    if gap.kind is GapKind.VALUE:
        return any(_period(row).overlaps(gap.period) for row in _rows(laid, gap, pack))
    if gap.kind is GapKind.LIMIT:
        return _item(laid.get("pools.yaml"), gap.name) is not None
    return any(_touches(laid.get(f"measures/{measure}.yaml") or {}, gap) for measure in gap.measures)


def sets_local(laid: LaidFiles, measure: str, parameter: str, division: str) -> bool:
    """Whether a change sets a prefecture's own value."""
    listed = (laid.get(f"local/{division}.yaml") or {}).get("values")
    return any((one.get("measure"), one.get("parameter")) == (measure, parameter) for one in listed or ())


def publishes(laid: LaidFiles, measure: str, division: str) -> bool:
    """Whether a change publishes a prefecture's local guide of a measure."""
    listed = (laid.get(f"guides/{division}.yaml") or {}).get("guides")
    return any(one.get("measure") == measure for one in listed or ())


def _prefectures(laid: LaidFiles) -> Iterator[str]:
    for name in laid:
        folder, _, file = name.partition("/")
        if folder == "local":
            yield file.removesuffix(".yaml")


def _rows(laid: LaidFiles, gap: Gap, pack: Pack) -> list[Any]:
    """The rows that are laid over the series of a gap."""
    file, path = place_of_series(pack.measures[gap.measures[0]], gap.name)
    value = laid.get(file)
    for step in (*path, gap.series):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def _period(row: Mapping[str, Any]) -> Period:
    return Period(row.get("from"), row.get("to"))


def _touches(measure: Mapping[str, Any], gap: Gap) -> bool:
    match gap.kind:
        case GapKind.WINDOW:
            return "window" in measure
        case GapKind.OPEN:
            return "open" in measure
        case GapKind.ASK:
            return _item(measure.get("asks_people"), gap.name) is not None
        case GapKind.WAY:
            condition = _item(measure.get("requires"), gap.within) or {}
            return _item(condition.get("any_of"), gap.name) is not None
        case _:
            return _item(measure.get("requires"), gap.name) is not None


def _item(items: Any, name: str) -> Any:
    """The item of that name; None where the list has none."""
    return next((one for one in items or () if identity(one) == name), None)
