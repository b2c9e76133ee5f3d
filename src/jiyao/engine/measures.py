"""What a checked measure is: frozen, typed, every rule a tree. Back ends read this and nothing else of a pack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jiyao.base.periods import Period
from jiyao.engine.problems import Place
from jiyao.engine.rules.bounds import Bounds
from jiyao.engine.rules.tree import Expr, Value, facts_in, parameters_in
from jiyao.engine.rules.types import Kind, Type
from jiyao.engine.shapes import Evidence, SetBy, Source, Words

VERIFIED = "verified"
DEMONSTRATION = "demonstration"
PAYING = frozenset({VERIFIED, DEMONSTRATION})
"""What is paid on. No pack holds a demonstration value: it comes with an overlay that was asked for."""
ALWAYS = Period(None, None)
_WIDEST_NUMBERS = (0, 10**12)
_WIDEST: Mapping[Kind, tuple[Value, Value]] = {
    Kind.INTEGER: _WIDEST_NUMBERS,
    Kind.MONEY: _WIDEST_NUMBERS,
    Kind.RATIO: _WIDEST_NUMBERS,
    Kind.DATE: (date(1800, 1, 1), date(2299, 12, 31)),
}
"""What a delegated value may be where the province has set no range; so that sums and days cannot overflow."""
APPLIES = "applies"
"""The id of the test whether the measure is about the row at all."""


class Outcome(StrEnum):
    """What a determination comes to."""

    ELIGIBLE = "eligible"
    TO_BE_CONFIRMED = "to_be_confirmed"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Payable(StrEnum):
    """Whether the values in force may be paid on."""

    PAYS = "pays"
    VALUE_NOT_CONFIRMED = "value_not_confirmed"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class Row:
    """A value (or a table of values by key) of policy in a period; None is a slot that nobody has filled."""

    period: Period
    value: Value | None
    values: Mapping[Value, Value | None] | None
    source: Source
    confidence: str
    confirmed_on: date | None
    note: Words | None
    place: Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated series. `by`: the fact that keys its tables. `local`: rows by division, for what is delegated.

    set_by   by which day prefectures have to set it, where a document says so
    """

    name: str
    type: Type
    by: str | None
    base: tuple[Row, ...]
    relaxed: tuple[Row, ...]
    local: Mapping[str, tuple[Row, ...]]
    delegated_to: str | None
    low: Value | None
    high: Value | None
    place: Place
    title: Words | None = None
    set_by: SetBy | None = None

    def row_on(self, day: date | None, division: str | None = None) -> Row | None:
        """The row that stands on the day: the division's own, else a relaxation, else the base; None in a gap.

        On an unknown day only what stands on every day is known.
        """
        if day is None:
            return self.base[0] if self.is_timeless else None
        own = self.local.get(division, ()) if division else ()
        for rows in (own, self.relaxed, self.base):
            for row in rows:
                if row.period.holds(day):
                    return row
        return None

    @property
    def is_timeless(self) -> bool:
        """Whether one row stands on every day and everywhere."""
        return [row.period for row in self.base] == [ALWAYS] and not self.relaxed and not self.local

    @property
    def range(self) -> tuple[Value | None, Value | None]:
        """Least and greatest value allowed; what is delegated has bounds of its own where the province sets none."""
        low, high = _WIDEST.get(self.type.kind, (None, None)) if self.delegated_to else (None, None)
        return (low if self.low is None else self.low, high if self.high is None else self.high)

    def rows(self) -> Iterator[Row]:
        """Every row of the series."""
        yield from self.base
        yield from self.relaxed
        for rows in self.local.values():
            yield from rows


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold on the days of its period. `branches`: the ways of which any one is enough."""

    id: str
    rule: Expr
    text: str
    words: Words
    period: Period
    source: Source
    confidence: str
    branches: tuple["Condition", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Ask:
    """A condition that an official judges and ticks; no part of the truth value."""

    id: str
    words: Words
    period: Period
    source: Source
    confidence: str = VERIFIED


@dataclass(frozen=True, slots=True)
class Gives:
    """What is given in the period: an amount in fen, or a code."""

    kind: str
    rule: Expr
    text: str
    period: Period


@dataclass(frozen=True, slots=True)
class Pool:
    """A shared limit, counted on what was granted."""

    id: str
    words: Words
    per: tuple[str, ...]
    at_most: int | None
    source: Source
    confidence: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure's draw on a pool; `first` orders rivals on the same day."""

    id: str
    pool: Pool
    at_most: Expr
    text: str
    first: str | None
    words: Words
    period: Period
    source: Source


@dataclass(frozen=True, slots=True)
class InstalmentStep:
    """One instalment: a share in ten-thousandths, due so many months after the start or at a milestone.

    held_until   a milestone before which it is held back
    is_advance   what of it was not earned is recovered from who leaves before the end
    """

    share: int
    months: int | None
    milestone: str | None
    held_until: str | None
    is_advance: bool


@dataclass(frozen=True, slots=True)
class MonthsOfRecord:
    """How long a plan lasts as each record says: a whole number of the subject, and how many months one of it is."""

    fact: str
    times: int


@dataclass(frozen=True, slots=True)
class InstalmentBreaks:
    """What a break does to instalments: `push_on`, `unpaid` or `end`. `told_by`: a date fact of the record's breaks."""

    told_by: str
    does: str


@dataclass(frozen=True, slots=True)
class Instalments:
    """How the sum of a measure is paid by and by. Start, leaving and milestones are date facts of the subject.

    months      how long it is planned to last: a number, or told by each record
    breaks      what a break does, and the date fact that tells that there was one; None where breaks change nothing
    completes   the milestone with which it is finished
    """

    starts_on: str
    months: int | MonthsOfRecord
    leaves_on: str | None
    milestones: Mapping[str, str]
    completes: str
    breaks: InstalmentBreaks | None
    steps: tuple[InstalmentStep, ...]
    source: Source
    confidence: str

    def facts_read(self) -> Iterator[str]:
        """The facts that say when something is due."""
        yield self.starts_on
        if self.leaves_on is not None:
            yield self.leaves_on
        if isinstance(self.months, MonthsOfRecord):
            yield self.months.fact
        if self.breaks is not None:
            yield self.breaks.told_by
        yield from self.milestones.values()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `counted_on` is None where the day of determination itself selects wordings and values.

    bounds   how small and large facts and values of policy can be
    waived   what nobody has found and a demonstration does not wait for
    instalments  None where the whole sum is paid at once
    """

    id: str
    title: Words
    summary: Words | None
    stage: str
    subject: str
    place: str
    pays: str
    fund: str
    counted_on: str | None
    applies: Condition | None
    parameters: Mapping[str, Parameter]
    conditions: tuple[Condition, ...]
    asks: tuple[Ask, ...]
    gives: tuple[Gives, ...]
    limits: tuple[Limit, ...]
    yields_to: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    procedure: str | None
    documents: tuple[tuple[str, str | None], ...]
    open: tuple[Words, ...]
    notes: tuple[Words, ...]
    bounds: Bounds
    source_place: Place
    waived: tuple[Words, ...] = ()
    instalments: Instalments | None = None

    @property
    def gives_kind(self) -> str:
        """amount, level, title, team_place or service."""
        return self.gives[0].kind

    @property
    def tests(self) -> tuple[str, ...]:
        """Ids of everything that can fail, in the order in which the first failure is named."""
        applies = (APPLIES,) if self.applies else ()
        conditions = tuple(condition.id for condition in self.conditions)
        return (*applies, *conditions, *(limit.id for limit in self.limits))

    @property
    def all_conditions(self) -> tuple[Condition, ...]:
        """Whether it applies, then the conditions in order; the window is the last."""
        return (*((self.applies,) if self.applies else ()), *self.conditions)

    def rules(self) -> Iterator[tuple[Expr, Period]]:
        """Every rule with the period in which it is read: conditions, limits, gives."""
        for condition in self.all_conditions:
            yield condition.rule, condition.period
        for limit in self.limits:
            yield limit.at_most, limit.period
        for gives in self.gives:
            yield gives.rule, gives.period

    def facts_read(self) -> Iterator[str]:
        """The facts that decide it: its rules', its place, its days, and what its pools count by."""
        for rule, _ in self.rules():
            yield from facts_in(rule)
        yield self.place
        if self.counted_on is not None:
            yield self.counted_on
        for limit in self.limits:
            yield from limit.pool.per
        if self.instalments is not None:
            yield from self.instalments.facts_read()

    def edges(self) -> list[date]:
        """The days on which a wording or a value changes, in order."""
        periods = [period for _, period in self.rules()]
        periods += [ask.period for ask in self.asks]
        used = {name for rule, _ in self.rules() for name in parameters_in(rule)}
        periods += [row.period for name in used for row in self.parameters[name].rows()]
        return sorted({edge for period in periods for edge in period.edges()})

    def payable_on(self, day: date, division: str | None) -> Payable:
        """Whether what is read on that counted day, at that place, may be paid on."""
        read = [(parameter, parameter.row_on(day, division)) for parameter in self._parameters_read_on(day)]
        gives = [gives for gives in self.gives if gives.period.holds(day)]
        if not gives or any(row is None and not p.delegated_to for p, row in read):
            return Payable.NOT_IN_FORCE
        if self.open or not self._confirmed(day, [row for _, row in read]):
            return Payable.VALUE_NOT_CONFIRMED
        return Payable.PAYS

    def _parameters_read_on(self, day: date) -> list[Parameter]:
        names = [name for rule, period in self.rules() if period.holds(day) for name in parameters_in(rule)]
        return [self.parameters[name] for name in dict.fromkeys(names)]

    def _confirmed(self, day: date, rows: list[Row | None]) -> bool:
        read = [condition for condition in self.conditions if condition.period.holds(day)]
        parts = [part for condition in read for part in (condition, *condition.branches)]
        pools = [limit.pool.confidence for limit in self.limits if limit.period.holds(day)]
        instalments = [] if self.instalments is None else [self.instalments.confidence]
        confidences = [*(part.confidence for part in parts), *pools, *instalments]
        return PAYING.issuperset(confidences) and all(
            row is not None and row.confidence in PAYING for row in rows
        )
