"""What is given in the form of a part, as the files of the draft in which it stands so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from jiyao.base.periods import Period
from jiyao.engine.measures import VERIFIED
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.writing import as_yaml
from jiyao.interfaces.desk.changing.documents import NEW, Incomplete, basis_from, refuse_no_clause
from jiyao.interfaces.desk.ruling import slots as s
from jiyao.interfaces.desk.ruling import words as w
from jiyao.interfaces.desk.ruling.checking import check, wanted_by
from jiyao.interfaces.desk.ruling.forms import RULE, gives_kind, pool_choice, pool_slots, slots_of
from jiyao.interfaces.desk.ruling.parts import (
    LISTS,
    POOLS,
    ROWS,
    WHOLE,
    NoPart,
    Part,
    PartKind,
    file_of,
    with_key,
    with_new,
    with_part,
)
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.slots import Slot

Files = dict[str, Any]
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
LONGEST_NAME = 60
NEW_POOL = "pool_"
"""What stands before the names of the fields of a new pool."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A part that is edited, or one that is added. `names`: what it is called, or within what it is added."""

    setting: Setting
    kind: PartKind
    names: tuple[str, ...]
    part: Part | None = None

    @property
    def value(self) -> Mapping[str, Any]:
        """What stands in it."""
        if self.part is not None:
            found: Mapping[str, Any] = self.part.value
            return found
        return {"confidence": "unverified"} if self._has_confidence else self._given_kind

    @property
    def _has_confidence(self) -> bool:
        return self.kind in (PartKind.CONDITION, PartKind.WAY, PartKind.ASK, PartKind.WINDOW, *ROWS)

    @property
    def _given_kind(self) -> Mapping[str, Any]:
        if self.kind is not PartKind.GIVES:
            return {}
        standing = self.setting.value.get("gives") or {}
        first = standing[0] if isinstance(standing, list) else standing
        return {gives_kind(first): ""}

    @property
    def mark(self) -> str:
        """By which it is known whether it still stands so; empty of something new."""
        return "" if self.part is None else sha256(as_yaml(self.part.value).encode()).hexdigest()[:16]

    def slots(self) -> list[Slot]:
        """Its fields. A condition of several ways has no expression of its own."""
        found = slots_of(self.setting, self.kind, self.names, self.value)
        if self.part is None:
            found = [*self._naming(), *found]
        has_ways = bool(self.value.get("any_of"))
        return [slot for slot in found if not (has_ways and slot.name == RULE)]

    def _naming(self) -> list[Slot]:
        """Of something new what it is called, where nobody can guess."""
        if self.kind is PartKind.PARAMETER:
            return [s.text("name", w.NAME, ("name",), hint=w.NAME_HINT, needed=True)]
        if self.kind is PartKind.LIMIT:
            return [pool_choice(self.setting)]
        return []

    def pool_slots(self) -> list[Slot]:
        """The fields of a new pool, where a limit is added."""
        is_new = self.kind is PartKind.LIMIT and self.part is None
        return pool_slots(self.setting, prefix=NEW_POOL) if is_new else []


def edited_files(edited: Edited, given: Mapping[str, str], on: date) -> Files:
    """The files that change where the part is as given. raises Incomplete: what is missing or wrong"""
    edited, given, added = _with_document(edited, given)
    old = edited.value
    new = s.filled_in(edited.slots(), old, given)
    if edited.part is not None and new == old and not added:
        return {}
    new = _read_today(new, old, on)
    _check_days(new)
    _check_clause(edited, new.get("source"), old.get("source"))
    if RULE in given:
        check(edited.setting, given[RULE], wanted_by(edited.kind, new))
    if edited.kind in ROWS:
        _check_row(edited, new)
    files = _added(edited, given, new) if edited.part is None else _changed(edited, edited.part, new)
    return {**added, **files}


def _with_document(edited: Edited, given: Mapping[str, str]) -> tuple[Edited, Mapping[str, str], Files]:
    """What was given, with the id of a document that is new, and that document's file."""
    if given.get("document") != NEW:
        return edited, given, {}
    pack = edited.setting.teller.pack
    basis = basis_from(given, pack, None, edited.setting.before.stage)
    added = {name: read_yaml_text(text, name).value for name, text in basis.lay.items()}
    laid = replace(edited.setting.laid, lay={**edited.setting.laid.lay, **basis.lay})
    edited = replace(edited, setting=replace(edited.setting, laid=laid))
    return edited, {**given, "document": basis.source.document}, added


def _read_today(new: dict[str, Any], old: Mapping[str, Any], on: date) -> dict[str, Any]:
    """A row that is called verified from now on was read today, where nothing else is said."""
    is_row = "value" in new or "values" in new
    becomes = new.get("confidence") == VERIFIED and old.get("confidence") != VERIFIED
    return {**new, "confirmed_on": on} if is_row and becomes and "confirmed_on" not in new else new


def _check_days(new: Mapping[str, Any]) -> None:
    starts, ends = new.get("from"), new.get("to")
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        raise Incomplete("to", f"ends on {ends}, before it starts", f"截止日 {ends} 早于起始日 {starts}")


def _check_clause(edited: Edited, source: Mapping[str, Any] | None, before: Mapping[str, Any] | None) -> None:
    """Nothing where what is named now is a clause of its document. raises Incomplete"""
    pack = edited.setting.teller.pack
    if source and source != before and source.get("document") in pack.documents:
        refuse_no_clause(pack, source["document"], source.get("article"))


def _check_row(edited: Edited, new: Mapping[str, Any]) -> None:
    """Nothing where a row has its value and days of its own. raises Incomplete"""
    if "value" not in new and not new.get("values"):
        name = next((slot.name for slot in edited.slots() if slot.name.startswith("value")), "value")
        raise Incomplete(name, "give the value", "请填写数值")
    own = Period(new.get("from"), new.get("to"))
    series = edited.setting.value["parameters"][edited.names[0]].get(edited.kind.value) or []
    here = None if edited.part is None else edited.part.path[-1]
    for index, row in enumerate(series):
        other = Period(row.get("from"), row.get("to"))
        if index != here and own.overlaps(other):
            days = f"{other.starts_on or '…'} – {other.ends_on or '…'}"
            raise Incomplete(
                "from",
                f"the days overlap with the row of {days}; end that one first, or choose others",
                f"与 {days} 的一行日期重叠；请先给那一行填截止日，或另选日期",
            )


def _changed(edited: Edited, part: Part, new: dict[str, Any]) -> Files:
    return with_part(edited.setting.laid, part, new)


def _added(edited: Edited, given: Mapping[str, str], new: dict[str, Any]) -> Files:
    """The files with something new in them."""
    setting, kind, file = edited.setting, edited.kind, file_of(edited.setting.measure)
    if kind is PartKind.PARAMETER:
        return with_key(setting.laid, file, ("parameters", _name(setting, new.pop("name"))), new)
    if kind is PartKind.WINDOW:
        return with_key(setting.laid, file, ("window",), new)
    if kind in ROWS:
        return with_new(setting.laid, file, ("parameters", edited.names[0], kind.value), new)
    if kind is PartKind.LIMIT:
        return _limit(edited, given, new)
    if kind is PartKind.WAY:
        return _way(edited, new)
    if kind in (PartKind.CONDITION, PartKind.ASK):
        new = {"id": _id(new["en"], _ids(setting)), **new}
    return with_new(setting.laid, file, (LISTS[kind],), new)


def _name(setting: Setting, name: str) -> str:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise Incomplete(
            "name",
            f"{name} is no name; write small letters, digits and underscores",
            f"“{name}”不能作名字，请用小写字母、数字和下划线",
        )
    if name in setting.parameters:
        raise Incomplete("name", f"{name} is taken; choose another", f"“{name}”已被使用，请另取")
    return name


def _limit(edited: Edited, given: Mapping[str, str], new: dict[str, Any]) -> Files:
    setting, file = edited.setting, file_of(edited.setting.measure)
    if new["pool"] != NEW:
        return with_new(setting.laid, file, ("limits",), new)
    pool = s.filled_in(edited.pool_slots(), {}, given)
    id_ = _id(pool["title"]["en"], (one["id"] for one in setting.pools))
    source, stands = {"source": new["source"]}, {"confidence": VERIFIED}
    limits = with_new(setting.laid, file, ("limits",), {**new, "pool": id_})
    return {**limits, **with_new(setting.laid, POOLS, (), {"id": id_, **pool, **source, **stands})}


def _way(edited: Edited, new: dict[str, Any]) -> Files:
    """Another way of a condition; one that has an expression keeps it as its first way."""
    setting, (name,) = edited.setting, edited.names
    listed = setting.value.get("requires") or []
    index = next((i for i, one in enumerate(listed) if one["id"] == name), None)
    if index is None:
        raise NoPart(f"there is no condition {name}", zh=f"没有条件“{name}”")
    condition = dict(listed[index])
    ways = list(condition.get("any_of") or [])
    rule = condition.pop("rule", None)
    if rule is not None:
        kept = {key: condition[key] for key in ("zh", "en", "source", "confidence") if key in condition}
        ways.append({"id": _id(condition["en"], ()), "rule": rule, **kept})
    ways.append({"id": _id(new["en"], (way["id"] for way in ways)), **new})
    part = Part(PartKind.CONDITION, (name,), file_of(setting.measure), ("requires", index), listed[index])
    return with_part(setting.laid, part, {**condition, "any_of": ways})


def _ids(setting: Setting) -> set[str]:
    """Every id of a condition, a limit or something that people judge."""
    named = [*(setting.value.get("requires") or ()), *(setting.value.get("asks_people") or ())]
    pools = {one["pool"] for one in setting.value.get("limits") or ()}
    return {one["id"] for one in named} | pools | {"window", "applies"}


def _id(title: str, taken: Iterable[str]) -> str:
    """An id out of the words, that nothing else has."""
    letters = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:40].strip("_") or "part"
    known = set(taken)
    numbered = (f"{letters}_{n}" for n in range(2, len(known) + 3))
    return letters if letters not in known else next(one for one in numbered if one not in known)


def removed_files(edited: Edited) -> Files:
    """The files without the part. raises NoPart where it cannot be taken away"""
    if edited.part is None or edited.kind in (*WHOLE, PartKind.POOL):
        raise NoPart("this part cannot be taken away", zh="这一部分不能删除")
    return with_part(edited.setting.laid, edited.part, None)


def undone_files(edited: Edited, before: Part | None) -> Files:
    """The files in which the part is as it stands without the draft."""
    assert edited.part is not None  # noqa: S101 - nothing is undone of what is only being added
    if before is None:
        return removed_files(edited)
    if edited.kind not in WHOLE:
        return with_part(edited.setting.laid, edited.part, before.value)
    return {edited.part.file: _whole_undone(edited, before)}


def _whole_undone(edited: Edited, before: Part) -> dict[str, Any]:
    """The file with the keys of a part at its top as they stood."""
    keys = {slot.path[0] for slot in edited.slots()}
    left = {key: value for key, value in edited.value.items() if key not in keys}
    stood = {key: value for key, value in before.value.items() if key in keys}
    return {**left, **stood}
