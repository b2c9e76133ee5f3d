"""Our own functions: one stated meaning each, the same in every back end. `signature` gives the type of a call.

| function | meaning |
| --- | --- |
| `age_on(born_on, day)` | whole years of age |
| `months_between(start, day)` | greatest whole number of months that, added to start, do not pass day |
| `add_months(day, n)` | the same day n months on; the 31st becomes the month's last day |
| `within(day, first, last)` | first <= day <= last |
| `least(a, b, …)`, `greatest(a, b, …)` | unknown if one is |
| `percent_of(money, ratio)` | half up to whole fen |
| `floor_div(a, b)` | rounds towards minus infinity; b a constant or parameter |
| `higher_than(a, b)`, `at_least(a, b)` | by declared rank |
| `lies_in(place, 'code')` | the place is that code or one below it; read as `IN` over all of these |
"""

from collections.abc import Callable, Sequence
from functools import reduce

from jiyao.engine.rules.names import Names, RuleError
from jiyao.engine.rules.tree import Const, Expr, Param
from jiyao.engine.rules.types import BOOLEAN, DATE, MONEY, NUMBER, Kind, Type, joined

MONTHS = Type(Kind.INTEGER, unit="month")
YEARS = Type(Kind.INTEGER, unit="year")


def _expect(args: Sequence[Expr], *wanted: Type) -> None:
    if len(args) != len(wanted):
        raise RuleError(
            f"takes {len(wanted)} arguments, not {len(args)}",
            zh=f"需要 {len(wanted)} 项，现有 {len(args)} 项",
        )
    for position, (arg, type_) in enumerate(zip(args, wanted, strict=True), start=1):
        if joined(arg.type, type_) != type_:
            raise RuleError(
                f"argument {position} is {arg.type}, not {type_}",
                zh=f"第 {position} 项应为{type_.zh}，现在是{arg.type.zh}",
            )


def _age_on(args: Sequence[Expr], names: Names) -> Type:
    _expect(args, DATE, DATE)
    return YEARS


def _months_between(args: Sequence[Expr], names: Names) -> Type:
    _expect(args, DATE, DATE)
    return MONTHS


def _add_months(args: Sequence[Expr], names: Names) -> Type:
    _expect(args, DATE, MONTHS)
    return DATE


def _within(args: Sequence[Expr], names: Names) -> Type:
    _expect(args, DATE, DATE, DATE)
    return BOOLEAN


def _extreme(args: Sequence[Expr], names: Names) -> Type:
    if len(args) < 2:
        raise RuleError("takes two arguments or more", zh="至少需要两项")
    found = reduce(lambda type_, arg: _same(type_, arg.type), args[1:], args[0].type)
    if not (found.is_number or found.kind in (Kind.DATE, Kind.RATIO)):
        raise RuleError(f"compares numbers or days, not {found}", zh=f"只比较数或日期，不能是{found.zh}")
    return found


def _same(left: Type, right: Type) -> Type:
    found = joined(left, right)
    if found is None:
        raise RuleError(f"mixes {left} with {right}", zh=f"混有{left.zh}与{right.zh}")
    return found


def _percent_of(args: Sequence[Expr], names: Names) -> Type:
    _expect(args, MONEY, Type(Kind.RATIO))
    return MONEY


def _floor_div(args: Sequence[Expr], names: Names) -> Type:
    if len(args) != 2:
        raise RuleError(f"takes 2 arguments, not {len(args)}", zh=f"需要 2 项，现有 {len(args)} 项")
    dividend, divisor = args
    if not dividend.type.is_number or not divisor.type.is_number:
        raise RuleError(
            f"divides numbers, not {dividend.type} by {divisor.type}",
            zh=f"只能用数除以数，不能用{dividend.type.zh}除以{divisor.type.zh}",
        )
    if not isinstance(divisor, Const | Param):
        raise RuleError(
            "divides by a constant or a parameter only, so that it cannot be 0",
            zh="除数只能是具体的数或规定值",
        )
    if isinstance(divisor, Const) and divisor.value == 0:
        raise RuleError("divides by 0", zh="除数为 0")
    if NUMBER not in (dividend.type, divisor.type) and divisor.type != dividend.type:
        raise RuleError(
            f"divides {dividend.type} by {divisor.type}", zh=f"{dividend.type.zh}不能除以{divisor.type.zh}"
        )
    return dividend.type if isinstance(divisor, Const) else NUMBER


def _ranked(args: Sequence[Expr], names: Names) -> Type:
    if len(args) != 2:
        raise RuleError(f"takes 2 arguments, not {len(args)}", zh=f"需要 2 项，现有 {len(args)} 项")
    found = joined(args[0].type, args[1].type)
    if found is None or found.codes not in names.ordered:
        raise RuleError(
            f"compares codes of one ordered list, not {args[0].type} and {args[1].type}",
            zh=f"只比较同一有序代码表中的代码，不能是{args[0].type.zh}与{args[1].type.zh}",
        )
    return BOOLEAN


_SIGNATURES: dict[str, Callable[[Sequence[Expr], Names], Type]] = {
    "age_on": _age_on,
    "months_between": _months_between,
    "add_months": _add_months,
    "within": _within,
    "least": _extreme,
    "greatest": _extreme,
    "percent_of": _percent_of,
    "floor_div": _floor_div,
    "higher_than": _ranked,
    "at_least": _ranked,
}

FUNCTIONS = frozenset(_SIGNATURES)


def signature(function: str, args: Sequence[Expr], names: Names) -> Type:
    """The type of a call. raises RuleError where the arguments do not fit."""
    try:
        return _SIGNATURES[function](args, names)
    except RuleError as error:
        raise RuleError(f"{function} {error}", zh=f"{function} {error.zh}") from None
