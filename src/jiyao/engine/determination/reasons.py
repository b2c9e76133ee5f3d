"""A determination with its reasons: every condition's truth, the facts and values read, the clause, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.engine.cases import Case, Grant, Result
from jiyao.engine.determination.assessing import Assessment, Assessor
from jiyao.engine.determination.missing import missing_facts, missing_values, setting
from jiyao.engine.determination.needs import Need, needs, true_from
from jiyao.engine.determination.questions import questions
from jiyao.engine.measures import ALWAYS, DEMONSTRATION, Ask, Condition, Limit, Measure, Outcome, Row
from jiyao.engine.reference.values import Setting, evaluate
from jiyao.engine.rules.tree import Expr, Value, facts_in, parameters_in
from jiyao.engine.shapes import Source, Words

MOST_STEPS = 40
"""How many days of change are tried in search of the day of entitlement."""


@dataclass(frozen=True, slots=True)
class ValueRead:
    """A value of policy as it was read. `row` is None where none stands on that day."""

    name: str
    value: Value | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class ConditionReason:
    """One condition. `in_force` is False where its wording does not stand on the counted day.

    needs        what would have to be otherwise, if it is false
    true_from    the first day on which time alone makes it true
    branches     the ways of which any one is enough
    """

    id: str
    words: Words
    truth: bool | None
    in_force: bool | None
    rule: Expr
    text: str
    facts: Mapping[str, Value | None]
    values: tuple[ValueRead, ...]
    source: Source
    confidence: str
    needs: tuple[Need, ...]
    true_from: date | None
    branches: tuple["ConditionReason", ...]


@dataclass(frozen=True, slots=True)
class LimitReason:
    """One draw on a pool: slots taken before this row, of how many."""

    id: str
    words: Words
    truth: bool | None
    taken: int
    at_most: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Determination:
    """Everything that is said of one row under one measure.

    missing          facts that can still change the answer, the best question first
    missing_values   values of policy that nobody has found and that keep the answer or the amount open
    eligible_from    the first day on which time alone makes the row eligible, if it is not
    """

    measure: Measure
    version: str
    pack_hash: str
    case: Case
    on: date
    result: Result
    conditions: tuple[ConditionReason, ...]
    limits: tuple[LimitReason, ...]
    values: tuple[ValueRead, ...]
    missing: tuple[str, ...]
    missing_values: tuple[str, ...]
    eligible_from: date | None

    @property
    def asked(self) -> tuple[Ask, ...]:
        """What only people judge, as it stands on the counted day; all of it where that day is not known."""
        counted = self.on if self.measure.counted_on is None else self.case.facts.get(self.measure.counted_on)
        return tuple(
            ask for ask in self.measure.asks if not isinstance(counted, date) or ask.period.holds(counted)
        )

    @property
    def rests_on_demonstration(self) -> bool:
        """Whether a value or condition of the demonstration takes part, or open rules are waived for it."""
        in_force = [reason for reason in self.conditions if reason.in_force is not False]
        read = [*self.values, *(value for reason in in_force for value in reason.values)]
        confidences = [reason.confidence for reason in in_force]
        confidences += [value.row.confidence for value in read if value.row is not None]
        return DEMONSTRATION in confidences or bool(self.measure.waived)


def explain(
    assessor: Assessor,
    cases: Mapping[str, Sequence[Case]],
    on: date,
    grants: Sequence[Grant] = (),
    *,
    measure: str | None = None,
) -> list[Determination]:
    """Every measure for every row of one owner, with reasons.

    measure   the id of the only one wanted; the others still say which question is best
    """
    return explained(assessor, assessor.assess(cases, on, grants), cases, grants, measure=measure)


def explained(
    assessor: Assessor,
    assessments: Sequence[Assessment],
    cases: Mapping[str, Sequence[Case]],
    grants: Sequence[Grant] = (),
    *,
    measure: str | None = None,
) -> list[Determination]:
    """The same of all measures and rows of one owner that were assessed already."""
    best_first = [question.fact.id for question in questions(assessments, assessor.pack.vocabulary)]
    return [
        _determination(assessor, one, cases, grants, best_first)
        for one in assessments
        if measure in (None, one.rule.measure.id)
    ]


def _determination(
    assessor: Assessor,
    assessment: Assessment,
    cases: Mapping[str, Sequence[Case]],
    grants: Sequence[Grant],
    best_first: Sequence[str],
) -> Determination:
    pack = assessor.pack
    at = setting(assessment, pack.vocabulary)
    conditions = assessment.rule.conditions
    given = [gives.rule for gives in assessment.rule.measure.gives if _stands(assessment, gives.period)]
    return Determination(
        measure=assessment.rule.measure,
        version=pack.version,
        pack_hash=pack.hash,
        case=assessment.case,
        on=assessment.on,
        result=assessment.result,
        conditions=tuple(
            _condition(assessment, condition, truth, at)
            for condition, truth in zip(conditions, assessment.truths, strict=False)
        ),
        limits=tuple(_limits(assessment)),
        values=_values(given, at),
        missing=tuple(sorted(missing_facts(assessment, pack.vocabulary), key=best_first.index)),
        missing_values=missing_values(assessment, pack.vocabulary),
        eligible_from=_eligible_from(assessor, assessment, cases, grants),
    )


def _stands(assessment: Assessment, period: object) -> bool:
    return period == ALWAYS or assessment.rule.stands(assessment.policy, period) is True  # type: ignore[arg-type]


def _condition(
    assessment: Assessment, condition: Condition, truth: bool | None, at: Setting
) -> ConditionReason:
    in_force = assessment.rule.stands(assessment.policy, condition.period)
    false = truth is False
    return ConditionReason(
        id=condition.id,
        words=condition.words,
        truth=truth,
        in_force=in_force,
        rule=condition.rule,
        text=condition.text,
        facts={name: at.facts.get(name) for name in facts_in(condition.rule)},
        values=_values([condition.rule], at),
        source=condition.source,
        confidence=condition.confidence,
        needs=needs(condition.rule, at) if false else (),
        true_from=true_from(condition.rule, at) if false else None,
        branches=_branches(assessment, condition, at),
    )


def _branches(assessment: Assessment, condition: Condition, at: Setting) -> tuple[ConditionReason, ...]:
    """The ways to meet a condition, nearest first: true, open, true from a day, then by what must change."""
    found = []
    for branch in condition.branches:
        truth = evaluate(branch.rule, at)
        found.append(_condition(assessment, branch, None if truth is None else bool(truth), at))
    return tuple(sorted(found, key=_distance))


def _distance(reason: ConditionReason) -> tuple[int, date, int]:
    rank = {True: 0, None: 1, False: 3}[reason.truth]
    if reason.true_from is not None:
        rank = 2
    return (rank, reason.true_from or date.max, len(reason.needs))


def _limits(assessment: Assessment) -> list[LimitReason]:
    limits: Sequence[Limit] = assessment.rule.measure.limits
    numbers = assessment.rule.at_most(assessment.case.facts, assessment.on, assessment.policy.values)
    truths = assessment.truths[len(assessment.rule.conditions) :]
    return [
        LimitReason(limit.id, limit.words, truth, taken, number, limit.source)
        for limit, truth, taken, number in zip(limits, truths, assessment.taken, numbers, strict=True)
        if _stands(assessment, limit.period)
    ]


def _values(rules: Sequence[Expr], at: Setting) -> tuple[ValueRead, ...]:
    found = {}
    for rule in rules:
        for name in parameters_in(rule):
            parameter = at.measure.parameters[name]
            row = parameter.row_on(at.counted, at.division(parameter))
            key = None if parameter.by is None else at.facts.get(parameter.by)
            found[name] = ValueRead(name, at.policy(name, key), row)
    return tuple(found.values())


def _eligible_from(
    assessor: Assessor,
    assessment: Assessment,
    cases: Mapping[str, Sequence[Case]],
    grants: Sequence[Grant],
) -> date | None:
    """The first day of change on which the same row is eligible, all facts staying as they are."""
    later = eligible_later(assessor, assessment, cases, grants)
    return None if later is None else later.on


def eligible_later(
    assessor: Assessor,
    assessment: Assessment,
    cases: Mapping[str, Sequence[Case]],
    grants: Sequence[Grant] = (),
) -> Assessment | None:
    """The same row on the first day of change on which it is eligible, if it is not and will be."""
    if assessment.outcome is not Outcome.NOT_ELIGIBLE:
        return None
    day, measure = assessment.next_change_on, assessment.rule.measure.id
    for _ in range(MOST_STEPS):
        if day is None:
            return None
        later = assessor.assess(cases, day, grants, only=(measure, *assessment.rule.measure.yields_to))
        found = next(a for a in later if a.rule.measure.id == measure and a.case.id == assessment.case.id)
        if found.holds is True:
            return found
        day = found.next_change_on
    return None
