"""One measure's columns in the layered SELECT, up to the point where pools come in.

Column names: `k0…` are conditions and pool keys shared by all measures; a measure's own are `<measure>#<what>`:
`e0` eligible by its conditions, `e1…` after each limit, `n0…` the next day of change, `never`, and for limit j
`l<j>` its truth, `a<j>` slots taken before the row, `g<j>` of them granted, `s<j>` used up for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jiyao.engine.cases import YEAR
from jiyao.engine.measures import APPLIES, Condition, Measure, Outcome
from jiyao.engine.population.policy import PolicySql
from jiyao.engine.population.sql import SqlWriter, joined, literal, quoted, shifted
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.tree import Expr

Columns = list[tuple[str, str]]
NO_DAY = "NULL::DATE"


@dataclass(slots=True)
class Atoms:
    """Columns that several measures share, by their SQL."""

    names: dict[str, str] = field(default_factory=dict)

    def column(self, sql: str) -> str:
        """The quoted name of the column that holds the SQL's value; what is constant needs none."""
        if sql in ("TRUE", "FALSE"):
            return sql
        return quoted(self.names.setdefault(sql, f"k{len(self.names)}"))


@dataclass(slots=True)
class MeasureSql:
    """Writes one measure. `name` prefixes its columns; `moves` tells whether time can change anything in it."""

    measure: Measure
    name: str
    policy: PolicySql
    rules: SqlWriter
    atoms: Atoms
    on: date
    truths: list[str] = field(default_factory=list)
    flips: list[list[str]] = field(default_factory=list)
    moves: bool = False

    def __post_init__(self) -> None:
        for condition in self.measure.all_conditions:
            self.truths.append(self.atoms.column(self.effective(condition)))
            stands = self.policy.stands(condition.period)
            self.flips.append(self.days_ahead(condition.rule, stands))
        years = any(YEAR in limit.pool.per for limit in self.measure.limits)
        self.moves = years or bool(self.own_days)

    def column(self, what: str) -> str:
        """The quoted name of one of the measure's columns."""
        return quoted(f"{self.name}#{what}")

    def named(self, what: str, sql: str) -> tuple[str, str]:
        """A column of the measure to be added to a layer."""
        return (f"{self.name}#{what}", sql)

    def effective(self, condition: Condition) -> str:
        """The condition's SQL; a wording that is not in force asks nothing."""
        return dated(self.policy.stands(condition.period), self.rules.sql(condition.rule))

    # --- time -------------------------------------------------------------------------------

    def days_ahead(self, rule: Expr, stands: str) -> list[str]:
        """SQL of each day ahead on which time flips something in the rule, NULL where it lies behind."""
        if stands == "FALSE":
            return []
        return [self._ahead(day, stands) for day in self._flip_days(rule)]

    def _flip_days(self, rule: Expr) -> Iterator[str]:
        for clock in clocks_in(rule):
            if isinstance(clock, Crossing):
                start, bound = self.rules.sql(clock.start), self.rules.sql(clock.bound)
                for step in clock.steps:
                    yield shifted(start, f"(({bound}) + {step}) * {clock.months_a_step}")
            else:
                yield self.rules.sql(clock.first)
                yield f"(({self.rules.sql(clock.last)}) + 1)"

    def _ahead(self, day: str, stands: str) -> str:
        known = "" if stands == "TRUE" else f"({stands}) IS NOT FALSE AND "
        return f"CASE WHEN {known}{day} > {literal(self.on)} THEN {day} END"

    @property
    def edges(self) -> list[str]:
        """The days ahead on which wordings or values change, where the day of determination selects them."""
        if self.measure.counted_on is not None:
            return []
        return [literal(day) for day in self.measure.edges() if day > self.on]

    @property
    def own_days(self) -> list[str]:
        """Every day ahead on which time could flip something in the measure."""
        days = [day for flips in self.flips for day in flips] + self.edges
        for gives in self.measure.gives:
            days += self.days_ahead(gives.rule, self.policy.stands(gives.period))
        for limit in self.measure.limits:
            days += self.days_ahead(limit.at_most, self.policy.stands(limit.period))
        return days

    # --- layers -----------------------------------------------------------------------------

    def eligibility(self) -> Columns:
        """Eligible by conditions, and whether a condition fails for good."""
        columns = [self.named("e0", joined(self.truths, "AND", "TRUE"))]
        if self.moves:
            columns.append(self.named("never", self._never()))
        return columns

    def _never(self) -> str:
        if self.edges:
            return "FALSE"
        for_good = []
        for truth, flips in zip(self.truths, self.flips, strict=True):
            alive = f" AND {least(flips)} IS NULL" if flips else ""
            for_good.append(f"{truth} IS FALSE{alive}")
        return joined(for_good, "OR", "FALSE")

    def first_next(self) -> Columns:
        """The next day of change before pools."""
        if not self.moves:
            return []
        days = least(self.own_days)
        return [self.named("n0", f"CASE WHEN {self.column('never')} THEN NULL ELSE {days} END")]

    # --- what is told -----------------------------------------------------------------------

    def told(self) -> Iterator[tuple[str, str]]:
        """Name and SQL of each field of the result."""
        truth = self.column(f"e{len(self.measure.limits)}")
        yield "outcome", self._outcome(truth)
        yield "payable", self.policy.payable()
        yield self._given(truth)
        yield "first_failed", self._first(f"{truth} IS FALSE", "{} IS FALSE")
        yield "first_unknown", self._first(f"{truth} IS NULL", "{} IS NULL")
        yield "next_change_on", self.next_sql()

    def _outcome(self, truth: str) -> str:
        asked = [f"({self.policy.stands(ask.period)}) IS NOT FALSE" for ask in self.measure.asks]
        good = literal(Outcome.ELIGIBLE.value)
        if asked:
            confirm = literal(Outcome.TO_BE_CONFIRMED.value)
            good = f"CASE WHEN {joined(asked, 'OR', 'FALSE')} THEN {confirm} ELSE {good} END"
        whens = [f"WHEN {truth} THEN {good}", f"WHEN {truth} IS NULL THEN 'unknown'"]
        if self.measure.applies:
            whens.insert(0, f"WHEN {self.truths[0]} IS FALSE THEN 'not_applicable'")
        return f"CASE {' '.join(whens)} ELSE 'not_eligible' END"

    def _given(self, truth: str) -> tuple[str, str]:
        whens = [
            (self.policy.stands(gives.period), self.rules.sql(gives.rule)) for gives in self.measure.gives
        ]
        if whens[0][0] == "TRUE":
            given = whens[0][1]
        else:
            listed = " ".join(f"WHEN {stands} THEN {sql}" for stands, sql in whens)
            given = f"CASE {listed} END"
        if self.measure.gives_kind == "amount":
            return "amount_fen", f"CASE WHEN {truth} THEN {given} WHEN NOT {truth} THEN 0 END::BIGINT"
        return "given", f"CASE WHEN {truth} THEN {given} END::VARCHAR"

    def _first(self, when: str, test: str) -> str:
        limits = [self.column(f"l{index}") for index in range(len(self.measure.limits))]
        found = [
            f"WHEN {test.format(column)} THEN {'NULL' if id_ == APPLIES and 'FALSE' in test else literal(id_)}"
            for id_, column in zip(self.measure.tests, [*self.truths, *limits], strict=True)
            if column not in ("TRUE", "FALSE")
        ]
        return f"CASE WHEN {when} THEN CASE {' '.join(found)} END END" if found else "NULL::VARCHAR"

    def next_sql(self) -> str:
        """SQL of the next day of change in the end."""
        if not self.moves:
            return NO_DAY
        limits = range(len(self.measure.limits))
        for_good = [self.column("never"), *(self.column(f"s{index}") for index in limits)]
        last = self.column(f"n{len(self.measure.limits)}")
        return f"CASE WHEN {joined(for_good, 'OR', 'FALSE')} THEN NULL ELSE {last} END"


def dated(stands: str, rule: str) -> str:
    """A rule that asks only while its wording is in force."""
    if stands == "TRUE":
        return rule
    return "TRUE" if stands == "FALSE" else f"NOT ({stands}) OR ({rule})"


def least(days: list[str]) -> str:
    """The earliest of the days that are known; DuckDB's least passes over NULL."""
    if not days:
        return NO_DAY
    return days[0] if len(days) == 1 else f"least({', '.join(days)})"
