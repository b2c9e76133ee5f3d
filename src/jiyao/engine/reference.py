"""The definition of right: plain, slow, one row after another. Every other back end must agree with it.

It shares the tree and the calendar with them, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from jiyao.base.periods import ONE_DAY, Period, add_months, age_on, months_between
from jiyao.engine.cases import YEAR, Case, Facts, Grant, Key, Result, pool_key, taken
from jiyao.engine.measures import ALWAYS, APPLIES, Limit, Measure, Outcome, Parameter, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.moving import Crossing, clocks_in
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
from jiyao.engine.vocabulary import Vocabulary

Truth = bool | None
Results = dict[str, dict[str, Result]]
"""By measure and id of the subject's row."""


# --- values -----------------------------------------------------------------------------------


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
        parents = self.vocabulary.codes["division"].parents if parameter.local else {}
        while here is not None and here not in parameter.local:
            here = parents.get(str(here))
        return None if here is None else str(here)

    def policy(self, name: str, key: Value | None = None) -> Value | None:
        """The value that stands on the counted day, or in its table at the key."""
        parameter = self.measure.parameters[name]
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
            return _negation(_truth(item, at))
        case And(items=items):
            return conjunction(_truth(item, at) for item in items)
        case Or(items=items):
            return _negation(conjunction(_negation(_truth(item, at)) for item in items))
        case Choice(branches=branches, default=default):
            return _chosen(branches, default, at)
        case Call(function="within"):
            return evaluate(within_as_comparisons(expr), at)
        case _:
            return _computed(expr, at)


def _truth(expr: Expr, at: Setting) -> Truth:
    value = evaluate(expr, at)
    return None if value is None else bool(value)


def _negation(truth: Truth) -> Truth:
    return None if truth is None else not truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Kleene: one false decides, else one unknown leaves it open."""
    found = list(truths)
    if False in found:
        return False
    return None if None in found else True


def _chosen(branches: Sequence[tuple[Expr, Expr]], default: Expr, at: Setting) -> Value | None:
    for when, value in branches:
        truth = _truth(when, at)
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


# --- one row, without the pools ---------------------------------------------------------------


@dataclass(slots=True)
class Standing:
    """One row of one measure while its limits are being taken.

    own_next   the next day on which time could change it, or a rival of its
    dead       a condition fails for good; spent: grants used a pool up for good
    """

    case: Case
    at: Setting
    truths: dict[str, Truth]
    own_next: date | None
    dead: bool
    spent: bool = False

    @property
    def holds(self) -> Truth:
        """Whether everything taken so far holds."""
        return conjunction(self.truths.values())


def in_force(period: Period, counted: date | None) -> Truth:
    """Whether a wording stands on the counted day; unknown while the day is."""
    if period == ALWAYS:
        return True
    return None if counted is None else period.holds(counted)


def _dated(period: Period, counted: date | None, truth: Truth) -> Truth:
    """A wording that is not in force asks nothing."""
    return _negation(conjunction([in_force(period, counted), _negation(truth)]))


def clock_days(expr: Expr, at: Setting) -> Iterator[date]:
    """The days on which time flips something in the rule."""
    for clock in clocks_in(expr):
        if isinstance(clock, Crossing):
            start, bound = evaluate(clock.start, at), evaluate(clock.bound, at)
            if start is not None and bound is not None:
                for step in clock.steps:
                    yield add_months(start, (bound + step) * clock.months_a_step)  # type: ignore[arg-type,operator]
        else:
            first, last = evaluate(clock.first, at), evaluate(clock.last, at)
            if isinstance(first, date):
                yield first
            if isinstance(last, date):
                yield last + ONE_DAY


def _later(days: Iterable[date], on: date) -> list[date]:
    return [day for day in days if day > on]


def _days_of(rule: Expr, period: Period, at: Setting) -> list[date]:
    if in_force(period, at.counted) is False:
        return []
    return _later(clock_days(rule, at), at.on)


def _standing(measure: Measure, case: Case, on: date, vocabulary: Vocabulary) -> Standing:
    counted = on if measure.counted_on is None else case.facts.get(measure.counted_on)
    at = Setting(case.facts, on, counted, measure, vocabulary)  # type: ignore[arg-type]
    edges = _later(measure.edges(), on) if measure.counted_on is None else []
    days = list(edges)
    dead = False
    truths: dict[str, Truth] = {}
    for condition in measure.all_conditions:
        truths[condition.id] = _dated(condition.period, at.counted, _truth(condition.rule, at))
        flips = _days_of(condition.rule, condition.period, at)
        dead = dead or (truths[condition.id] is False and not flips and not edges)
        days += flips
    for rule, period in _given_and_limits(measure):
        days += _days_of(rule, period, at)
    return Standing(case, at, truths, None if dead else min(days, default=None), dead)


def _given_and_limits(measure: Measure) -> Iterator[tuple[Expr, Period]]:
    return islice(measure.rules(), len(measure.all_conditions), None)


# --- pools ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Rivals:
    """What other measures took, or may take one day, by measure, pool and key."""

    slots: dict[tuple[str, str, Key], int]
    next_days: dict[tuple[str, str, Key], list[date]]


def _take_limit(
    measure: Measure,
    limit: Limit,
    rows: list[Standing],
    pools: Mapping[tuple[str, Key], int],
    rivals: _Rivals,
) -> None:
    groups: dict[Key, list[Standing]] = {}
    for row in rows:
        key = pool_key(limit, row.case, row.at.on)
        if key is None:
            row.truths[limit.id] = _dated(limit.period, row.at.counted, None)
        else:
            groups.setdefault(key, []).append(row)
    for key, group in groups.items():
        granted = pools.get((limit.pool.id, key), 0)
        others = [(name, limit.pool.id, key) for name in measure.yields_to]
        _share(limit, sorted(group, key=_order(limit)), granted, sum(rivals.slots.get(o, 0) for o in others))
        days = [row.own_next for row in group] + [d for o in others for d in rivals.next_days.get(o, [])]
        _look_ahead(group, [day for day in days if day is not None])


def _order(limit: Limit) -> Callable[[Standing], tuple[bool, Value, str]]:
    def position(row: Standing) -> tuple[bool, Value, str]:
        first = row.case.facts.get(limit.first) if limit.first else None
        return (first is None, 0 if first is None else first, row.case.id)

    return position


def _share(limit: Limit, group: list[Standing], granted: int, yielded: int) -> None:
    ahead = 0
    for row in group:
        at_most = evaluate(limit.at_most, row.at)
        room = None if at_most is None else granted + yielded + ahead < at_most  # type: ignore[operator]
        free = None if at_most is None else granted < at_most  # type: ignore[operator]
        stands = in_force(limit.period, row.at.counted)
        row.truths[limit.id] = _dated(limit.period, row.at.counted, room)
        takes = row.holds is True and stands is True
        if row.truths[limit.id] is False and free is False:
            _wait_for_new_year(limit, row)
        ahead += takes


def _wait_for_new_year(limit: Limit, row: Standing) -> None:
    """Grants used the pool up: for good, or until the year turns or the number may change."""
    days = _days_of(limit.at_most, limit.period, row.at)
    days += _later(row.at.measure.edges(), row.at.on) if row.at.measure.counted_on is None else []
    if YEAR in limit.pool.per:
        days.append(date(row.at.on.year + 1, 1, 1))
    if not days:
        row.spent = True
    elif not row.dead:
        row.own_next = min([*days, *([row.own_next] if row.own_next else [])])


def _look_ahead(group: list[Standing], days: list[date]) -> None:
    earliest = min(days, default=None)
    for row in group:
        row.own_next = earliest


# --- everything -------------------------------------------------------------------------------


def determine(
    pack: Pack, cases: Mapping[str, Sequence[Case]], on: date, grants: Iterable[Grant] = ()
) -> Results:
    """The result of every measure for every row.

    cases    rows by subject id
    returns  results by measure id and row id
    """
    pools = taken(grants)
    rivals = _Rivals({}, {})
    results: Results = {}
    for measure in pack.measures.values():
        rows = [_standing(measure, case, on, pack.vocabulary) for case in cases.get(measure.subject, ())]
        for limit in measure.limits:
            _take_limit(measure, limit, rows, pools, rivals)
        _note_rivals(measure, rows, on, rivals)
        results[measure.id] = {row.case.id: _result(measure, row) for row in rows}
    return results


def _note_rivals(measure: Measure, rows: list[Standing], on: date, rivals: _Rivals) -> None:
    for limit in measure.limits:
        for row in rows:
            key = pool_key(limit, row.case, on)
            if key is None:
                continue
            at = (measure.id, limit.pool.id, key)
            if row.holds is True and in_force(limit.period, row.at.counted) is True:
                rivals.slots[at] = rivals.slots.get(at, 0) + 1
            if row.own_next is not None and not (row.dead or row.spent):
                rivals.next_days.setdefault(at, []).append(row.own_next)


def _result(measure: Measure, row: Standing) -> Result:
    truth = row.holds
    value = _given(measure, row, truth)
    is_money = measure.gives_kind == "amount"
    failed = next((name for name in measure.tests if row.truths[name] is False), APPLIES)
    unknown = next((name for name in measure.tests if row.truths[name] is None), None)
    return Result(
        outcome=_outcome(measure, row, truth),
        payable=_payable(measure, row.at),
        amount_fen=value if is_money else None,  # type: ignore[arg-type]
        given=None if is_money or value is None else str(value),
        first_failed=failed if truth is False and failed != APPLIES else None,
        first_unknown=unknown if truth is None else None,
        next_change_on=None if row.dead or row.spent else row.own_next,
    )


def _outcome(measure: Measure, row: Standing, truth: Truth) -> Outcome:
    if row.truths.get(APPLIES) is False:
        return Outcome.NOT_APPLICABLE
    if truth is not True:
        return Outcome.UNKNOWN if truth is None else Outcome.NOT_ELIGIBLE
    asked = any(in_force(ask.period, row.at.counted) is not False for ask in measure.asks)
    return Outcome.TO_BE_CONFIRMED if asked else Outcome.ELIGIBLE


def _given(measure: Measure, row: Standing, truth: Truth) -> Value | None:
    """What is given; nothing is 0 fen; with unknown eligibility it is unknown too."""
    if truth is not True:
        return 0 if truth is False and measure.gives_kind == "amount" else None
    for gives in measure.gives:
        if in_force(gives.period, row.at.counted) is True:
            return evaluate(gives.rule, row.at)
    return None


def _payable(measure: Measure, at: Setting) -> Payable | None:
    if at.counted is None:
        return None
    delegated = [p for p in measure.parameters.values() if p.local]
    divisions = {at.division(parameter) for parameter in delegated}
    return measure.payable_on(at.counted, next(iter(divisions - {None}), None))
