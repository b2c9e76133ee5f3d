"""Of a fact that only rises: the values on reaching which a pack could determine otherwise."""

from collections.abc import Collection

from jiyao.engine.measures import Measure, Parameter
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.rising import turning_in


def turning_values(pack: Pack, fact: str) -> frozenset[int] | None:
    """Those of all measures, on whatever day and wherever; None where every value could make a difference."""
    found: set[int] = set()
    for measure in pack.measures.values():
        turning = _of_measure(measure, fact)
        if turning is None:
            return None
        found |= turning
    definition = pack.vocabulary.facts.get(fact)
    if definition is not None and isinstance(definition.high, int):
        found.add(definition.high + 1)  # above its range a record is set aside
    return frozenset(found)


def _of_measure(measure: Measure, fact: str) -> frozenset[int] | None:
    if fact in _by_name(measure):
        return None
    rules = [rule for rule, _ in measure.rules()]
    values = {name: _values_of(parameter) for name, parameter in measure.parameters.items()}
    found = [turning_in(rule, fact, values) for rule in rules]
    return None if None in found else frozenset(value for some in found for value in some or ())


def _by_name(measure: Measure) -> set[str]:
    """The facts that are read as they are, apart from rules."""
    of_limits = {name for limit in measure.limits for name in (*limit.pool.per, limit.first)}
    instalments = () if measure.instalments is None else measure.instalments.facts_read()
    return {
        name for name in (measure.place, measure.counted_on, *of_limits, *instalments) if name is not None
    }


def _values_of(parameter: Parameter) -> Collection[int] | None:
    """What it ever is; None where its rows are tables."""
    rows = list(parameter.rows())
    if any(row.values is not None for row in rows):
        return None
    return [row.value for row in rows if isinstance(row.value, int)]
