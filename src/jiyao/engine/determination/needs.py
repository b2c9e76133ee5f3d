"""What would have to be otherwise for a false condition to hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.engine.reference.standing import clock_days
from jiyao.engine.reference.values import Setting, evaluate
from jiyao.engine.rules.moving import is_counter
from jiyao.engine.rules.tree import (
    Among,
    And,
    Call,
    Compare,
    Const,
    Expr,
    Lookup,
    Not,
    Or,
    Param,
    Value,
    within_as_comparisons,
)

_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is otherwise than a rule wants it.

    what     the fact or sum that is meant; `op` and `wanted` say what it should be, `value` what it is
    """

    what: Expr
    op: str
    wanted: tuple[Value, ...]
    value: Value | None


def needs(expr: Expr, at: Setting, *, wanted: bool = True) -> tuple[Need, ...]:
    """The fewest things to change so that the rule comes out as wanted; none where it already does, or is open."""
    truth = evaluate(expr, at)
    if truth is None or bool(truth) == wanted:
        return ()
    match expr:
        case Not(item=item):
            return needs(item, at, wanted=not wanted)
        case And(items=items) | Or(items=items):
            found = [needs(item, at, wanted=wanted) for item in items]
            if isinstance(expr, And) == wanted:
                return tuple(dict.fromkeys(need for part in found for need in part))
            return min((part for part in found if part), key=len, default=())
        case Call(function="within"):
            return needs(within_as_comparisons(expr), at, wanted=wanted)
        case _:
            return tuple(_needs(expr, at, wanted=wanted))


def _needs(expr: Expr, at: Setting, *, wanted: bool) -> Iterator[Need]:
    match expr:
        case Compare(op=op, left=left, right=right):
            if isinstance(left, Const | Param | Lookup) or is_counter(right):
                left, right, op = right, left, _mirrored(op)
            bound = evaluate(right, at)
            if bound is not None:
                yield Need(left, op if wanted else _OPPOSITE[op], (bound,), evaluate(left, at))
        case Among(item=item, options=options):
            values = tuple(option.value for option in options)
            yield Need(item, "in" if wanted else "not in", values, evaluate(item, at))
        case Call(function="higher_than" | "at_least" as function, args=(left, right)):
            yield from _ranked(function if wanted else f"not {function}", left, right, at)
        case _:
            yield Need(expr, "=", (wanted,), evaluate(expr, at))


def _ranked(op: str, left: Expr, right: Expr, at: Setting) -> Iterator[Need]:
    if isinstance(left, Const | Param | Lookup):
        mirrored = {
            "higher_than": "not at_least",
            "at_least": "not higher_than",
            "not higher_than": "at_least",
            "not at_least": "higher_than",
        }
        left, right, op = right, left, mirrored[op]
    bound = evaluate(right, at)
    if bound is not None:
        yield Need(left, op, (bound,), evaluate(left, at))


def _mirrored(op: str) -> str:
    return {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)


def true_from(expr: Expr, at: Setting) -> date | None:
    """The first day ahead on which time alone makes a false rule true, if there is one."""
    for day in sorted({day for day in clock_days(expr, at) if day > at.on}):
        later = Setting(at.facts, day, at.counted, at.measure, at.vocabulary)
        if evaluate(expr, later) is True:
            return day
    return None
