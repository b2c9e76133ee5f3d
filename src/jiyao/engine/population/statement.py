"""The layered SELECT of one subject: facts, conditions, eligibility, pools, and what is told of every row.

Layers instead of one flat SELECT: DuckDB expands an alias at each use and does not share what it expanded, so a
flat SELECT computes the same condition again and again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from jiyao.engine.cases import OWNER
from jiyao.engine.measures import Limit, Measure, Parameter
from jiyao.engine.population.enums import create_type, tests_type
from jiyao.engine.population.limit_sql import LimitSql, key_sql
from jiyao.engine.population.measure_sql import AMOUNT, GIVEN, Columns, MeasureSql, SharedColumns
from jiyao.engine.population.policy import PolicySql, places_below
from jiyao.engine.population.sources import Source
from jiyao.engine.population.sql import SQL_TYPES, SqlWriter, literal, quoted
from jiyao.engine.rules.tree import facts_in
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary

GIVES = "gives"
FIELDS = ("outcome", "payable", GIVES, "first_failed", "first_unknown", "next_change_on")
"""What is told of each row: `gives` is the amount in fen, or the code of another thing that is given."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in a statement. `name` is its id, or tells two versions of it apart; `rivals` are names."""

    name: str
    measure: Measure
    rivals: tuple[str, ...]


@dataclass(slots=True)
class Layers:
    """A SELECT that grows outwards, layer by layer."""

    sql: str

    def add(self, columns: Iterable[tuple[str, str]], joins: str = "") -> None:
        """One more layer: each (name, SQL) may read every name of the layers below."""
        listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns)
        if listed:
            self.sql = f"SELECT q.*, {listed}\nFROM ({self.sql}) q{joins}"


def facts_read(measures: Iterable[Measure]) -> set[str]:
    """Every fact that a rule, a pool's key, an order, a place or a counted day reads."""
    found: set[str] = set()
    for measure in measures:
        for rule, _ in measure.rules():
            found.update(facts_in(rule))
        for limit in measure.limits:
            found.update(limit.pool.per)
            found.update({limit.first} if limit.first else ())
        found.update({measure.counted_on} if measure.counted_on else ())
        found.update({measure.place} if _has_local(measure) else ())
    return found


def _has_local(measure: Measure) -> bool:
    return any(parameter.local for parameter in measure.parameters.values())


class Statement:
    """The statement of one subject over its measures, in the order in which they are determined.

    granted   whether there is a table `granted` (pool, key, n)
    also      facts to be told beside the results
    tell      which fields of each result to tell, of FIELDS
    """

    def __init__(
        self,
        source: Source,
        entries: Sequence[Entry],
        vocabulary: Vocabulary,
        on: date,
        *,
        granted: bool,
        also: Sequence[str] = (),
        tell: Collection[str] = FIELDS,
    ) -> None:
        self.tell = tell
        self.also = also
        self.source = source
        self.vocabulary = vocabulary
        self.ranks = vocabulary.ranks()
        self.on = on
        self.keys = SharedColumns()
        self.writers = {entry.name: self._writer(entry) for entry in entries}
        self.limits: dict[str, list[LimitSql]] = {}
        for entry in entries:
            self.limits[entry.name] = [
                self._limit(entry, index, limit, granted) for index, limit in enumerate(entry.measure.limits)
            ]

    def _writer(self, entry: Entry) -> MeasureSql:
        measure = entry.measure
        policy = PolicySql(measure, self.on, self._places(measure.parameters))
        rules = SqlWriter(self.on, self.ranks, policy.value, policy.constant, measure.bounds)
        return MeasureSql(measure, entry.name, policy, rules, self.on)

    def _places(self, parameters: Mapping[str, Parameter]) -> Mapping[str, tuple[str, ...]]:
        set_by = {division for parameter in parameters.values() for division in parameter.local}
        if not set_by:
            return {}
        divisions = self.vocabulary.codes[DIVISIONS]
        return places_below(divisions.parents, divisions.codes, set_by)

    def _limit(self, entry: Entry, index: int, limit: Limit, granted: bool) -> LimitSql:
        here, elsewhere = [], []
        for rival in entry.rivals:
            if rival not in self.writers:
                elsewhere.append(rival)
                continue
            here += [other for other in self.limits[rival] if other.limit.pool.id == limit.pool.id]
        writer = self.writers[entry.name]
        writer.moves |= bool(elsewhere) or any(other.moves for other in here)
        root = self.vocabulary.owner(self.source.subject) == self.source.subject
        return LimitSql(
            writer=writer,
            index=index,
            limit=limit,
            key=self.keys.column(key_sql(limit, writer)),
            alone=root and OWNER in limit.pool.per,
            granted=granted,
            here=here,
            elsewhere=elsewhere,
        )

    def base(self) -> str:
        """The innermost SELECT: ids and every fact that is read, without the rows that are set aside."""
        columns = [f"{self.source.id_sql} AS subject_id", f"{self.source.owner_sql} AS owner_id"]
        columns += [f"{col.typed} AS {quoted(name)}" for name, col in self.source.columns.items()]
        for name in self.source.absent:
            sql_type = SQL_TYPES[self.vocabulary.facts[name].type.kind]
            columns.append(f"NULL::{sql_type} AS {quoted(name)}")
        good = " AND ".join(f"({bad.when}) IS NOT TRUE" for bad in self.source.bad())
        return f"SELECT {', '.join(columns)}\nFROM {self.source.relation}\nWHERE {good}"

    def create_types(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The ENUM types of the ids that the statement tells."""
        for name, writer in self.writers.items():
            create_type(connection, tests_type(name), writer.measure.tests)

    def layers(self) -> Layers:
        """Everything up to eligibility after pools."""
        layers = Layers(self.base())
        writers = self.writers.values()
        layers.add([(name, sql) for sql, name in self.keys.names.items()])
        layers.add([column for writer in writers for column in writer.failed()])
        layers.add([column for writer in writers for column in writer.unknown()])
        layers.add([column for writer in writers for column in writer.eligibility()])
        layers.add([column for writer in writers for column in writer.first_next()])
        number = 0
        for step in self._steps():
            number = self._take(layers, step, number)
        return layers

    def _steps(self) -> Iterator[list[LimitSql]]:
        """Limits that are taken together: a measure's own one after another, after all of those it yields to."""
        ends: dict[str, int] = {}
        steps: dict[int, list[LimitSql]] = {}
        for name, limits in self.limits.items():
            rivals = {other.writer.name for limit in limits for other in limit.here}
            start = max((ends[rival] for rival in rivals), default=0)
            ends[name] = start + len(limits)
            for limit in limits:
                steps.setdefault(start + limit.index, []).append(limit)
        for index in sorted(steps):
            yield steps[index]

    def _take(self, layers: Layers, step: Sequence[LimitSql], number: int) -> int:
        counts: Columns = []
        joins = ""
        for limit in step:
            columns, join = limit.counts(number)
            counts += columns
            joins += join
            number += 1
        layers.add(counts, joins)
        layers.add([column for limit in step for column in limit.truth()])
        layers.add([column for limit in step for column in limit.after()])
        layers.add([column for limit in step for column in limit.look_ahead()])
        return number

    def sql(self) -> str:
        """The whole statement: ids, and for each measure its fields as `<name>.<field>`."""
        ids = [f"subject_id AS {quoted(self.source.subject + '_id')}"]
        owner = self.vocabulary.owner(self.source.subject)
        if owner != self.source.subject:
            ids.append(f"owner_id AS {quoted(owner + '_id')}")
        ids += [quoted(name) for name in self.also]
        told = [
            f"{sql} AS {quoted(f'{writer.name}.{name}')}"
            for writer in self.writers.values()
            for name, sql in writer.told()
            if (GIVES if name in (AMOUNT, GIVEN) else name) in self.tell
        ]
        return f"SELECT {', '.join([*ids, *told])}\nFROM ({self.layers().sql}) q"

    def slots_sql(self, name: str) -> Iterator[str]:
        """For each pool of a measure, a SELECT of the slots that it takes: measure, pool, key, n, next_on."""
        layers = self.layers().sql
        writer = self.writers[name]
        for limit in self.limits[name]:
            day = writer.next_sql()
            yield (
                f"SELECT {literal(name)} AS measure, {literal(limit.limit.pool.id)} AS pool, {limit.key} AS key, "
                f"count(*) FILTER (WHERE {limit.takes}) AS n, min({day}) AS next_on\n"
                f"FROM ({layers}) q WHERE {limit.key} IS NOT NULL GROUP BY ALL"
            )
