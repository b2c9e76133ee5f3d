"""From trees to Python source: straight lines without branches, each unknown carried as None."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jiyao.base.periods import add_months, age_on, months_between
from jiyao.engine.rules.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Case,
    Compare,
    Const,
    Expr,
    Fact,
    Lookup,
    Not,
    Or,
    Param,
    Today,
    within_as_comparisons,
)
from jiyao.engine.rules.types import RATIO_ONE

_PYTHON_OPERATORS = {"=": "==", "<>": "!="}
_CALLS: dict[str, str] = {
    "age_on": "age_on({0}, {1})",
    "months_between": "months_between({0}, {1})",
    "add_months": "add_months({0}, {1})",
    "percent_of": f"(({{0}} * {{1}} * 2 + {RATIO_ONE}) // {RATIO_ONE * 2})",
    "floor_div": "({0} // {1})",
}
_GLOBALS: dict[str, Any] = {
    "age_on": age_on,
    "months_between": months_between,
    "add_months": add_months,
    "frozenset": frozenset,
    "min": min,
    "max": max,
}


@dataclass(slots=True)
class Emitter:
    """Writes the body of one function `(f, on, v)`: facts by name, the day, values of policy by slot.

    An atom is a name or literal; `unsure` holds the atoms that may be None.
    """

    slots: Mapping[str, int]
    ranks: Mapping[str, Mapping[str, int]]
    lines: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    loaded: dict[str, str] = field(default_factory=dict)
    seen: dict[Expr, str] = field(default_factory=dict)

    def atom(self, expr: Expr) -> str:
        """The atom that holds the value of the expression; equal expressions are computed once."""
        if expr not in self.seen:
            self.seen[expr] = self._atom(expr)
        return self.seen[expr]

    def _atom(self, expr: Expr) -> str:
        match expr:
            case Const(value=value):
                return self.constant(value) if isinstance(value, date) else repr(value)
            case Today():
                return "on"
            case Fact(name=name):
                return self._load(f"f.get({name!r})")
            case Param(name=name):
                return self._load(f"v[{self.slots[name]}]")
            case Lookup(name=name, key=key):
                table = self._load(f"v[{self.slots[name]}]")
                parts = [table, self.atom(key)]
                return self._line(parts, f"{table}.get({parts[1]})", may_be_none=True)
            case Not(item=item):
                part = self.atom(item)
                return self._line([part], f"not {part}")
            case And(items=items):
                return self._joined(items, "False", "True")
            case Or(items=items):
                return self._joined(items, "True", "False")
            case _:
                return self._computed(expr)

    def _computed(self, expr: Expr) -> str:
        match expr:
            case Compare(op=op, left=left, right=right) | Arithmetic(op=op, left=left, right=right):
                parts = [self.atom(left), self.atom(right)]
                return self._line(parts, f"({parts[0]} {_PYTHON_OPERATORS.get(op, op)} {parts[1]})")
            case Among(item=item, options=options):
                part = self.atom(item)
                known = self.constant(frozenset(option.value for option in options))
                return self._line([part], f"({part} in {known})")
            case Case():
                return self._case(expr)
            case Call(function="within"):
                return self.atom(within_as_comparisons(expr))
            case Call():
                return self._call(expr)
            case _:
                raise AssertionError(f"not an expression: {expr}")

    def _call(self, expr: Call) -> str:
        parts = [self.atom(arg) for arg in expr.args]
        match expr.function:
            case "least" | "greatest":
                name = "min" if expr.function == "least" else "max"
                return self._line(parts, f"{name}({', '.join(parts)})")
            case "higher_than" | "at_least":
                ranks = self.constant(self.ranks[str(expr.args[0].type.codes)])
                op = ">" if expr.function == "higher_than" else ">="
                return self._line(parts, f"({ranks}[{parts[0]}] {op} {ranks}[{parts[1]}])")
            case function:
                return self._line(parts, _CALLS[function].format(*parts))

    def _joined(self, items: Sequence[Expr], deciding: str, otherwise: str) -> str:
        parts = [self.atom(item) for item in items]
        decided = " or ".join(f"{part} is {deciding}" for part in parts)
        unknown = " or ".join(f"{part} is None" for part in parts if part in self.unsure)
        rest = f"(None if {unknown} else {otherwise})" if unknown else otherwise
        name = self._assign(f"{deciding} if {decided} else {rest}")
        if unknown:
            self.unsure.add(name)
        return name

    def _case(self, expr: Case) -> str:
        code = self.atom(expr.default)
        for when, value in reversed(expr.branches):
            condition, chosen = self.atom(when), self.atom(value)
            code = f"({chosen} if {condition} is True else None if {condition} is None else {code})"
        name = self._assign(code)
        self.unsure.add(name)
        return name

    def _line(self, parts: Sequence[str], code: str, *, may_be_none: bool = False) -> str:
        """A name for the code's value, which is None as soon as one part is."""
        unsure = [part for part in dict.fromkeys(parts) if part in self.unsure]
        if unsure:
            code = f"None if {' or '.join(f'{part} is None' for part in unsure)} else {code}"
        name = self._assign(code)
        if unsure or may_be_none:
            self.unsure.add(name)
        return name

    def _assign(self, code: str) -> str:
        name = f"t{len(self.lines)}"
        self.lines.append(f"{name} = {code}")
        return name

    def _load(self, code: str) -> str:
        if code not in self.loaded:
            self.loaded[code] = self._assign(code)
            self.unsure.add(self.loaded[code])
        return self.loaded[code]

    def constant(self, value: Any) -> str:
        """A name for a value that has no literal."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def dated(self, slot: int, truth: str) -> str:
        """The truth of a wording whose being in force stands in the slot: not in force asks nothing."""
        stands = self._load(f"v[{slot}]")
        name = self._assign(
            f"{truth} if {stands} is True else (True if {stands} is False or {truth} is True else None)"
        )
        self.unsure.add(name)
        return name

    def function(self, result: str) -> Callable[..., Any]:
        """The compiled function that returns the result."""
        body = "".join(f"    {line}\n" for line in self.lines)
        source = f"def rule(f, on, v):\n{body}    return {result}\n"
        scope = {**_GLOBALS, **self.constants}
        exec(compile(source, "<rule>", "exec"), scope)  # noqa: S102 - source is made from checked trees only
        return scope["rule"]  # type: ignore[no-any-return]
