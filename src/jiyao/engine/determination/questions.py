"""Which question to ask next: the one whose answer is expected to settle most measures.

Each fact that is still worth knowing is tried with answers that stand for all: every code, yes and no, and numbers
and days on either side of each line that a rule draws. A measure is settled by an answer when nothing stays open.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from jiyao.base.periods import ONE_DAY, add_months
from jiyao.engine.cases import OWNER, YEAR
from jiyao.engine.determination.assessing import Assessment
from jiyao.engine.determination.missing import missing_facts, setting
from jiyao.engine.reference.values import Setting, evaluate
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.tree import Call, Compare, Expr, Fact, Value, walk
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import FactDefinition, Vocabulary

MOST_ANSWERS = 16
"""Answers tried for one fact; more would not change the order of questions, only the time."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking. `settles`: how many open determinations the answer is expected to settle."""

    fact: FactDefinition
    settles: float


def questions(assessments: Sequence[Assessment], vocabulary: Vocabulary) -> list[Question]:
    """The facts still worth asking, best first; of equals, what the person knows, then in order of the vocabulary."""
    scores: dict[str, float] = {}
    for assessment in assessments:
        for name in missing_facts(assessment, vocabulary):
            scores[name] = scores.get(name, 0.0) + _settles(assessment, name, vocabulary)
    order = list(vocabulary.facts)
    found = [Question(vocabulary.facts[name], score) for name, score in scores.items()]
    return sorted(found, key=lambda q: (-q.settles, q.fact.known_by != "person", order.index(q.fact.id)))


def _settles(assessment: Assessment, name: str, vocabulary: Vocabulary) -> float:
    """The share of answers after which nothing of this determination stays open."""
    answers = list(islice(_answers(assessment, name, vocabulary), MOST_ANSWERS))
    if not answers:
        return 0.0
    return sum(_is_settled(assessment, {name: answer}) for answer in answers) / len(answers)


def _is_settled(assessment: Assessment, answer: Mapping[str, Value | None]) -> bool:
    """Whether the conditions decide once the answer is known. Pools are open while a part of their key is."""
    rule, facts = assessment.rule, {**assessment.case.facts, **answer}
    policy = rule.policy(facts, assessment.on)
    truths = rule.truths(facts, assessment.on, policy.values)
    if False in truths:
        return True
    keys = (name for limit in rule.measure.limits for name in limit.pool.per)
    return None not in truths and all(name in (OWNER, YEAR) or facts.get(name) is not None for name in keys)


def _answers(assessment: Assessment, name: str, vocabulary: Vocabulary) -> Iterator[Value]:
    fact = vocabulary.facts[name]
    match fact.type.kind:
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.CODE:
            yield from vocabulary.codes[str(fact.type.codes)].codes
        case Kind.TEXT:
            yield "?"
        case _:
            yield from _near_lines(fact, set(_lines(assessment, fact, setting(assessment, vocabulary))))


def _near_lines(fact: FactDefinition, lines: Iterable[Value]) -> Iterator[Value]:
    """On each line, just before and just after it, as far as the fact's range allows."""
    found: set[Value] = set()
    for line in lines:
        if isinstance(line, date):
            found |= {line - ONE_DAY, line, line + ONE_DAY}
        elif isinstance(line, int):
            found |= {line - 1, line, line + 1}
    inside = [value for value in found if fact.is_in_range(value)]
    ends = [end for end in (fact.low, fact.high) if end is not None]
    yield from sorted({*inside, *(ends if not inside else ())}, key=str)


def _lines(assessment: Assessment, fact: FactDefinition, at: Setting) -> Iterator[Value]:
    """The values at which a rule of the measure changes its mind about the fact."""
    measure = assessment.rule.measure
    if measure.counted_on == fact.id:
        yield from measure.edges()
    for rule, _ in measure.rules():
        for node in walk(rule):
            if isinstance(node, Compare):
                yield from _compared(node, fact.id, at)
        for clock in clocks_in(rule):
            if isinstance(clock, Crossing):
                yield from _crossed(clock, fact.id, at)
            else:
                yield from _spanned(clock.first, fact.id, at)
                yield from _spanned(clock.last, fact.id, at)


def _compared(node: Compare, name: str, at: Setting) -> Iterator[Value]:
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(one, Fact) and one.name == name:
            bound = evaluate(other, at)
            if bound is not None:
                yield bound


def _crossed(clock: Crossing, name: str, at: Setting) -> Iterator[Value]:
    if isinstance(clock.start, Fact) and clock.start.name == name:
        bound = evaluate(clock.bound, at)
        if isinstance(bound, int):
            for step in clock.steps:
                yield add_months(at.on, -(bound + step) * clock.months_a_step)


def _spanned(day: Expr, name: str, at: Setting) -> Iterator[Value]:
    match day:
        case Fact(name=found) if found == name:
            yield at.on
        case Call(function="add_months", args=(Fact(name=found), months)) if found == name:
            number = evaluate(months, at)
            if isinstance(number, int):
                yield add_months(at.on, -number)
