"""Base and draft in one SELECT a subject: who gains, who loses, what it costs, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError
from pathlib import Path

import duckdb

from jiyao.base.errors import Invalid
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.ordering import subject_order
from jiyao.engine.population.connecting import UNLIMITED, Resources, connected, create_grants, create_slots
from jiyao.engine.population.enums import create_types
from jiyao.engine.population.sources import BadSource, Source, check_ids, find_source
from jiyao.engine.population.sql import quoted
from jiyao.engine.population.statement import Entry, Statement, facts_read
from jiyao.engine.shapes import Words
from jiyao.engine.simulation.dimensions import dimension, prefecture
from jiyao.engine.vocabulary import DIVISIONS

BASE, DRAFT = "base/", "draft/"
PLACE = Words(zh="市（地）", en="Prefecture")


class BadDraft(Invalid):
    """Base and draft cannot be laid side by side."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """One group of rows: how many gain and lose eligibility, get more or less, and the difference in fen."""

    label: Words | None
    gain: int
    lose: int
    more: int
    less: int
    difference_fen: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: rows eligible, rows open, and the sum of known amounts."""

    eligible: int
    unknown: int
    total_fen: int


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure under base and draft. `groups`: by title of the breakdown, by label."""

    measure: str
    title: Words
    rows: int
    base: Side
    draft: Side
    overall: GroupChange
    groups: tuple[tuple[Words, tuple[GroupChange, ...]], ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """A draft's effect on one day.

    unchanged   how many measures the draft leaves alone
    set_aside   rows that were left out because a fact is wrong; `determine` names them
    """

    on: date
    base_hash: str
    draft_hash: str
    measures: tuple[MeasureChange, ...]
    unchanged: int
    set_aside: int


def simulate(
    base: Pack,
    draft: Pack,
    facts: Path,
    on: date,
    *,
    grants: Path | None = None,
    resources: Resources = UNLIMITED,
) -> Simulation:
    """The effect of a draft on everybody.

    raises   BadSource: there are no facts of a subject that the draft touches
             BadDraft: what yielded to a subject before is what it yields to now
    """
    touched = touched_measures(base, draft)
    with connected(resources) as connection:
        comparison = _Comparison(connection, base, draft, facts, on, touched)
        comparison.granted = create_grants(connection, grants, draft.pools)
        create_types(connection)
        create_slots(connection)
        changes = [change for subject in comparison.subjects() for change in comparison.changes(subject)]
    return Simulation(
        on, base.hash, draft.hash, tuple(changes), len(draft.measures) - len(touched), comparison.set_aside
    )


def touched_measures(base: Pack, draft: Pack) -> list[str]:
    """Measures that the draft changes, adds or removes, and those that yield to one of them."""
    ids = list(dict.fromkeys([*draft.measures, *base.measures]))
    found = {id_ for id_ in ids if base.measures.get(id_) != draft.measures.get(id_)}
    for pack in (base, draft):
        found |= {m.id for m in pack.measures.values() if found & set(m.yields_to)}
    return [id_ for id_ in ids if id_ in found]


@dataclass(slots=True)
class _Comparison:
    connection: duckdb.DuckDBPyConnection
    base: Pack
    draft: Pack
    facts: Path
    on: date
    touched: Sequence[str]
    granted: bool = False
    set_aside: int = 0
    entries: list[Entry] = field(init=False)

    def __post_init__(self) -> None:
        self.entries = [
            Entry(prefix + m.id, m, tuple(prefix + rival for rival in m.yields_to))
            for prefix, pack in ((BASE, self.base), (DRAFT, self.draft))
            for m in self._with_rivals(pack).values()
        ]

    def _with_rivals(self, pack: Pack) -> dict[str, Measure]:
        """The touched measures and those they yield to, in the order of determination."""
        wanted = {id_ for id_ in self.touched if id_ in pack.measures}
        wanted |= {rival for id_ in wanted for rival in pack.measures[id_].yields_to}
        return {id_: measure for id_, measure in pack.measures.items() if id_ in wanted}

    def subjects(self) -> list[str]:
        """The subjects to go through, each after those that its measures yield to."""
        try:
            return subject_order(self._with_rivals(self.draft), self._with_rivals(self.base))
        except CycleError as error:
            subjects = ", ".join(dict.fromkeys(error.args[1]))
            raise BadDraft(
                f"the draft turns round which of the subjects {subjects} yields to which; "
                "try it in two steps: one draft without `yields_to`, one with it"
            ) from None

    def changes(self, subject: str) -> Iterator[MeasureChange]:
        """The changes of one subject's measures."""
        touched = [m for m in map(self._latest, self.touched) if m.subject == subject]
        statement = self._statement(subject)
        if statement is None:
            if touched:
                raise BadSource(
                    f"{self.facts / subject}.parquet: no such file, and the draft changes a measure of it"
                )
            return
        statement.create_types(self.connection)
        self._note_slots(subject, statement)
        if touched:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE compared AS {statement.sql()}")
            yield from map(self._change, touched)

    def _latest(self, id_: str) -> Measure:
        return (self.draft if id_ in self.draft.measures else self.base).measures[id_]

    def _statement(self, subject: str) -> Statement | None:
        entries = [entry for entry in self.entries if entry.measure.subject == subject]
        vocabulary = self.draft.vocabulary
        known = vocabulary.facts_of(subject)
        dimensions = {b.fact for b in self.draft.breakdowns} | {e.measure.place for e in entries}
        read = (facts_read(e.measure for e in entries) | dimensions) & known.keys()
        source = find_source(self.connection, self.facts, subject, read, vocabulary)
        if source is None:
            return None
        check_ids(self.connection, self.facts, source)
        self.set_aside += self._aside(source)
        also = sorted(dimensions & known.keys())
        return Statement(
            source, entries, vocabulary, self.on, granted=self.granted, also=also, tell=("outcome", "gives")
        )

    def _aside(self, source: Source) -> int:
        [[number]] = self.connection.execute(
            f"SELECT count(*) FROM {source.relation} WHERE {source.is_bad}"
        ).fetchall()
        return int(number)

    def _note_slots(self, subject: str, statement: Statement) -> None:
        """What measures of other subjects must know of this one."""
        others = [entry.rivals for entry in self.entries if entry.measure.subject != subject]
        for name in statement.writers.keys() & {rival for rivals in others for rival in rivals}:
            for select in statement.slots_sql(name):
                self.connection.execute(f"INSERT INTO slots {select}")

    def _change(self, measure: Measure) -> MeasureChange:
        in_base, in_draft = (measure.id in pack.measures for pack in (self.base, self.draft))
        columns = _columns(measure, in_base=in_base, in_draft=in_draft)
        rows, *sides = self._row(
            f"SELECT count(*), count(*) FILTER (WHERE b), count(*) FILTER (WHERE bu), {_sum('ba')}, "
            f"count(*) FILTER (WHERE d), count(*) FILTER (WHERE du), {_sum('da')} FROM ({columns})"
        )
        [overall] = self._groups(columns, "NULL::VARCHAR", {})
        return MeasureChange(
            measure=measure.id,
            title=measure.title,
            rows=rows,
            base=Side(*sides[:3]),
            draft=Side(*sides[3:]),
            overall=overall,
            groups=tuple(self._breakdowns(measure, columns)),
        )

    def _row(self, sql: str) -> tuple[int, ...]:
        [row] = self.connection.execute(sql).fetchall()
        return tuple(row)

    def _breakdowns(self, measure: Measure, columns: str) -> Iterator[tuple[Words, tuple[GroupChange, ...]]]:
        vocabulary = self.draft.vocabulary
        known = vocabulary.facts_of(measure.subject)
        if DIVISIONS in vocabulary.codes:
            place, labels = prefecture(quoted(measure.place), vocabulary, self.draft.region)
            yield PLACE, tuple(self._groups(columns, place, labels))
        for breakdown in self.draft.breakdowns:
            if breakdown.fact in known:
                sql, labels = dimension(breakdown, vocabulary, self.on)
                yield breakdown.words, tuple(self._groups(columns, sql, labels))

    def _groups(self, columns: str, by: str, labels: Mapping[str, Words]) -> Iterator[GroupChange]:
        rows = self.connection.execute(
            f"SELECT {by} AS label, count(*) FILTER (WHERE d AND NOT b), count(*) FILTER (WHERE b AND NOT d), "
            f"count(*) FILTER (WHERE b AND d AND da > ba), count(*) FILTER (WHERE b AND d AND da < ba), "
            f"{_sum('da')} - {_sum('ba')} FROM ({columns}) GROUP BY label ORDER BY label NULLS LAST"
        ).fetchall()
        found = {label: counts for label, *counts in rows}
        for label in [*(name for name in labels if name in found), *(f for f in found if f not in labels)]:
            words = None if label is None else labels.get(label, Words(zh=label, en=label))
            yield GroupChange(words, *found[label])


def _sum(column: str) -> str:
    return f"COALESCE(sum({column}), 0)::BIGINT"


def _columns(measure: Measure, *, in_base: bool, in_draft: bool) -> str:
    """The comparison's rows: b, d eligible; bu, du open; ba, da amounts."""
    is_money = measure.gives_kind == "amount"
    parts = []
    for prefix, letter, present in ((BASE, "b", in_base), (DRAFT, "d", in_draft)):
        outcome = quoted(f"{prefix}{measure.id}.outcome") if present else "'not_eligible'"
        amount = quoted(f"{prefix}{measure.id}.amount_fen") if present and is_money else "0"
        parts.append(f"{outcome} IN ('eligible', 'to_be_confirmed') AS {letter}")
        parts.append(f"{outcome} = 'unknown' AS {letter}u, COALESCE({amount}, 0) AS {letter}a")
    return f"SELECT *, {', '.join(parts)} FROM compared"
