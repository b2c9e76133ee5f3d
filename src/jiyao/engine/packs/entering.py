"""What an official enters, as YAML that is laid over a version: rows of a series, confirmed parts, answered points.

Rows with a first day merge by it, so that only what changes is laid; a series with a row without one is laid whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jiyao.base.periods import ONE_DAY, Period
from jiyao.engine.measures import VERIFIED, Measure
from jiyao.engine.packs.gaps import Gap, GapKind
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.overlay import identity
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.rules.types import Type
from jiyao.engine.shapes import Source, Words

UNFOUND = "unverified"
Lay = dict[str, str]
RowValue = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """A value that was read in a document: in fen, ten-thousandths or whole numbers as its series wants them in YAML.

    value          one value, or a table by key
    confirmed_on   the day on which who proposes it has read it
    """

    value: Any
    period: Period
    source: Source
    confirmed_on: date
    note: Words | None = None

    def row(self) -> dict[str, Any]:
        """The row of the series."""
        days = {"from": self.period.starts_on, "to": self.period.ends_on}
        key = "values" if isinstance(self.value, Mapping) else "value"
        row: dict[str, Any] = {name: day for name, day in days.items() if day is not None}
        row |= {key: self.value, "source": _source(self.source)}
        row |= {"confidence": VERIFIED, "confirmed_on": self.confirmed_on}
        return row if self.note is None else {**row, "note": self.note.model_dump()}

    def engine_value(self, type_: Type) -> Any:
        """The value as the engine keeps it."""
        if isinstance(self.value, Mapping):
            return {key: read_value(type_, value) for key, value in self.value.items()}
        return read_value(type_, self.value)


def _source(source: Source) -> dict[str, Any]:
    return source.model_dump(exclude_none=True)


def lay_value(folder: Path, gap: Gap, measure: Measure, entered: Entered) -> Lay:
    """The YAML that fills a gap of a series in the version of the folder."""
    file, path = place_of_series(measure, gap.name)
    rows = _at(folder, file, (*path, gap.series)) or []
    days = {"from": gap.period.starts_on, "to": gap.period.ends_on}
    index = next((i for i, row in enumerate(rows) if all(row.get(k) == d for k, d in days.items())), None)
    return _lay(file, (*path, gap.series), laid_rows(rows, filled(rows, index, entered.row())))


def lay_relaxation(folder: Path, measure: Measure, parameter: str, entered: Entered) -> Lay:
    """The YAML of a relaxation, which ends by itself on its last day."""
    file, path = place_of_series(measure, parameter)
    rows = _at(folder, file, (*path, "relaxed")) or []
    return _lay(file, (*path, "relaxed"), laid_rows(rows, [*rows, entered.row()]))


def lay_local(folder: Path, division: str, measure: str, parameter: str, entered: Entered) -> Lay:
    """The YAML of a prefecture's own value. What it had until then ends on the day before."""
    file = f"local/{division}.yaml"
    listed = _at(folder, file, ("values",)) or []
    same = (one["base"] for one in listed if (one["measure"], one["parameter"]) == (measure, parameter))
    rows: list[dict[str, Any]] = next(same, [])
    new = entered.row()
    base = laid_rows(rows, [*(_ended(row, new) for row in rows), new])
    values = [{"measure": measure, "parameter": parameter, "base": base}]
    return {file: as_yaml({"division": division, "values": values})}


def lay_deadline(measure: Measure, parameter: str, day: date, source: Source) -> Lay:
    """The YAML of the day by which prefectures have to set a value."""
    file, path = place_of_series(measure, parameter)
    return _lay(file, (*path, "set_by"), {"day": day, "source": source.model_dump(exclude={"note"})})


def lay_guide(folder: Path, division: str, measure: str, edition: RowValue) -> Lay:
    """The YAML of a prefecture's guide of a measure. What it had published until then ends on the day before."""
    file = f"guides/{division}.yaml"
    listed = _at(folder, file, ("guides",)) or []
    rows: list[dict[str, Any]] = next((one["editions"] for one in listed if one["measure"] == measure), [])
    editions = laid_rows(rows, [*(_ended(row, edition) for row in rows), edition])
    return {file: as_yaml({"division": division, "guides": [{"measure": measure, "editions": editions}]})}


def _ended(row: RowValue, new: RowValue) -> RowValue:
    """A row that went on without an end and began before the new one: it ends on the day before."""
    starts: date | None = new.get("from")
    if starts is None or row.get("to") is not None:
        return row
    begins_before = row.get("from") is None or row["from"] < starts
    return {**row, "to": starts - ONE_DAY} if begins_before else row


def lay_confirmed(gap: Gap, source: Source) -> Lay:
    """The YAML that confirms a condition, a way of one, a window, a limit, or what people judge."""
    file = f"measures/{gap.measures[0]}.yaml"
    confirmed = {"confidence": VERIFIED, "source": _source(source)}
    named = {"id": gap.name, **confirmed}
    match gap.kind:
        case GapKind.LIMIT:
            return {"pools.yaml": as_yaml([named])}
        case GapKind.WINDOW:
            return {file: as_yaml({"window": confirmed})}
        case GapKind.WAY:
            return {file: as_yaml({"requires": [{"id": gap.within, "any_of": [named]}]})}
        case GapKind.ASK:
            return {file: as_yaml({"asks_people": [named]})}
        case _:
            return {file: as_yaml({"requires": [named]})}


def lay_answer(folder: Path, gap: Gap, answer: Words) -> Lay:
    """The YAML that takes a point off the open ones; point and answer stay among the measure's notes."""
    file = f"measures/{gap.measures[0]}.yaml"
    points, notes = (_at(folder, file, (key,)) or [] for key in ("open", "notes"))
    index = int(gap.name) - 1
    point = points[index]
    note = {"zh": f"{point['zh']}：{answer.zh}", "en": f"{point['en']}: {answer.en}"}
    left = [one for number, one in enumerate(points) if number != index]
    return {file: as_yaml({"open": left, "notes": [*notes, note]})}


def place_of_series(measure: Measure, parameter: str) -> tuple[str, tuple[str, ...]]:
    """The file in which a series stands, and where in it: the measure's own, or one that measures share."""
    file = measure.parameters[parameter].place.file
    shared = file.startswith("parameters/")
    return file, (parameter,) if shared else ("parameters", parameter)


def filled(rows: Sequence[RowValue], index: int | None, new: RowValue) -> list[RowValue]:
    """The rows with a new one; what is left of the one that it fills, before and after, stays as it was."""
    if index is None:
        return [*rows, new]
    old, starts, ends = rows[index], new.get("from"), new.get("to")
    if not _period(old).overlaps(_period(new)):
        return [*rows, new]
    left: list[RowValue] = []
    right: list[RowValue] = []
    if starts is not None and (old.get("from") is None or old["from"] < starts):
        left = [{**old, "to": starts - ONE_DAY}]
    if ends is not None and (old.get("to") is None or old["to"] > ends):
        right = [{**old, "from": ends + ONE_DAY}]
    return [*rows[:index], *left, *_split(old, new), *right, *rows[index + 1 :]]


def _split(old: RowValue, new: RowValue) -> list[RowValue]:
    """A new row that begins before the one it fills, in two: rows merge by their first day, and none goes away."""
    first, begins = old.get("from"), new.get("from")
    if first is None or begins is None or begins >= first:
        return [new]
    return [{**new, "to": first - ONE_DAY}, {**new, "from": first}]


def _period(row: RowValue) -> Period:
    return Period(row.get("from"), row.get("to"))


def laid_rows(old: Sequence[RowValue], new: Sequence[RowValue]) -> list[dict[str, Any]]:
    """Of the new rows what must be laid over the old ones so that they stand."""
    if not old or any(identity(row) is None for row in (*old, *new)):
        return [dict(row) for row in new]
    standing = {identity(row): row for row in old}
    return [
        _over(standing.get(identity(row)), row)
        for row in new
        if dict(row) != dict(standing.get(identity(row), {}))
    ]


def _over(old: RowValue | None, new: RowValue) -> dict[str, Any]:
    """The row with a null for each key that only the old one has; a mapping in it is merged key by key."""
    if old is None:
        return dict(new)
    gone = {key: None for key in old if key not in new}
    laid = dict(new)
    for key, part in new.items():
        if isinstance(old.get(key), Mapping) and isinstance(part, Mapping):
            laid[key] = {**dict.fromkeys(k for k in old[key] if k not in part), **part}
    return {**laid, **gone}


def _at(folder: Path, file: str, path: Sequence[str]) -> Any:
    if not (folder / file).is_file():
        return None
    value = read_yaml(folder / file, file).value
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _lay(file: str, path: Sequence[str], value: Any) -> Lay:
    for step in reversed(path):
        value = {step: value}
    return {file: as_yaml(value)}
