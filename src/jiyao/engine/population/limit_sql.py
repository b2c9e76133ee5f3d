"""One draw on a pool in the layered SELECT: who is before a row, and whether there is room for it."""

from dataclasses import dataclass

from jiyao.engine.cases import OWNER, YEAR
from jiyao.engine.measures import Limit
from jiyao.engine.population.measure_sql import Columns, MeasureSql, dated, least
from jiyao.engine.population.sql import joined, literal, quoted
from jiyao.engine.rules.tree import Const
from jiyao.engine.vocabulary import SEPARATOR

ORDERED = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"


@dataclass(slots=True)
class LimitSql:
    """Writes limit number `index` of a measure.

    key        the column of the key, NULL while a part of it is unknown
    alone      each row has a key of its own, so nobody of the same subject is a rival
    granted    whether there is a table `granted` (pool, key, n)
    here       measures of the same statement that this one yields to, with their draw on the pool
    elsewhere  measures of other subjects that it yields to, in a table `slots` (measure, pool, key, n, next_on)
    """

    writer: MeasureSql
    index: int
    limit: Limit
    key: str
    alone: bool
    granted: bool
    here: list["LimitSql"]
    elsewhere: list[str]

    @property
    def stands(self) -> str:
        """SQL whether the limit is in force."""
        return self.writer.policy.stands(self.limit.period)

    @property
    def contends(self) -> str:
        """SQL whether a row takes a slot: everything before this limit holds, and the limit is in force."""
        return f"{self._column('e')} AND ({self.stands})"

    @property
    def takes(self) -> str:
        """SQL whether a row takes a slot in the end."""
        last = self.writer.column(f"e{len(self.writer.measure.limits)}")
        return f"{last} AND ({self.stands})"

    @property
    def at_most(self) -> str:
        """SQL of the number of slots."""
        return self.writer.rules.sql(self.limit.at_most)

    @property
    def moves(self) -> bool:
        """Whether time can change the measure; the statement has counted in those that it yields to."""
        return self.writer.moves

    def _column(self, what: str, step: int = 0) -> str:
        return self.writer.column(f"{what}{self.index + step}")

    def counts(self, number: int) -> tuple[Columns, str]:
        """Slots taken before the row: columns `g` and `a`, and the joins that they need."""
        joins, before = "", []
        granted = "0"
        if self.granted:
            joins += self._join("granted", f"g{number}", f"pool = {literal(self.limit.pool.id)}")
            granted = f"COALESCE(g{number}.n, 0)"
        before += [self._taken_by(other) for other in self.here]
        for place, other in enumerate(self.elsewhere):
            alias = f"s{number}_{place}"
            match = f"measure = {literal(other)} AND {alias}.pool = {literal(self.limit.pool.id)}"
            joins += self._join("slots", alias, match)
            before.append(f"COALESCE({alias}.n, 0)")
        taken = " + ".join([granted, *before])
        columns = [
            self.writer.named(f"g{self.index}", granted),
            self.writer.named(f"a{self.index}", taken if self.alone else self._after_rivals(taken)),
        ]
        if self.moves and self.elsewhere:
            days = [f"s{number}_{place}.next_on" for place in range(len(self.elsewhere))]
            columns.append(self.writer.named(f"o{self.index}", least(days)))
        return columns, joins

    def _join(self, table: str, alias: str, match: str) -> str:
        return f"\nLEFT JOIN {table} {alias} ON {alias}.{match} AND {alias}.key = q.{self.key}"

    def _after_rivals(self, taken: str) -> str:
        """Slots taken once the rivals before the row have had their turn; who finds no room takes none."""
        rivals = f"FILTER (WHERE {self.contends}) OVER ({self._in_order()})"
        if isinstance(self.writer.rules.folded(self.limit.at_most), Const):
            before = f"(count(*) {rivals})"
            return f"greatest({taken}, least({taken} + {before}, {self.at_most}))"
        turns = f"COALESCE(list({self.at_most}) {rivals}, [])"
        turn = "(n, most) -> CASE WHEN n < most THEN n + 1 ELSE n END"
        return f"list_reduce(list_prepend(({taken})::BIGINT, {turns}), {turn})"

    def _in_order(self) -> str:
        """Rivals in order. Rows whose key is unknown have none, and are kept from gathering in one place."""
        first = f"{quoted(self.limit.first)} NULLS LAST, " if self.limit.first else ""
        return f"PARTITION BY {self.key}, {self._apart} ORDER BY {first}subject_id {ORDERED}"

    @property
    def _apart(self) -> str:
        return f"CASE WHEN {self.key} IS NULL THEN subject_id END"

    def _taken_by(self, other: "LimitSql") -> str:
        if self.alone:
            return f"CASE WHEN {other.takes} THEN 1 ELSE 0 END"
        return f"count(*) FILTER (WHERE {other.takes}) OVER (PARTITION BY {self.key})"

    def truth(self) -> Columns:
        """Column `l`: whether there is room."""
        unknown = f"{self.key} IS NULL OR ({self.at_most}) IS NULL"
        room = f"CASE WHEN {unknown} THEN NULL ELSE {self._column('a')} < ({self.at_most}) END"
        return [self.writer.named(f"l{self.index}", dated(self.stands, room))]

    def after(self) -> Columns:
        """Column `e` of the next step, and where time matters `s` and `w`."""
        column = self.writer.column(f"l{self.index}")
        columns = [self.writer.named(f"e{self.index + 1}", f"{self._column('e')} AND {column}")]
        if self.moves:
            columns.append(self.writer.named(f"s{self.index}", self._spent(column)))
            columns.append(self.writer.named(f"w{self.index}", self._waiting(column)))
        return columns

    def _spent(self, truth: str) -> str:
        """Used up by grants for good: a yearly pool never is, and another not while its size may change."""
        if YEAR in self.limit.pool.per or self.writer.edges:
            return "FALSE"
        days = self.writer.days_ahead(self.limit.at_most, self.stands)
        days += self.writer.flips[0] if self.writer.measure.applies else []
        used_up = f"{truth} IS FALSE AND {self._column('g')} >= ({self.at_most})"
        ahead = joined([flip.ahead for flip in days], "OR", "FALSE")
        return (
            f"COALESCE({used_up}, FALSE) AND ({ahead}) IS NOT TRUE" if days else f"COALESCE({used_up}, FALSE)"
        )

    def _waiting(self, truth: str) -> str:
        before = self._column("n")
        if YEAR not in self.limit.pool.per:
            return before
        new_year = f"DATE '{self.writer.on.year + 1}-01-01'"
        waits = f"{truth} IS FALSE AND NOT {self.writer.column('never')}"
        return f"CASE WHEN {waits} THEN {least([before, new_year])} ELSE {before} END"

    def look_ahead(self) -> Columns:
        """Column `n` of the next step: the earliest day on which this row or a rival could change."""
        if not self.moves:
            return []
        mine = self._column("w")
        days = [mine if self.alone else f"min({mine}) OVER (PARTITION BY {self.key})"]
        days += [self._next_of(other) for other in self.here if other.moves]
        days += [self._column("o")] if self.elsewhere else []
        sql = days[0]
        if len(days) > 1 or not self.alone:
            sql = f"CASE WHEN {self.key} IS NULL THEN {mine} ELSE {least(days)} END"
        return [self.writer.named(f"n{self.index + 1}", sql)]

    def _next_of(self, other: "LimitSql") -> str:
        day = other.writer.next_sql()
        return day if self.alone else f"min({day}) OVER (PARTITION BY {self.key})"


def key_sql(limit: Limit, writer: MeasureSql) -> str:
    """The SQL of the key under which a row draws on the pool."""
    return f" || '{SEPARATOR}' || ".join(_part(name, writer) for name in limit.pool.per)


def _part(name: str, writer: MeasureSql) -> str:
    if name == OWNER:
        return "owner_id::VARCHAR"
    return literal(str(writer.on.year)) if name == YEAR else f"{quoted(name)}::VARCHAR"
