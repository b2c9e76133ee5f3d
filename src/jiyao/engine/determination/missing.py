"""What is missing: only facts that can still change the answer, and values of policy that nobody has found."""

from collections.abc import Iterable, Iterator
from datetime import date

from jiyao.engine.cases import OWNER, YEAR
from jiyao.engine.determination.assessing import Assessment
from jiyao.engine.measures import ALWAYS, Measure, Parameter
from jiyao.engine.reference.values import Setting, evaluate
from jiyao.engine.rules.tree import (
    And,
    Call,
    Case,
    Expr,
    Fact,
    Lookup,
    Not,
    Or,
    Param,
    children,
    parameters_in,
    within_as_comparisons,
)
from jiyao.engine.vocabulary import Vocabulary


def setting(assessment: Assessment, vocabulary: Vocabulary) -> Setting:
    """Where and when the assessment's rules are read."""
    measure, facts = assessment.rule.measure, assessment.case.facts
    counted = assessment.on if measure.counted_on is None else facts.get(measure.counted_on)
    known = counted if isinstance(counted, date) else None
    return Setting(facts, assessment.on, known, measure, vocabulary)


def missing_facts(assessment: Assessment, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the facts still worth knowing: none once the answer and the amount stand."""
    if assessment.holds is False:
        return ()
    return tuple(dict.fromkeys(leaf.name for leaf in _open(assessment, vocabulary) if isinstance(leaf, Fact)))


def missing_values(assessment: Assessment, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of the values of policy that keep the answer or the amount open."""
    if assessment.holds is False:
        return ()
    return tuple(
        dict.fromkeys(leaf.name for leaf in _open(assessment, vocabulary) if isinstance(leaf, Param | Lookup))
    )


def _open(assessment: Assessment, vocabulary: Vocabulary) -> Iterator[Fact | Param | Lookup]:
    measure = assessment.rule.measure
    at = setting(assessment, vocabulary)
    if assessment.holds is True:
        if assessment.value is None and assessment.policy.gives is not None:
            yield from _leaves(measure.gives[assessment.policy.gives].rule, at)
        return
    conditions = assessment.rule.conditions
    for condition, truth in zip(conditions, assessment.truths, strict=False):
        if truth is None:
            yield from _leaves(condition.rule, at)
            yield from _day(measure, condition.period != ALWAYS, [condition.rule], at)
    for limit, truth in zip(measure.limits, assessment.truths[len(conditions) :], strict=True):
        if truth is None:
            yield from _key_facts(limit.pool.per, at, vocabulary)
            yield from _leaves(limit.at_most, at)
            yield from _day(measure, limit.period != ALWAYS, [limit.at_most], at)


def _day(measure: Measure, dated: bool, rules: Iterable[Expr], at: Setting) -> Iterator[Fact]:
    """The counted day itself, where it is unknown and selects the wording or a value."""
    if at.counted is not None or measure.counted_on is None:
        return
    read = [measure.parameters[name] for rule in rules for name in parameters_in(rule)]
    if dated or not all(parameter.is_timeless for parameter in read):
        yield Fact(measure.counted_on, at.vocabulary.facts[measure.counted_on].type)


def _key_facts(per: tuple[str, ...], at: Setting, vocabulary: Vocabulary) -> Iterator[Fact]:
    for name in per:
        if name not in (OWNER, YEAR) and at.facts.get(name) is None:
            yield Fact(name, vocabulary.facts[name].type)


def _policy_leaves(
    expr: Param | Lookup, parameter: Parameter, at: Setting
) -> Iterator[Fact | Param | Lookup]:
    """Why a value of policy is unknown: its key, the place that would choose it, or nobody has found it."""
    if isinstance(expr, Lookup) and evaluate(expr.key, at) is None:
        yield from _leaves(expr.key, at)
    elif parameter.local and at.facts.get(at.measure.place) is None:
        yield Fact(at.measure.place, at.vocabulary.facts[at.measure.place].type)
    elif at.counted is not None or parameter.is_timeless:
        yield expr


def _leaves(expr: Expr, at: Setting) -> Iterator[Fact | Param | Lookup]:
    """What is unknown in the expression and can still change its value."""
    if evaluate(expr, at) is not None:
        return
    match expr:
        case Fact():
            yield expr
        case Param(name=name) | Lookup(name=name):
            yield from _policy_leaves(expr, at.measure.parameters[name], at)
        case And() | Or() | Not() | Case():
            for child in children(expr):
                yield from _leaves(child, at)
        case Call(function="within"):
            yield from _leaves(within_as_comparisons(expr), at)
        case _:
            for child in children(expr):
                yield from _leaves(child, at)
