"""How large a value can become, so that a rule cannot leave 64 bits or the calendar when it runs.

An interval holds the least and the greatest value. Days count as months since year 0: fine enough for `add_months`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import MONTHS_A_YEAR
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.tree import (
    Arithmetic,
    Call,
    Case,
    Const,
    Expr,
    Fact,
    Lookup,
    Param,
    Today,
    Value,
    walk,
)
from jiyao.engine.rules.types import RATIO_ONE, Kind

Interval = tuple[int, int]

SMALLEST, LARGEST = -(2**63), 2**63 - 1
CALENDAR: Interval = (1 * MONTHS_A_YEAR, 9999 * MONTHS_A_YEAR + 11)
USUAL_DAYS: Interval = (1800 * MONTHS_A_YEAR, 2300 * MONTHS_A_YEAR)
"""Days of a fact without a range, and of the determination."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of the sizes of facts and of values of policy."""

    facts: Mapping[str, Interval]
    parameters: Mapping[str, Interval]

    def check(self, expr: Expr) -> None:
        """Raises RuleError where the rule could leave 64 bits or the calendar"""
        for node in walk(expr):
            if node.type.kind in (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE):
                self.of(node)
        for clock in clocks_in(expr):
            if isinstance(clock, Crossing):
                self._check_crossing(clock)

    def _check_crossing(self, clock: Crossing) -> None:
        low, high = self.of(clock.bound)
        start_low, start_high = self.of(clock.start)
        a_step = clock.months_a_step
        _in_calendar((start_low + (low - 1) * a_step, start_high + (high + 1) * a_step))
        _in_calendar((USUAL_DAYS[0] - (high + 2) * a_step, USUAL_DAYS[1] - (low - 2) * a_step))

    def of(self, expr: Expr) -> Interval:
        """The least and greatest value. raises RuleError where it could overflow."""
        match expr:
            case Const(value=value):
                size = _size(value)
                return (size, size)
            case Fact(name=name):
                return self.facts[name]
            case Param(name=name) | Lookup(name=name):
                return self.parameters[name]
            case Today():
                return USUAL_DAYS
            case Arithmetic():
                return self._arithmetic(expr)
            case Case(branches=branches, default=default):
                return _hull([self.of(value) for _, value in branches] + [self.of(default)])
            case Call():
                return self._call(expr)
            case _:
                raise AssertionError(f"{expr} has no size")

    def _arithmetic(self, expr: Arithmetic) -> Interval:
        (a, b), (c, d) = self.of(expr.left), self.of(expr.right)
        if expr.op == "+":
            return _in_64_bits((a + c, b + d))
        if expr.op == "-":
            return _in_64_bits((a - d, b - c))
        products = (a * c, a * d, b * c, b * d)
        return _in_64_bits((min(products), max(products)))

    def _call(self, expr: Call) -> Interval:
        return _CALLS[expr.function]([self.of(arg) for arg in expr.args])


def _size(value: Value) -> int:
    return value.year * MONTHS_A_YEAR + value.month - 1 if isinstance(value, date) else int(value)


def size_range(low: Value | None, high: Value | None, kind: Kind) -> Interval:
    """The interval of a declared range."""
    if low is None or high is None:
        return USUAL_DAYS if kind is Kind.DATE else (0, 0)
    return (_size(low), _size(high))


def _hull(intervals: list[Interval]) -> Interval:
    return (min(low for low, _ in intervals), max(high for _, high in intervals))


def _in_64_bits(interval: Interval) -> Interval:
    if interval[0] < SMALLEST or interval[1] > LARGEST:
        raise RuleError(
            "could become too large for 64 bits; narrow the ranges of its facts", zh="结果可能过大，无法计算"
        )
    return interval


def _in_calendar(interval: Interval) -> Interval:
    if interval[0] < CALENDAR[0] or interval[1] > CALENDAR[1]:
        raise RuleError(
            "could leave the calendar (years 1 to 9999); narrow the ranges of its facts",
            zh="结果可能超出日历（1 年至 9999 年）",
        )
    return interval


def _percent(args: list[Interval]) -> Interval:
    (a, b), (c, d) = args
    products = (a * c, a * d, b * c, b * d)
    _in_64_bits((min(products) * 2 - RATIO_ONE, max(products) * 2 + RATIO_ONE))
    return (min(products) // RATIO_ONE - 1, max(products) // RATIO_ONE + 1)


def _floor_div(args: list[Interval]) -> Interval:
    (a, b), (c, d) = args
    if c <= 0 <= d:
        raise RuleError("floor_div could divide by 0; its parameter holds a 0", zh="floor_div 的除数可能为 0")
    quotients = (a // c, a // d, b // c, b // d)
    return _in_64_bits((min(quotients), max(quotients)))


def _months(args: list[Interval]) -> Interval:
    (a, b), (c, d) = args
    return (c - b - 1, d - a + 1)


def _shifted(day: Interval, months: Interval) -> Interval:
    _in_calendar((USUAL_DAYS[0] - months[1], USUAL_DAYS[1] - months[0]))
    return _in_calendar((day[0] + months[0], day[1] + months[1]))


_CALLS: dict[str, Callable[[list[Interval]], Interval]] = {
    "age_on": lambda args: tuple(size // MONTHS_A_YEAR for size in _months(args)),  # type: ignore[dict-item,return-value]
    "months_between": _months,
    "add_months": lambda args: _shifted(*args),
    "least": lambda args: (min(low for low, _ in args), min(high for _, high in args)),
    "greatest": lambda args: (max(low for low, _ in args), max(high for _, high in args)),
    "percent_of": _percent,
    "floor_div": _floor_div,
}
