"""One measure's columns in the layered SELECT, up to the point where pools come in.

Column names: `k0…` are pool keys, shared by all measures; a measure's own are `<measure>#<what>`: `f` the first false
condition and `u` the first unknown one, `e0` eligible by conditions, `e1…` after each limit, `n0…` the next day of
change, `never`, and for limit j `l<j>` its truth, `a<j>` slots taken before the row, `g<j>` of them granted, `s<j>`
used up for good. Conditions are not columns of their own: inside a CASE each is computed for the rows that are left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from jiyao.engine.cases import YEAR
from jiyao.engine.measures import APPLIES, Condition, Measure, Outcome
from jiyao.engine.population.enums import OUTCOME, label, tests_type
from jiyao.engine.population.policy import PolicySql
from jiyao.engine.population.sql import SqlWriter, among, joined, literal, quoted
from jiyao.engine.rules.moving import Crossing, clocks_in
from jiyao.engine.rules.tree import Arithmetic, Call, Compare, Const, Expr, Today
from jiyao.engine.rules.types import DATE, NUMBER

Columns = list[tuple[str, str]]
NO_DAY = "NULL::DATE"
AMOUNT, GIVEN = "amount_fen", "given"


@dataclass(slots=True)
class SharedColumns:
    """Columns that several measures share, by their SQL."""

    names: dict[str, str] = field(default_factory=dict)

    def column(self, sql: str) -> str:
        """The quoted name of the column that holds the SQL's value."""
        return quoted(self.names.setdefault(sql, f"k{len(self.names)}"))


@dataclass(frozen=True, slots=True)
class Flip:
    """A day on which time flips something. `ahead`: SQL whether it still comes, cheaper than the day itself."""

    ahead: str
    day: str

    @property
    def told(self) -> str:
        """SQL of the day, NULL where it lies behind."""
        return self.day if self.ahead == "TRUE" else f"CASE WHEN {self.ahead} THEN {self.day} END"


@dataclass(slots=True)
class MeasureSql:
    """Writes one measure. `name` prefixes its columns; `moves` tells whether time can change anything in it."""

    measure: Measure
    name: str
    policy: PolicySql
    rules: SqlWriter
    on: date
    truths: list[str] = field(default_factory=list)
    flips: list[list["Flip"]] = field(default_factory=list)
    moves: bool = False

    def __post_init__(self) -> None:
        for condition in self.measure.all_conditions:
            self.truths.append(self.effective(condition))
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

    def days_ahead(self, rule: Expr, stands: str) -> list["Flip"]:
        """Each day ahead on which time flips something in the rule."""
        if stands == "FALSE":
            return []
        known = "" if stands == "TRUE" else f"({stands}) IS NOT FALSE AND "
        return [Flip(f"{known}{ahead}", day) for ahead, day in self._flips(rule)]

    def _flips(self, rule: Expr) -> Iterator[tuple[str, str]]:
        for clock in clocks_in(rule):
            if isinstance(clock, Crossing):
                for step in clock.steps:
                    bound = Arithmetic("+", clock.bound, Const(step, clock.bound.type), clock.bound.type)
                    months = Arithmetic("*", bound, Const(clock.months_a_step, NUMBER), NUMBER)
                    yield self._flip(clock.start, self.rules.folded(months))
            else:
                yield self._flip(clock.first, Const(0, NUMBER))
                yield self._day_after(clock.last)

    def _flip(self, start: Expr, months: Expr) -> tuple[str, str]:
        """Whether the day that many months on lies ahead, and the day."""
        if months == Const(0, NUMBER):
            day = self.rules.sql(start)
            return f"{day} > {literal(self.on)}", day
        shifted = Call("add_months", (start, months), DATE)
        return self.rules.sql(Compare(">", shifted, Today())), self.rules.sql(shifted)

    def _day_after(self, last: Expr) -> tuple[str, str]:
        return self.rules.sql(Compare(">=", last, Today())), f"({self.rules.sql(last)} + 1)"

    @property
    def edges(self) -> list["Flip"]:
        """The days ahead on which wordings or values change, where the day of determination selects them."""
        if self.measure.counted_on is not None:
            return []
        return [Flip("TRUE", literal(day)) for day in self.measure.edges() if day > self.on]

    @property
    def own_days(self) -> list["Flip"]:
        """Every day ahead on which time could flip something in the measure."""
        days = [day for flips in self.flips for day in flips] + self.edges
        for gives in self.measure.gives:
            days += self.days_ahead(gives.rule, self.policy.stands(gives.period))
        for limit in self.measure.limits:
            days += self.days_ahead(limit.at_most, self.policy.stands(limit.period))
        return days

    def failed(self) -> Columns:
        """The first false condition. Each is computed only where those before it are not false."""
        return [self.named("f", self._first("NOT ({})"))]

    def unknown(self) -> Columns:
        """The first unknown condition, where none is false."""
        return [
            self.named("u", f"CASE WHEN {self.column('f')} IS NULL THEN {self._first('({}) IS NULL')} END")
        ]

    def eligibility(self) -> Columns:
        """Eligible by conditions, and whether a condition fails for good."""
        failed = self.column("f")
        holds = f"CASE WHEN {failed} IS NOT NULL THEN FALSE ELSE {joined(self.truths, 'AND', 'TRUE')} END"
        columns = [self.named("e0", holds)]
        if self.moves:
            columns.append(self.named("never", self._never()))
        return columns

    def _first(self, test: str) -> str:
        type_ = tests_type(self.name)
        tests = zip(self.measure.all_conditions, self.truths, strict=True)
        found = [f"WHEN {test.format(sql)} THEN {label(c.id, type_)}" for c, sql in tests if sql != "TRUE"]
        return f"CASE {' '.join(found)} END" if found else self._no_test

    @property
    def _no_test(self) -> str:
        return f"NULL::{tests_type(self.name)}" if self.measure.tests else "NULL::VARCHAR"

    def _never(self) -> str:
        """A false condition that time cannot mend is false for good; most often the first one is of that kind."""
        if self.edges:
            return "FALSE"
        tests = list(zip(self.measure.all_conditions, self.truths, self.flips, strict=True))
        failed = self.column("f")
        for_good = joined([self._for_good(truth, flips) for _, truth, flips in tests], "OR", "FALSE")
        if self.measure.applies and self.flips[0]:
            # it may stop applying, which is another answer than not being eligible
            return f"CASE WHEN {_ahead(self.flips[0])} THEN FALSE ELSE {for_good} END"
        still = [label(condition.id, tests_type(self.name)) for condition, _, flips in tests if not flips]
        at_once = f"WHEN {among(failed, still)} THEN TRUE" if still else ""
        return f"CASE WHEN {failed} IS NULL THEN FALSE {at_once} ELSE {for_good} END"

    def _for_good(self, truth: str, flips: list[Flip]) -> str:
        alive = f" AND ({_ahead(flips)}) IS NOT TRUE" if flips else ""
        return f"({truth}) IS FALSE{alive}"

    def first_next(self) -> Columns:
        """The next day of change before pools."""
        if not self.moves:
            return []
        days = least([flip.told for flip in self.own_days])
        return [self.named("n0", f"CASE WHEN {self.column('never')} THEN NULL ELSE {days} END")]

    def told(self) -> Iterator[tuple[str, str]]:
        """Name and SQL of each field of the result."""
        truth = self.column(f"e{len(self.measure.limits)}")
        yield "outcome", self._outcome(truth)
        yield "payable", self.policy.payable()
        yield self._given(truth)
        yield "first_failed", self._told_failed()
        yield "first_unknown", self._told_unknown(truth)
        yield "next_change_on", self.next_sql()

    def _outcome(self, truth: str) -> str:
        asked = [f"({self.policy.stands(ask.period)}) IS NOT FALSE" for ask in self.measure.asks]
        good = label(Outcome.ELIGIBLE, OUTCOME)
        if asked:
            confirm = label(Outcome.TO_BE_CONFIRMED, OUTCOME)
            good = f"CASE WHEN {joined(asked, 'OR', 'FALSE')} THEN {confirm} ELSE {good} END"
        whens = [f"WHEN {truth} THEN {good}", f"WHEN {truth} IS NULL THEN {label(Outcome.UNKNOWN, OUTCOME)}"]
        if self.measure.applies:
            not_applicable = label(Outcome.NOT_APPLICABLE, OUTCOME)
            whens.insert(
                0, f"WHEN {self.column('f')} = {label(APPLIES, tests_type(self.name))} THEN {not_applicable}"
            )
        return f"CASE {' '.join(whens)} ELSE {label(Outcome.NOT_ELIGIBLE, OUTCOME)} END"

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
            return AMOUNT, f"CASE WHEN {truth} THEN {given} WHEN NOT {truth} THEN 0 END::BIGINT"
        return GIVEN, f"CASE WHEN {truth} THEN {given} END::VARCHAR"

    def _told_failed(self) -> str:
        """The first failure, among limits too; that a measure does not apply is no failure."""
        failed = self.column("f")
        whens = [f"WHEN {failed} IS NOT NULL THEN {failed}"]
        if self.measure.applies:
            whens.insert(0, f"WHEN {failed} = {label(APPLIES, tests_type(self.name))} THEN NULL")
        return self._with_limits(whens, "IS FALSE")

    def _told_unknown(self, truth: str) -> str:
        unknown = self.column("u")
        whens = [f"WHEN ({truth}) IS NOT NULL THEN NULL", f"WHEN {unknown} IS NOT NULL THEN {unknown}"]
        return self._with_limits(whens, "IS NULL")

    def _with_limits(self, whens: list[str], test: str) -> str:
        for index, limit in enumerate(self.measure.limits):
            told = label(limit.id, tests_type(self.name))
            whens.append(f"WHEN {self.column(f'l{index}')} {test} THEN {told}")
        return f"CASE {' '.join(whens)} END"

    def next_sql(self) -> str:
        """SQL of the next day of change in the end."""
        if not self.moves:
            return NO_DAY
        limits = range(len(self.measure.limits))
        for_good = [self.column("never"), *(self.column(f"s{index}") for index in limits)]
        last = self.column(f"n{len(self.measure.limits)}")
        return f"CASE WHEN {joined(for_good, 'OR', 'FALSE')} THEN NULL ELSE {last} END"


def _ahead(flips: list[Flip]) -> str:
    return joined([flip.ahead for flip in flips], "OR", "FALSE")


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
