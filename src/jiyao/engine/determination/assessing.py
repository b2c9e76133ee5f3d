"""Determining the rows of one owner, or of any small group: conditions by compiled functions, then pools.

Who shares a pool must be in the group: a pool that is not counted by person sees the grants, but no rivals outside it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jiyao.engine.cases import YEAR, Case, Grant, Key, Result, Taken, pool_key, taken
from jiyao.engine.determination.compiled import (
    CompiledMeasure,
    Policy,
    Truth,
    compile_measure,
)
from jiyao.engine.measures import APPLIES, Limit, Outcome
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value


@dataclass(slots=True)
class Assessment:
    """One row under one measure: the truth of every test, in the order of `measure.tests`.

    pools, taken   for each limit its key, and the slots taken before this row
    waits_for   while limits are taken: the next day on which time could change this row or a rival
    """

    rule: CompiledMeasure
    case: Case
    on: date
    policy: Policy
    truths: list[Truth]
    pools: list[Key | None] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    waits_for: date | None = None
    never: bool = False
    spent: bool = False

    @property
    def holds(self) -> Truth:
        """Whether every test taken so far holds."""
        if False in self.truths:
            return False
        return None if None in self.truths else True

    @property
    def outcome(self) -> Outcome:
        """What the truths come to."""
        return self._outcome(self.holds)

    def _outcome(self, truth: Truth) -> Outcome:
        if truth is True:
            return Outcome.TO_BE_CONFIRMED if self.policy.asked else Outcome.ELIGIBLE
        if self.rule.measure.applies is not None and self.truths[0] is False:
            return Outcome.NOT_APPLICABLE
        return Outcome.UNKNOWN if truth is None else Outcome.NOT_ELIGIBLE

    @property
    def value(self) -> Value | None:
        """What is given: fen or a code. Nothing is 0 fen; unknown eligibility is an unknown amount."""
        return self._value(self.holds)

    def _value(self, truth: Truth) -> Value | None:
        if truth is not True:
            return 0 if truth is False and self.rule.is_money else None
        if self.policy.gives is None:
            return None
        given = self.rule.given[self.policy.gives]
        return given(self.case.facts, self.on, self.policy.values)

    @property
    def next_change_on(self) -> date | None:
        """The first day on which time alone could change the outcome."""
        return None if self.never or self.spent else self.waits_for

    def _first(self, truth: Truth) -> str | None:
        """The id of the first test with that truth; that a measure does not apply is no failure."""
        name = self.rule.tests[self.truths.index(truth)]
        return None if truth is False and name == APPLIES else name

    @property
    def result(self) -> Result:
        """The assessment as every back end tells it."""
        truth = self.holds
        value = self._value(truth)
        is_money = self.rule.is_money
        return Result(
            self._outcome(truth),
            self.policy.payable,
            value if is_money else None,  # type: ignore[arg-type]
            None if is_money or value is None else str(value),
            self._first(False) if truth is False else None,
            self._first(None) if truth is None else None,
            self.next_change_on,
        )


@dataclass(slots=True)
class _Rivals:
    """What measures determined earlier took, and the days on which that could change."""

    slots: dict[tuple[str, str, Key], int] = field(default_factory=lambda: defaultdict(int))
    days: dict[tuple[str, str, Key], list[date]] = field(default_factory=lambda: defaultdict(list))


class Assessor:
    """A pack's compiled measures. Make it once; it keeps no facts between calls."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.rules = [compile_measure(m, pack.vocabulary) for m in pack.measures.values()]
        self._yielded_to = {other for m in pack.measures.values() for other in m.yields_to}

    def assess(
        self,
        cases: Mapping[str, Sequence[Case]],
        on: date,
        grants: Iterable[Grant] = (),
        *,
        look_ahead: bool = True,
        only: Collection[str] | None = None,
    ) -> list[Assessment]:
        """Every measure for every row of its subject.

        cases        rows by subject id
        look_ahead   whether to find the days of the next change too
        only         the ids of the measures wanted; those they yield to must be among them
        """
        pools, rivals = taken(grants), _Rivals()
        found: list[Assessment] = []
        for rule in self.rules:
            if only is not None and rule.measure.id not in only:
                continue
            rows = [_standing(rule, case, on) for case in cases.get(rule.measure.subject, ())]
            if look_ahead:
                for row in rows:
                    _find_next(row)
            for index, limit in enumerate(rule.measure.limits):
                _take(rows, (index, limit), pools, rivals)
            if rule.measure.id in self._yielded_to:
                _note(rows, rivals)
            found += rows
        return found


def _standing(rule: CompiledMeasure, case: Case, on: date) -> Assessment:
    policy = rule.policy(case.facts, on)
    truths = list(rule.truths(case.facts, on, policy.values))
    keys = [pool_key(limit, case, on) for limit in rule.measure.limits]
    return Assessment(rule, case, on, policy, truths, keys)


def _flips(row: Assessment) -> Iterator[tuple[int, list[date]]]:
    """For each test, limit and gives that is in force: its number, and the days ahead on which time flips it."""
    rule = row.rule
    if not rule.ticks:
        return
    clocks = rule.clocks(row.case.facts, row.on, row.policy.values)
    for index, (period, days) in enumerate(zip(rule.rule_periods, clocks, strict=True)):
        if days and rule.stands(row.policy, period) is not False:
            yield index, [day for day in days if day is not None and day > row.on]


def _edges(row: Assessment) -> list[date]:
    return [day for day in row.rule.edges if day > row.on]


def _find_next(row: Assessment) -> None:
    flips, edges = dict(_flips(row)), _edges(row)
    for_good = [truth is False and not flips.get(index) for index, truth in enumerate(row.truths)]
    applies = row.rule.measure.applies is not None
    row.never = not edges and (for_good[0] if applies and flips.get(0) else any(for_good))
    if not row.never:
        row.waits_for = min((d for days in (*flips.values(), edges) for d in days), default=None)


def _take(rows: list[Assessment], numbered: tuple[int, Limit], pools: Taken, rivals: _Rivals) -> None:
    index, limit = numbered
    groups: dict[Key, list[Assessment]] = {}
    for row in rows:
        key = row.pools[index]
        if key is None:
            row.truths.append(_effective(row, limit, None))
            row.taken.append(0)
        elif len(rows) == 1:
            _share(rows, numbered, pools.get((limit.pool.id, key), 0), rivals)
        else:
            groups.setdefault(key, []).append(row)
    for key, group in groups.items():
        group.sort(key=lambda row: _position(row, limit))
        _share(group, numbered, pools.get((limit.pool.id, key), 0), rivals)


def _position(row: Assessment, limit: Limit) -> tuple[bool, Value, str]:
    first = row.case.facts.get(limit.first) if limit.first else None
    return (first is None, 0 if first is None else first, row.case.id)


def _effective(row: Assessment, limit: Limit, truth: Truth) -> Truth:
    stands = row.rule.stands(row.policy, limit.period)
    if stands is True:
        return truth
    return True if stands is False or truth is True else None


def _share(group: list[Assessment], numbered: tuple[int, Limit], granted: int, rivals: _Rivals) -> None:
    """Gives out what is left of a pool, in order. An undecided rival consumes nothing."""
    index, limit = numbered
    key = group[0].pools[index] or ()
    others = [(name, limit.pool.id, key) for name in group[0].rule.measure.yields_to]
    before = granted
    for other in others:
        before += rivals.slots.get(other, 0)
    for row in group:
        at_most = row.rule.fixed[index]
        if at_most is None:
            at_most = row.rule.at_most(row.case.facts, row.on, row.policy.values)[index]
        truth = _effective(row, limit, None if at_most is None else before < at_most)
        row.taken.append(before)
        row.truths.append(truth)
        if row.holds is True and row.rule.stands(row.policy, limit.period) is True:
            before += 1
        if truth is False:
            _wait(row, numbered, used_up=at_most is not None and granted >= at_most)
    if len(group) == 1 and not others:
        return
    days = [row.waits_for for row in group if row.waits_for is not None]
    days += [day for other in others for day in rivals.days.get(other, ())]
    if days:
        earliest = min(days)
        for row in group:
            row.waits_for = earliest


def _wait(row: Assessment, numbered: tuple[int, Limit], *, used_up: bool) -> None:
    """A yearly pool starts anew with the year; what grants used up otherwise is gone, unless its size may change."""
    index, limit = numbered
    if YEAR in limit.pool.per:
        new_year = date(row.on.year + 1, 1, 1)
        if not row.never:
            row.waits_for = new_year if row.waits_for is None else min(new_year, row.waits_for)
    elif used_up and not _edges(row):
        flips = dict(_flips(row))
        may_stop_applying = row.rule.measure.applies is not None and flips.get(0)
        row.spent = not (may_stop_applying or flips.get(len(row.rule.conditions) + index))


def _note(rows: list[Assessment], rivals: _Rivals) -> None:
    for row in rows:
        measure = row.rule.measure
        for limit, key in zip(measure.limits, row.pools, strict=True):
            if key is None:
                continue
            at = (measure.id, limit.pool.id, key)
            if row.holds is True and row.rule.stands(row.policy, limit.period) is True:
                rivals.slots[at] += 1
            if row.next_change_on is not None:
                rivals.days[at].append(row.next_change_on)
