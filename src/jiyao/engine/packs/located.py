"""YAML 1.2 values with the file and line of each. Only `true` and `false` are booleans; `2024-01-01` is a day."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jiyao.engine.problems import PackRefused, Place, Problem

Step = str | int
Marks = dict[tuple[Step, ...], Place]

_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"true|false"), lambda text: text == "true"),
    (re.compile(r"null|~|"), lambda text: None),
    (re.compile(r"[-+]?\d+"), int),
    (re.compile(r"[-+]?\d+\.\d+"), Decimal),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), date.fromisoformat),
)


@dataclass(frozen=True, slots=True)
class Located:
    """A file's value, and where each part of it stands."""

    value: Any
    marks: Marks = field(default_factory=dict)

    def place(self, path: Sequence[Step]) -> Place:
        """Where the value at the path stands; what stands nowhere is where its parent is."""
        steps = tuple(path)
        while steps not in self.marks and steps:
            steps = steps[:-1]
        return self.marks[steps]

    def at(self, *path: Step) -> "Located":
        """The part at the path, with its own marks. raises KeyError, IndexError where there is none."""
        value = self.value
        for step in path:
            value = value[step]
        deeper = {
            steps[len(path) :]: place for steps, place in self.marks.items() if steps[: len(path)] == path
        }
        return Located(value, deeper)

    def with_part(self, path: Sequence[Step], part: "Located") -> "Located":
        """The same with another part at the path."""
        steps = tuple(path)
        marks = {at: place for at, place in self.marks.items() if at[: len(steps)] != steps}
        marks |= {(*steps, *at): place for at, place in part.marks.items()}
        return Located(_with_value(self.value, steps, part.value), marks)


def located_list(parts: Sequence[Located], place: Place) -> Located:
    """A list of parts, each with its own marks; the list itself stands at the place."""
    marks: Marks = {(): place}
    for index, part in enumerate(parts):
        marks |= {(index, *at): found for at, found in part.marks.items()}
    return Located([part.value for part in parts], marks)


def _with_value(value: Any, path: tuple[Step, ...], new: Any) -> Any:
    if not path:
        return new
    copied = copy(value)
    copied[path[0]] = _with_value(value[path[0]] if path[1:] else None, path[1:], new)
    return copied


def read_yaml(file: Path, name: str) -> Located:
    """A YAML file's value with lines.

    name     how the file is called in errors
    raises   PackRefused: no YAML, a key given twice, a day that does not exist
    """
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PackRefused([Problem(Place(name, 1), f"not YAML in UTF-8: {error}")]) from None
    return read_yaml_text(text, name)


def read_yaml_text(text: str, name: str) -> Located:
    """A YAML text's value with lines. raises as `read_yaml`"""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackRefused([Problem(Place(name, line), f"not YAML: {error.problem}")]) from None
    except yaml.YAMLError as error:
        raise PackRefused([Problem(Place(name, 1), f"not YAML in UTF-8: {error}")]) from None
    marks: Marks = {(): Place(name, 1)}
    try:
        value = None if node is None else _value(node, (), name, marks)
    except RecursionError:
        raise PackRefused([Problem(Place(name, 1), "is nested too deeply, or holds itself")]) from None
    return Located(value, marks)


def _value(node: Any, path: tuple[Step, ...], name: str, marks: Marks) -> Any:
    place = Place(name, node.start_mark.line + 1)
    marks.setdefault(path, place)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, name, marks)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), name, marks) for index, item in enumerate(node.value)]
    if node.style:  # quoted or a block: always a text
        return node.value
    try:
        return plain_value(node.value)
    except ValueError:
        raise PackRefused([Problem(place, f"{node.value} is not a day of the calendar")]) from None


def plain_value(text: str) -> Any:
    """What a plain YAML scalar means. raises ValueError for a day that does not exist."""
    for pattern, read in _PLAIN:
        if pattern.fullmatch(text):
            return read(text)
    return text


def _mapping(node: yaml.MappingNode, path: tuple[Step, ...], name: str, marks: Marks) -> Mapping[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        place = Place(name, key_node.start_mark.line + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            raise PackRefused([Problem(place, "a key must be a plain name")])
        key = key_node.value if key_node.style else plain_value(key_node.value)
        if key in found:
            raise PackRefused([Problem(place, f'"{key}" is given twice')])
        marks[(*path, key)] = place
        found[key] = _value(value_node, (*path, key), name, marks)
    return found
