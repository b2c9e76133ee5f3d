"""The typed tree of a rule: what every back end reads. Frozen, so that trees compare and hash by value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.rules.types import BOOLEAN, DATE, Type

Value = bool | int | date | str
"""A known value; unknown is None. Money is fen, a ratio ten-thousandths."""


@dataclass(frozen=True, slots=True)
class Const:
    """A literal."""

    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the subject or of its person."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Today:
    """`determined_on`, the day of the determination."""

    type: Type = DATE


@dataclass(frozen=True, slots=True)
class Param:
    """A value of policy on the counted day, at the place."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Lookup:
    """The row of a table of policy that stands at the key."""

    name: str
    key: "Expr"
    type: Type


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation."""

    item: "Expr"
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class And:
    """Kleene conjunction: one false decides."""

    items: tuple["Expr", ...]
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene disjunction: one true decides."""

    items: tuple["Expr", ...]
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Compare:
    """`= <> < <= > >=`; unknown if a side is."""

    op: str
    left: "Expr"
    right: "Expr"
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Among:
    """`IN`: equal to one of the literals."""

    item: "Expr"
    options: tuple[Const, ...]
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+ - *` on whole numbers."""

    op: str
    left: "Expr"
    right: "Expr"
    type: Type


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first true branch; an unknown condition on the way makes the whole unknown."""

    branches: tuple[tuple["Expr", "Expr"], ...]
    default: "Expr"
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """One of our own functions, see `functions`."""

    function: str
    args: tuple["Expr", ...]
    type: Type


Expr = Const | Fact | Today | Param | Lookup | Not | And | Or | Compare | Among | Arithmetic | Case | Call


def within_as_comparisons(call: Call) -> And:
    """`within(day, first, last)` as the two comparisons that it stands for."""
    day, first, last = call.args
    return And((Compare("<=", first, day), Compare("<=", day, last)))


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside, in the order written."""
    match expr:
        case Const() | Fact() | Today() | Param():
            return ()
        case Lookup(key=key):
            return (key,)
        case Not(item=item):
            return (item,)
        case And(items=items) | Or(items=items):
            return items
        case Compare(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case Among(item=item, options=options):
            return (item, *options)
        case Case(branches=branches, default=default):
            return (*(part for branch in branches for part in branch), default)
        case Call(args=args):
            return args


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything inside it, outside first."""
    yield expr
    for child in children(expr):
        yield from walk(child)


def facts_in(expr: Expr) -> tuple[str, ...]:
    """Names of the facts read, each once, in the order written."""
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, Fact)))


def parameters_in(expr: Expr) -> tuple[str, ...]:
    """Names of the values of policy read, each once, in the order written."""
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, Param | Lookup)))


def moves(expr: Expr) -> bool:
    """Whether time alone can change the value."""
    return any(isinstance(node, Today) for node in walk(expr))
