"""Of a fact that only rises: the values on reaching which a rule could answer otherwise."""

from collections.abc import Collection, Mapping

from jiyao.engine.rules.tree import Compare, Const, Expr, Fact, Param, children, walk

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
_STEPS = {">=": (0,), "<": (0,), ">": (1,), "<=": (1,), "=": (0, 1), "<>": (0, 1)}


def turning_in(rule: Expr, fact: str, values: Mapping[str, Collection[int] | None]) -> frozenset[int] | None:
    """The whole numbers at which the rule could turn; None where that cannot be told, so that every one may.

    values   of each value of policy, what it ever is; None where it is not one number at a time
    """
    found: set[int] = set()
    for node in walk(rule):
        if fact not in {child.name for child in children(node) if isinstance(child, Fact)}:
            continue
        turning = _of_comparison(node, fact, values)
        if turning is None:
            return None
        found |= turning
    return None if isinstance(rule, Fact) and rule.name == fact else frozenset(found)


def _of_comparison(node: Expr, fact: str, values: Mapping[str, Collection[int] | None]) -> set[int] | None:
    if not isinstance(node, Compare):
        return None
    bound, op = node.right, node.op
    if not (isinstance(node.left, Fact) and node.left.name == fact):
        bound, op = node.left, _MIRRORED[node.op]
    bounds = _values_of(bound, values)
    return None if bounds is None else {value + step for value in bounds for step in _STEPS[op]}


def _values_of(bound: Expr, values: Mapping[str, Collection[int] | None]) -> Collection[int] | None:
    match bound:
        case Const(value=int() as value):
            return (value,)
        case Param(name=name):
            return values.get(name)
    return None
