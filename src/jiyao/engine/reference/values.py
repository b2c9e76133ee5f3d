"""The value of a rule for one row on one day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import add_months, age_on, months_between
from jiyao.engine.cases import Facts
from jiyao.engine.measures import Measure, Parameter
from jiyao.engine.rules.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Const,
    Expr,
    Fact,
    Lookup,
    Not,
    Or,
    Param,
    Today,
    Value,
    within_as_comparisons,
)
from jiyao.engine.rules.tree import (
    Case as Choice,
)
from jiyao.engine.rules.types import RATIO_ONE
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary

Truth = bool | None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a rule is read: the facts, the day, the counted day, the measure, the rank of codes."""

    facts: Facts
    on: date
    counted: date | None
    measure: Measure
    vocabulary: Vocabulary

    def division(self, parameter: Parameter) -> str | None:
        """The nearest division, from the place upwards, that has set the parameter itself."""
        here = self.facts.get(self.measure.place)
        parents = self.vocabulary.codes[DIVISIONS].parents if parameter.local else {}
        while here is not None and here not in parameter.local:
            here = parents.get(str(here))
        return None if here is None else str(here)

    def policy(self, name: str, key: Value | None = None) -> Value | None:
        """The value that stands on the counted day, or in its table at the key."""
        parameter = self.measure.parameters[name]
        if parameter.local and self.facts.get(self.measure.place) is None:
            return None  # some division has set its own
        row = parameter.row_on(self.counted, self.division(parameter))
        if row is None:
            return None
        if row.values is None:
            return row.value if parameter.by is None else None
        return None if key is None else row.values.get(key)


def evaluate(expr: Expr, at: Setting) -> Value | None:
    """The value of a rule; None is unknown."""
    match expr:
        case Const(value=value):
            return value
        case Fact(name=name):
            return at.facts.get(name)
        case Today():
            return at.on
        case Param(name=name):
            return at.policy(name)
        case Lookup(name=name, key=key):
            return at.policy(name, evaluate(key, at))
        case Not(item=item):
            return negation(truth_of(item, at))
        case And(items=items):
            return conjunction(truth_of(item, at) for item in items)
        case Or(items=items):
            return negation(conjunction(negation(truth_of(item, at)) for item in items))
        case Choice(branches=branches, default=default):
            return _chosen(branches, default, at)
        case Call(function="within"):
            return evaluate(within_as_comparisons(expr), at)
        case _:
            return _computed(expr, at)


def truth_of(expr: Expr, at: Setting) -> Truth:
    """The value of a condition."""
    value = evaluate(expr, at)
    return None if value is None else bool(value)


def negation(truth: Truth) -> Truth:
    """Kleene: not unknown is unknown."""
    return None if truth is None else not truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene: one false decides, else one unknown leaves it open."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def _chosen(branches: Sequence[tuple[Expr, Expr]], default: Expr, at: Setting) -> Value | None:
    for when, value in branches:
        truth = truth_of(when, at)
        if truth is None:
            return None
        if truth:
            return evaluate(value, at)
    return evaluate(default, at)


def _computed(expr: Expr, at: Setting) -> Value | None:
    """What is unknown as soon as one part of it is."""
    match expr:
        case Compare(op=op, left=left, right=right) | Arithmetic(op=op, left=left, right=right):
            parts = [evaluate(left, at), evaluate(right, at)]
            work = _OPERATORS[op]
        case Among(item=item, options=options):
            parts = [evaluate(item, at)]
            work = lambda value: value in [option.value for option in options]  # noqa: E731
        case Call(function=function, args=args):
            parts = [evaluate(arg, at) for arg in args]
            work = _ranking(function, args, at) or _FUNCTIONS[function]
        case _:
            raise AssertionError(f"not an expression: {expr}")
    return None if None in parts else work(*parts)


def _ranking(function: str, args: Sequence[Expr], at: Setting) -> Callable[..., bool] | None:
    if function not in ("higher_than", "at_least"):
        return None
    rank = at.vocabulary.codes[str(args[0].type.codes)].rank
    if function == "higher_than":
        return lambda a, b: rank(a) > rank(b)
    return lambda a, b: rank(a) >= rank(b)


_OPERATORS: dict[str, Callable[..., Value]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}
_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "age_on": age_on,
    "months_between": months_between,
    "add_months": add_months,
    "least": min,
    "greatest": max,
    "percent_of": lambda money, ratio: (money * ratio * 2 + RATIO_ONE) // (RATIO_ONE * 2),
    "floor_div": lambda a, b: a // b,
}
