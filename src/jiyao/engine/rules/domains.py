"""Which values a fact can have where conditions hold: proof that a table has a row for every key."""

from collections.abc import Callable, Collection

from jiyao.engine.rules.tree import Among, And, Call, Compare, Const, Expr, Fact, Not, Or, Value

Domain = frozenset[Value]
_OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,  # type: ignore[operator]
    "<=": lambda a, b: a <= b,  # type: ignore[operator]
    ">": lambda a, b: a > b,  # type: ignore[operator]
    ">=": lambda a, b: a >= b,  # type: ignore[operator]
}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def narrowed(domain: Domain, fact: str, rule: Expr, ranks: Collection[str] = ()) -> Domain:
    """The values of the fact for which the rule can be true; never too few.

    ranks    the codes of the fact's list, low to high, for higher_than and at_least
    """
    match rule:
        case And(items=items):
            for item in items:
                domain = narrowed(domain, fact, item, ranks)
            return domain
        case Or(items=items):
            return frozenset().union(*(narrowed(domain, fact, item, ranks) for item in items))
        case Among(item=Fact(name=name), options=options) if name == fact:
            return domain & {option.value for option in options}
        case Not(item=Among(item=Fact(name=name), options=options)) if name == fact:
            return domain - {option.value for option in options}
        case Compare(op=op, left=left, right=right):
            return _compared(domain, fact, (op, left, right))
        case Call(function="higher_than" | "at_least" as function, args=(left, right)):
            return _ranked(domain, fact, (function, left, right), list(ranks))
        case Not(item=Call(function="higher_than" | "at_least" as function, args=(left, right))):
            other = "at_least" if function == "higher_than" else "higher_than"
            return _ranked(domain, fact, (other, right, left), list(ranks))
        case _:
            return domain


def _compared(domain: Domain, fact: str, comparison: tuple[str, Expr, Expr]) -> Domain:
    match comparison:
        case (op, Fact(name=name), Const(value=value)) if name == fact:
            return frozenset(item for item in domain if _OPERATORS[op](item, value))
        case (op, Const(value=value), Fact(name=name)) if name == fact:
            return frozenset(item for item in domain if _OPERATORS[_MIRRORED[op]](item, value))
        case _:
            return domain


def _ranked(domain: Domain, fact: str, comparison: tuple[str, Expr, Expr], ranks: list[str]) -> Domain:
    function, left, right = comparison
    allowed: Callable[[int, int], bool] = (
        (lambda a, b: a > b) if function == "higher_than" else (lambda a, b: a >= b)
    )
    match (left, right):
        case (Fact(name=name), Const(value=value)) if name == fact:
            bar = ranks.index(str(value))
            return frozenset(i for i in domain if allowed(ranks.index(str(i)), bar))
        case (Const(value=value), Fact(name=name)) if name == fact:
            bar = ranks.index(str(value))
            return frozenset(i for i in domain if allowed(bar, ranks.index(str(i))))
        case _:
            return domain
