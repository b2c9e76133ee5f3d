"""Proof that no lookup can meet a key without a row: each row's keys against all values that can reach it."""

from collections.abc import Iterator, Sequence

from jiyao.base.periods import Period
from jiyao.engine.measures import Measure
from jiyao.engine.problems import Place, Problems
from jiyao.engine.rules.domains import Domain, narrowed
from jiyao.engine.rules.tree import Case, Expr, Fact, Lookup, children
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import Vocabulary

LARGEST_DOMAIN = 10_000

Guards = tuple[Expr, ...]


def check_coverage(measure: Measure, vocabulary: Vocabulary, problems: Problems) -> None:
    """Notes each table that lacks a row for a key it may be asked for.

    What is given is only computed where every condition holds, so conditions narrow its keys; a condition
    itself is computed for every row.
    """
    conditions = [(c.rule, c.period) for c in measure.conditions]
    if measure.applies:
        conditions.append((measure.applies.rule, measure.applies.period))
    given = {id(gives.rule) for gives in measure.gives}
    for rule, period in measure.rules():
        holding = conditions if id(rule) in given else []
        for lookup, guards in _lookups(rule, ()):
            _check_lookup(measure, (lookup, guards), (period, holding), vocabulary, problems)


def _lookups(expr: Expr, guards: Guards) -> Iterator[tuple[Lookup, Guards]]:
    """Every lookup with the CASE conditions under which it is reached."""
    if isinstance(expr, Lookup):
        yield expr, guards
    if isinstance(expr, Case):
        for when, value in expr.branches:
            yield from _lookups(when, guards)
            yield from _lookups(value, (*guards, when))
        yield from _lookups(expr.default, guards)
    else:
        for child in children(expr):
            yield from _lookups(child, guards)


def _check_lookup(
    measure: Measure,
    found: tuple[Lookup, Guards],
    context: tuple[Period, Sequence[tuple[Expr, Period]]],
    vocabulary: Vocabulary,
    problems: Problems,
) -> None:
    lookup, guards = found
    period, conditions = context
    domain = _domain(lookup.key, vocabulary)
    if domain is None:
        message = f"lookup('{lookup.name}', …): its key can be too many values; use a code or a narrow range"
        zh = f"“{lookup.name}”的表按过多的值排列；请改用代码或较窄的范围"
        problems.add(measure.source_place, message, zh)
        return
    for row in measure.parameters[lookup.name].rows():
        if row.values is None or not row.period.overlaps(period):
            continue
        holding = [rule for rule, days in conditions if period.lies_in(days) or row.period.lies_in(days)]
        possible = _narrowed(domain, lookup.key, (*holding, *guards), vocabulary)
        _report(lookup, possible - set(row.values), row.place, problems)


def _report(lookup: Lookup, lacking: Domain, place: Place, problems: Problems) -> None:
    if lacking:
        first = sorted(lacking, key=lambda key: (isinstance(key, str), key))[:5]
        keys = ", ".join(str(key) for key in first)
        message = f'"{lookup.name}" has no row for {keys}; add it, or a condition that rules it out'
        zh = f"“{lookup.name}”缺少 {keys} 的数值；请补上，或加一项条件排除它"
        problems.add(place, message, zh)


def _domain(key: Expr, vocabulary: Vocabulary) -> Domain | None:
    if key.type.codes is not None:
        return frozenset(vocabulary.codes[key.type.codes].codes)
    if isinstance(key, Fact) and key.type.kind is Kind.INTEGER:
        fact = vocabulary.facts[key.name]
        low, high = fact.low, fact.high
        if isinstance(low, int) and isinstance(high, int) and high - low <= LARGEST_DOMAIN:
            return frozenset(range(low, high + 1))
    return None


def _narrowed(domain: Domain, key: Expr, rules: Guards, vocabulary: Vocabulary) -> Domain:
    if not isinstance(key, Fact):
        return domain
    ranks = tuple(vocabulary.codes[key.type.codes].codes) if key.type.codes else ()
    for rule in rules:
        domain = narrowed(domain, key.name, rule, ranks)
    return domain
