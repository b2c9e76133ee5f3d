"""A measure as functions of one row: the truth of each condition, what is given, when time flips it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from jiyao.base.periods import ONE_DAY, Period, add_months
from jiyao.engine.cases import Facts
from jiyao.engine.determination.emitting import Emitter
from jiyao.engine.measures import ALWAYS, Condition, Measure, Parameter, Payable
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.tree import Const, Expr, Value, moves, parameters_in
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary

Truth = bool | None
NOWHERE = "?"
"""The division while the place is unknown: what some division has set itself is unknown then."""


class Policy(NamedTuple):
    """Everything that depends only on the counted day and the place.

    values    parameters in slots, then whether each dated rule is in force
    asked     whether people must confirm something
    gives     which of the measure's `gives` stands, None in a gap
    """

    values: tuple[Any, ...]
    payable: Payable | None
    asked: bool
    gives: int | None


@dataclass(slots=True)
class CompiledMeasure:
    """A measure's functions, each of (facts, day, policy values).

    truths   a tuple: applies, conditions, in order; limits are not among them
    given    one function for each `gives`
    fixed    for each limit its number, where it is the same for every row
    at_most  a tuple: one number for each limit
    clocks   a tuple in the order of truths, limits, gives: for each, the days on which it flips (None where unknown)
    ticks    whether there is any such day at all
    edges    days on which wordings or values change, where the day of determination selects them
    """

    measure: Measure
    conditions: tuple[Condition, ...]
    truths: Callable[[Facts, date, tuple[Any, ...]], tuple[Truth, ...]]
    given: tuple[Callable[[Facts, date, tuple[Any, ...]], Value | None], ...]
    fixed: tuple[int | None, ...]
    at_most: Callable[[Facts, date, tuple[Any, ...]], tuple[int | None, ...]]
    clocks: Callable[[Facts, date, tuple[Any, ...]], tuple[tuple[date | None, ...], ...]]
    slots: Mapping[str, int]
    tests: tuple[str, ...]
    is_money: bool
    periods: tuple[Period, ...]
    rule_periods: tuple[Period, ...]
    edges: tuple[date, ...]
    parents: Mapping[str, str]
    delegated: tuple[Parameter, ...]
    ticks: bool
    cache: dict[tuple[date | None, str | None], Policy]

    def policy(self, facts: Facts, on: date) -> Policy:
        """The policy of the row's counted day and place."""
        measure = self.measure
        counted = on if measure.counted_on is None else facts.get(measure.counted_on)
        division = self._division(facts) if self.delegated else None
        key = (counted, division)
        found = self.cache.get(key)  # type: ignore[arg-type]
        if found is None:
            found = self._policy(counted, division)  # type: ignore[arg-type]
            self.cache[key] = found  # type: ignore[index]
        return found

    def _division(self, facts: Facts) -> str | None:
        here = facts.get(self.measure.place)
        if here is None:
            return NOWHERE
        while here is not None and not any(here in p.local for p in self.delegated):
            here = self.parents.get(str(here))
        return None if here is None else str(here)

    def _policy(self, counted: date | None, division: str | None) -> Policy:
        measure = self.measure
        values = tuple(_policy_value(measure.parameters[name], counted, division) for name in self.slots)
        stands = tuple(in_force(period, counted) for period in self.periods)
        return Policy(
            values=(*values, *stands),
            payable=None if counted is None or division == NOWHERE else measure.payable_on(counted, division),
            asked=any(in_force(ask.period, counted) is not False for ask in measure.asks),
            gives=next(
                (i for i, g in enumerate(measure.gives) if in_force(g.period, counted) is True),
                None,
            ),
        )

    def stands(self, policy: Policy, period: Period) -> Truth:
        """Whether a rule of that period is in force under the policy."""
        if period is ALWAYS or period == ALWAYS:
            return True
        return policy.values[len(self.slots) + self.periods.index(period)]  # type: ignore[no-any-return]


def in_force(period: Period, counted: date | None) -> Truth:
    """Whether a wording stands on the counted day; unknown while the day is."""
    if period == ALWAYS:
        return True
    return None if counted is None else period.holds(counted)


def _policy_value(parameter: Parameter, counted: date | None, division: str | None) -> Any:
    if parameter.local and division == NOWHERE:
        return None
    row = parameter.row_on(counted, division)
    if row is None:
        return None
    return row.value if parameter.by is None else row.values


def compile_measure(measure: Measure, vocabulary: Vocabulary) -> CompiledMeasure:
    """The functions of a measure."""
    names = dict.fromkeys(name for rule, _ in measure.rules() for name in parameters_in(rule))
    slots = {name: index for index, name in enumerate(names)}
    periods = tuple(dict.fromkeys(p for _, p in measure.rules() if p != ALWAYS))
    conditions = measure.all_conditions
    writer = _Writer(slots, periods, vocabulary.ranks())
    return CompiledMeasure(
        measure=measure,
        conditions=conditions,
        truths=writer.truths(conditions),
        given=tuple(writer.values((gives.rule,), single=True) for gives in measure.gives),
        fixed=tuple(_fixed(limit.at_most) for limit in measure.limits),
        at_most=writer.values(tuple(limit.at_most for limit in measure.limits), single=False),
        clocks=writer.clocks([rule for rule, _ in measure.rules()]),
        slots=slots,
        tests=measure.tests,
        is_money=measure.gives_kind == "amount",
        periods=periods,
        rule_periods=tuple(period for _, period in measure.rules()),
        edges=tuple(measure.edges()) if measure.counted_on is None else (),
        parents=vocabulary.codes[DIVISIONS].parents if DIVISIONS in vocabulary.codes else {},
        ticks=any(moves(rule) for rule, _ in measure.rules()),
        delegated=tuple(p for p in measure.parameters.values() if p.local),
        cache={},
    )


def _fixed(at_most: Expr) -> int | None:
    return at_most.value if isinstance(at_most, Const) and isinstance(at_most.value, int) else None


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes functions for rules of one measure."""

    slots: Mapping[str, int]
    periods: tuple[Period, ...]
    ranks: Mapping[str, Mapping[str, int]]

    def _emitter(self) -> Emitter:
        return Emitter(self.slots, self.ranks)

    def truths(self, conditions: tuple[Condition, ...]) -> Callable[..., Any]:
        emitter = self._emitter()
        atoms = []
        for condition in conditions:
            atom = emitter.atom(condition.rule)
            if condition.period != ALWAYS:
                slot = len(self.slots) + self.periods.index(condition.period)
                atom = emitter.dated(slot, atom)
            atoms.append(atom)
        return emitter.function(_tuple(atoms))

    def values(self, rules: tuple[Expr, ...], *, single: bool) -> Callable[..., Any]:
        emitter = self._emitter()
        atoms = [emitter.atom(rule) for rule in rules]
        return emitter.function(atoms[0] if single else _tuple(atoms))

    def clocks(self, rules: list[Expr]) -> Callable[..., Any]:
        emitter = self._emitter()
        emitter.constants["shifted"] = _shifted
        emitter.constants["day_after"] = _day_after
        groups = [_tuple(self._flips(emitter, rule)) for rule in rules]
        return emitter.function(_tuple(groups))

    def _flips(self, emitter: Emitter, rule: Expr) -> list[str]:
        found = []
        for clock in clocks_in(rule):
            if isinstance(clock, Crossing):
                start, bound = emitter.atom(clock.start), emitter.atom(clock.bound)
                step = clock.months_a_step
                found += [f"shifted({start}, {bound}, {plus}, {step})" for plus in clock.steps]
            else:
                found.append(emitter.atom(clock.first))
                found.append(f"day_after({emitter.atom(clock.last)})")
        return found


def _tuple(atoms: list[str]) -> str:
    return f"({''.join(f'{atom}, ' for atom in atoms)})"


def _shifted(start: date | None, bound: int | None, step: int, months_a_step: int) -> date | None:
    if start is None or bound is None:
        return None
    return add_months(start, (bound + step) * months_a_step)


def _day_after(day: date | None) -> date | None:
    return None if day is None else day + ONE_DAY
