"""Every measure for every row: conditions, then pools, measure by measure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.cases import YEAR, Case, Grant, Key, Result, pool_key, taken
from jiyao.engine.measures import ALWAYS, APPLIES, Limit, Measure, Outcome, Payable
from jiyao.engine.packs.loading import Pack
from jiyao.engine.reference.standing import Standing, dated, days_of, in_force, later, standing
from jiyao.engine.reference.values import Setting, Truth, evaluate
from jiyao.engine.rules.tree import (
    Value,
)

Results = dict[str, dict[str, Result]]
"""By measure and id of the subject's row."""


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
            row.truths[limit.id] = dated(limit.period, row.at.counted, None)
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
        row.truths[limit.id] = dated(limit.period, row.at.counted, room)
        takes = row.holds is True and stands is True
        if row.truths[limit.id] is False:
            _wait(limit, row, used_up=free is False)
        ahead += takes


def _wait(limit: Limit, row: Standing, *, used_up: bool) -> None:
    """A yearly pool starts anew with the year; what grants used up otherwise is gone, unless its size may change."""
    if YEAR in limit.pool.per:
        if not row.dead:
            new_year = date(row.at.on.year + 1, 1, 1)
            row.own_next = min([new_year, *([row.own_next] if row.own_next else [])])
        return
    measure = row.at.measure
    edges = later(measure.edges(), row.at.on) if measure.counted_on is None else []
    may_stop_applying = measure.applies and days_of(measure.applies.rule, ALWAYS, row.at)
    if used_up and not edges and not may_stop_applying and not days_of(limit.at_most, limit.period, row.at):
        row.spent = True


def _look_ahead(group: list[Standing], days: list[date]) -> None:
    earliest = min(days, default=None)
    for row in group:
        row.own_next = earliest


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
        rows = [standing(measure, case, on, pack.vocabulary) for case in cases.get(measure.subject, ())]
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
    delegated = [p for p in measure.parameters.values() if p.local]
    if at.counted is None or (delegated and at.facts.get(measure.place) is None):
        return None
    divisions = {at.division(parameter) for parameter in delegated}
    return measure.payable_on(at.counted, next(iter(divisions - {None}), None))
