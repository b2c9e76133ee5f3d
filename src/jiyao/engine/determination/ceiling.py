"""What could be had at most while answers are open: an upper bound of the sum, narrowed by everything known."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from jiyao.engine.cases import Key
from jiyao.engine.determination.assessing import Assessment
from jiyao.engine.determination.missing import setting
from jiyao.engine.measures import Parameter, Payable
from jiyao.engine.reference.values import Setting, evaluate
from jiyao.engine.rules.bounds import Bounds, Interval, size_range
from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.tree import Call, Case, Expr, Fact, Lookup, Param, Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import Vocabulary

_SIZED = (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE)


def most_fen(assessment: Assessment, vocabulary: Vocabulary) -> int | None:
    """The greatest amount the row could still get; 0 once it is refused, None where nobody can say."""
    if not assessment.rule.is_money:
        return None
    if assessment.holds is False:
        return 0
    if isinstance(assessment.value, int):
        return assessment.value
    at, measure, chosen = setting(assessment, vocabulary), assessment.rule.measure, assessment.policy.gives
    rules = [gives.rule for gives in (measure.gives if chosen is None else [measure.gives[chosen]])]
    narrowed = _Narrowed(measure.bounds.facts, measure.bounds.parameters, at)
    try:
        return max(narrowed.of(rule)[1] for rule in rules)
    except RuleError:
        return None


def most_fen_together(assessments: Sequence[Assessment], vocabulary: Vocabulary) -> int:
    """The greatest sum of all that is not refused and may be paid, as far as it is known; shared pools count once.

    The largest amounts draw on a pool first.
    """
    payable = [one for one in assessments if one.policy.payable in (None, Payable.PAYS)]
    sums = [(most_fen(one, vocabulary) or 0, one) for one in payable]
    drawn: Counter[tuple[str, Key]] = Counter()
    total = 0
    for fen, one in sorted(sums, key=lambda pair: -pair[0]):
        draws = list(_draws(one))
        if fen and all(drawn[pool] < at_most for pool, at_most in draws):
            total += fen
            drawn.update(pool for pool, _ in draws)
    return total


def _draws(assessment: Assessment) -> Iterator[tuple[tuple[str, Key], int]]:
    """The pools on which the row is known to draw, and how many slots each has."""
    rule, policy = assessment.rule, assessment.policy
    numbers = rule.at_most(assessment.case.facts, assessment.on, policy.values)
    for limit, key, number in zip(rule.measure.limits, assessment.pools, numbers, strict=True):
        if key is not None and number is not None and rule.stands(policy, limit.period) is True:
            yield (limit.pool.id, key), number


@dataclass(frozen=True, slots=True)
class _Narrowed(Bounds):
    """Bounds in one setting: what is known is exact, and of a choice only what may still be chosen counts."""

    at: Setting

    def of(self, expr: Expr) -> Interval:
        """The least and greatest value. raises RuleError where nobody can say."""
        value = evaluate(expr, self.at)
        if value is not None and expr.type.kind in _SIZED:
            return size_range(value, value, expr.type.kind)
        if isinstance(expr, Param | Lookup):
            return self._policy(self.at.measure.parameters[expr.name])
        if isinstance(expr, Case):
            sizes = [self.of(value) for value in self._choices(expr)]
            return min(low for low, _ in sizes), max(high for _, high in sizes)
        if isinstance(expr, Call) and expr.function == "least":
            return self._least(expr)
        if isinstance(expr, Fact) and expr.type.kind is Kind.MONEY:
            raise RuleError(f"what {expr.name} is decides alone; its range says nothing")
        return Bounds.of(self, expr)

    def _least(self, call: Call) -> Interval:
        """The bounds of the smallest: the parts that have some are enough."""
        sizes = []
        for part in call.args:
            with suppress(RuleError):
                sizes.append(self.of(part))
        if not sizes:
            raise RuleError("no part of the smallest has bounds")
        return min(low for low, _ in sizes), min(high for _, high in sizes)

    def _choices(self, case: Case) -> Iterator[Expr]:
        for when, value in case.branches:
            truth = evaluate(when, self.at)
            if truth is not False:
                yield value
            if truth is True:
                return
        yield case.default

    def _policy(self, parameter: Parameter) -> Interval:
        found = list(self._values(parameter))
        if not found:
            raise RuleError(f"no value of {parameter.name} is known")
        kind = parameter.type.kind
        sizes = [size_range(value, value, kind)[0] for value in found]
        return min(sizes), max(sizes)

    def _values(self, parameter: Parameter) -> Iterator[Value]:
        """What may stand: on the counted day where it is known, wherever the place is not."""
        at, rows = self.at, list(parameter.rows())
        if at.counted is not None:
            rows = [row for row in rows if row.period.holds(at.counted)]
        for row in rows:
            yield from (v for v in (row.values or {0: row.value}).values() if v is not None)
