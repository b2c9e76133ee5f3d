"""What one field of a form stands for in the YAML of a part. A field whose text is as it was shown changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiyao.engine.packs.located import Step
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from
from jiyao.interfaces.ui.forms import Choice, Field

Path = tuple[Step, ...]
SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class Slot:
    """One field and the place of its value in a part.

    read      the value of a text that is not empty; raises Incomplete
    write     the text of a value; of a missing one it is empty
    like      the name of a field whose text stands in for an empty one: English words where only Chinese are given
    """

    field: Field
    path: Path
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    is_needed: bool = False
    like: str = ""

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    def text_of(self, value: Any) -> str:
        """What the form shows of a part."""
        found = _get(value, self.path)
        return "" if found is None else self.write(found)


def shown(slots: Sequence[Slot], value: Any) -> list[Field]:
    """The fields, filled with what stands in a part."""
    return [_with_value(slot.field, slot.text_of(value) or slot.field.value) for slot in slots]


def _with_value(field: Field, text: str) -> Field:
    """The field with a text in it; of a choice it is offered, even where nobody could choose it anew."""
    offered = field.kind != "choice" or not text or text in {one.value for one in field.choices}
    choices = (
        field.choices if offered else [*field.choices, Choice(value=text, words=Words(zh=text, en=text))]
    )
    return replace(field, value=text, choices=choices)


def filled_in(slots: Sequence[Slot], value: Mapping[Any, Any], given: Mapping[str, str]) -> dict[Any, Any]:
    """The part with what was given. raises Incomplete: what is missing or cannot be read"""
    new: dict[Any, Any] = deepcopy(dict(value))
    for slot in slots:
        if slot.name not in given:
            continue
        text = clean(given[slot.name]) or clean(given.get(slot.like, ""))
        if not text and slot.is_needed:
            raise Incomplete(slot.name, "fill this in", "请填写此项")
        if text == slot.text_of(value):
            continue
        if text:
            _put(new, slot.path, slot.read(text))
        else:
            _drop(new, slot.path)
    return new


def clean(text: str) -> str:
    """A text of a form without what browsers do to it."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _get(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _put(value: dict[Any, Any], path: Path, found: Any) -> None:
    *above, last = path
    for step in above:
        value = value.setdefault(step, {})
    value[last] = found


def _drop(value: dict[Any, Any], path: Path) -> None:
    """Takes the value at a path away, and what is empty then."""
    parents = [value]
    for step in path[:-1]:
        parents.append(parents[-1].get(step) or {})
    for parent, step in zip(reversed(parents), reversed(path), strict=True):
        parent.pop(step, None)
        if parent:
            return


def text(name: str, label: Words, path: Path, *, hint: Words | None = None, needed: bool = False) -> Slot:
    """A line of text."""
    field = Field(name=name, label=label, hint=hint)
    return Slot(field, path, _same, lambda value: " ".join(str(value).split()), needed)


def sentence(name: str, label: Words, path: Path, *, needed: bool = False, like: str = "") -> Slot:
    """Text with room."""
    return Slot(
        Field(name=name, label=label, kind="sentence"), path, _same, lambda v: clean(str(v)), needed, like
    )


def words(prefix: str, label: Words, path: Path = (), *, needed: bool = False) -> list[Slot]:
    """Words in both languages; English may be left out, and says the same then."""
    zh, en = (f"{prefix}{language}" for language in ("zh", "en"))
    english = Words(zh=f"{label.zh}（英文，可不填）", en=f"{label.en} in English (may be left out)")
    return [
        sentence(zh, label, (*path, "zh"), needed=needed),
        sentence(en, english, (*path, "en"), like=zh),
    ]


def choice(
    name: str,
    label: Words,
    path: Path,
    choices: Sequence[Choice],
    *,
    needed: bool = False,
    hint: Words | None = None,
) -> Slot:
    """One of several."""
    known = {one.value for one in choices}

    def read(given: str) -> str:
        if given not in known:
            raise Incomplete(name, f"{given} is none of the choices", f"“{given}”不在可选之列")
        return given

    nothing = Words(zh="（请选择）", en="(choose)") if needed else Words(zh="（无）", en="(none)")
    listed = [Choice(value="", words=nothing), *choices]
    field = Field(name=name, label=label, kind="choice", choices=listed, hint=hint)
    return Slot(field, path, read, str, needed)


def several(name: str, label: Words, path: Path, choices: Sequence[Choice], *, needed: bool = False) -> Slot:
    """Any of several; those that stand come first, in their order."""
    known = {one.value for one in choices}

    def read(given: str) -> list[str]:
        found = [one for one in given.split(SEPARATOR) if one]
        unknown = next((one for one in found if one not in known), None)
        if unknown is not None:
            raise Incomplete(name, f"{unknown} is none of the choices", f"“{unknown}”不在可选之列")
        return found

    return Slot(
        Field(name=name, label=label, kind="several", choices=choices), path, read, SEPARATOR.join, needed
    )


def day(name: str, label: Words, path: Path, *, hint: Words | None = None) -> Slot:
    """A day."""

    def read(given: str) -> date | None:
        return day_from({name: given}, name)

    return Slot(Field(name=name, label=label, kind="day", hint=hint), path, read, str)


def number(name: str, label: Words, path: Path, *, hint: Words | None = None) -> Slot:
    """A whole number from 1."""

    def read(given: str) -> int:
        if not (given.isascii() and given.isdigit() and 0 < int(given) < 10**9):
            raise Incomplete(name, f"{given} is no whole number from 1", f"“{given}”不是大于 0 的整数")
        return int(given)

    return Slot(Field(name=name, label=label, kind="number", hint=hint), path, read, str)


def rule(name: str, label: Words, path: Path, *, needed: bool = False, hint: Words | None = None) -> Slot:
    """An expression of the rule language; it is checked apart."""
    return Slot(
        Field(name=name, label=label, kind="sentence", hint=hint),
        path,
        _same,
        lambda v: clean(str(v)),
        needed,
    )


def _same(given: str) -> str:
    return given
