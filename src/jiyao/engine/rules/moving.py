"""Where time may enter a rule, so that the day on which it could change the answer has a closed form.

`determined_on` stands only in `age_on(x, determined_on)` and `months_between(x, determined_on)`, each directly compared
with something that does not move, and in `within(determined_on, first, last)` between two days that do not move.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.tree import Call, Compare, Expr, Today, children, moves, walk

_COUNTERS = {"age_on", "months_between"}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}


@dataclass(frozen=True, slots=True)
class Crossing:
    """A comparison whose truth flips when `start` plus `months_a_step` × (bound + steps) months is reached."""

    start: Expr
    bound: Expr
    months_a_step: int
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A `within`: its truth flips on the first day, and on the day after the last."""

    first: Expr
    last: Expr


_STEPS = {">=": (0,), "<": (0,), ">": (1,), "<=": (1,), "=": (0, 1), "<>": (0, 1)}


def is_counter(expr: Expr) -> bool:
    """Whether it counts years or months up to the day of determination."""
    return isinstance(expr, Call) and expr.function in _COUNTERS and expr.args[1] == Today()


def clocks_in(expr: Expr) -> Iterator[Crossing | Span]:
    """Everything in the rule that time alone can flip."""
    for node in walk(expr):
        if isinstance(node, Compare) and (is_counter(node.left) or is_counter(node.right)):
            yield _crossing(node)
        elif isinstance(node, Call) and node.function == "within" and moves(node):
            yield Span(node.args[1], node.args[2])


def _crossing(node: Compare) -> Crossing:
    counter, bound, op = node.left, node.right, node.op
    if not is_counter(counter):
        counter, bound, op = node.right, node.left, _MIRRORED[node.op]
    assert isinstance(counter, Call)  # noqa: S101 - check_time has seen to it
    a_step = 12 if counter.function == "age_on" else 1
    return Crossing(counter.args[0], bound, a_step, _STEPS[op])


def check_time(expr: Expr) -> None:
    """Raises RuleError where determined_on stands elsewhere"""
    for node in walk(expr):
        for child in children(node):
            if isinstance(child, Today) and not _may_hold_today(node):
                raise RuleError(
                    "determined_on stands only in age_on(x, determined_on), "
                    "months_between(x, determined_on) and within(determined_on, first, last)",
                    zh="determined_on（办理之日）只能写在 age_on(日, determined_on)、"
                    "months_between(日, determined_on)、within(determined_on, 起, 止) 中",
                )
            if is_counter(child) and not _compares_fixed(node):
                raise RuleError(
                    "an age or number of months up to determined_on must be compared directly "
                    "with a value that does not move",
                    zh="算到办理之日的年龄或月数须直接与固定的值比较",
                )
    if isinstance(expr, Today) or is_counter(expr):
        raise RuleError(
            "the rule is a moving value; compare it with something", zh="规则随日期变动，请与某个值比较"
        )


def _may_hold_today(node: Expr) -> bool:
    if not isinstance(node, Call):
        return False
    still = node.args[1:] if node.function == "within" else node.args[:1]
    known = node.function == "within" or is_counter(node)
    return known and not any(moves(arg) for arg in still)


def _compares_fixed(node: Expr) -> bool:
    return isinstance(node, Compare) and not (moves(node.left) and moves(node.right))
