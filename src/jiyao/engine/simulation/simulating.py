"""Base and draft in one SELECT a subject: who gains, who loses, what it costs, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb

from jiyao.engine.measures import Measure
from jiyao.engine.packs.files import BreakdownFile
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, Resources, connected, create_grants, create_slots
from jiyao.engine.population.enums import create_types
from jiyao.engine.population.sources import BadSource, Source, check_ids, find_source
from jiyao.engine.population.sql import literal, months, quoted
from jiyao.engine.population.statement import Entry, Statement, facts_read
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary

BASE, DRAFT = "base/", "draft/"
PLACE = Words(zh="市（地）", en="Prefecture")


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
    """
    touched = touched_measures(base, draft)
    with connected(resources) as connection:
        comparison = _Comparison(connection, base, draft, facts, on)
        comparison.granted = create_grants(connection, grants, draft.pools)
        create_types(connection)
        create_slots(connection)
        changes = [
            change
            for subject in comparison.subjects(touched)
            for change in comparison.changes(subject, touched)
        ]
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
    granted: bool = False
    set_aside: int = 0

    def subjects(self, touched: Sequence[str]) -> list[str]:
        """The subjects of touched measures, in the order of determination."""
        packs = (self.draft, self.base)
        return list(dict.fromkeys(p.measures[i].subject for p in packs for i in p.measures if i in touched))

    def changes(self, subject: str, touched: Sequence[str]) -> Iterator[MeasureChange]:
        """The changes of one subject's measures."""
        statement = self._statement(subject, touched)
        statement.create_types(self.connection)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE compared AS {statement.sql()}")
        self._note_slots(statement)
        for id_ in touched:
            pack = self.draft if id_ in self.draft.measures else self.base
            if pack.measures[id_].subject == subject:
                yield self._change(pack.measures[id_])

    def _statement(self, subject: str, touched: Sequence[str]) -> Statement:
        entries = []
        for prefix, pack in ((BASE, self.base), (DRAFT, self.draft)):
            wanted = self._with_rivals(pack, touched)
            entries += [
                Entry(prefix + m.id, m, tuple(prefix + rival for rival in m.yields_to))
                for m in pack.measures.values()
                if m.id in wanted and m.subject == subject
            ]
        vocabulary = self.draft.vocabulary
        known = vocabulary.facts_of(subject)
        dimensions = {b.fact for b in self.draft.breakdowns} | {e.measure.place for e in entries}
        read = (facts_read(e.measure for e in entries) | dimensions) & known.keys()
        source = find_source(self.connection, self.facts, subject, read, vocabulary)
        if source is None:
            raise BadSource(
                f"{self.facts / subject}.parquet: no such file, and the draft changes a measure of it"
            )
        check_ids(self.connection, self.facts, source)
        self.set_aside += self._aside(source)
        also = sorted(dimensions & known.keys())
        return Statement(
            source, entries, vocabulary, self.on, granted=self.granted, also=also, tell=("outcome", "gives")
        )

    def _aside(self, source: Source) -> int:
        bad = " OR ".join(f"({when})" for when, _ in source.bad())
        [[number]] = self.connection.execute(f"SELECT count(*) FROM {source.relation} WHERE {bad}").fetchall()
        return int(number)

    def _with_rivals(self, pack: Pack, touched: Sequence[str]) -> set[str]:
        wanted = {id_ for id_ in touched if id_ in pack.measures}
        return wanted | {rival for id_ in wanted for rival in pack.measures[id_].yields_to}

    def _note_slots(self, statement: Statement) -> None:
        for name in statement.writers:
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
            place, labels = _prefecture(quoted(measure.place), vocabulary, self.draft.region)
            yield PLACE, tuple(self._groups(columns, place, labels))
        for breakdown in self.draft.breakdowns:
            if breakdown.fact in known:
                sql, labels = _dimension(breakdown, vocabulary, self.on)
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


def _prefecture(place: str, vocabulary: Vocabulary, region: str) -> tuple[str, Mapping[str, Words]]:
    """SQL of the division just below the region in which the place lies, and how each is called."""
    divisions = vocabulary.codes[DIVISIONS]
    above: dict[str, str] = {}
    for code in divisions.codes:
        here = code
        while divisions.parents.get(here, region) != region:
            here = divisions.parents[here]
        above[code] = here
    whens = " ".join(f"WHEN {literal(code)} THEN {literal(top)}" for code, top in above.items())
    return f"CASE {place} {whens} END", divisions.codes


def _dimension(breakdown: BreakdownFile, vocabulary: Vocabulary, on: date) -> tuple[str, Mapping[str, Words]]:
    column = quoted(breakdown.fact)
    if breakdown.bands:
        return _band(column, breakdown.bands, on)
    codes = vocabulary.facts[breakdown.fact].type.codes
    labels = {} if codes is None else vocabulary.codes[codes].codes
    return f"{column}::VARCHAR", labels


def _band(column: str, bands: Sequence[int], on: date) -> tuple[str, Mapping[str, Words]]:
    """SQL of the band of age, and the bands in order."""
    years = f"({months(column, literal(on))} // 12)"
    labels = [f"< {bands[0]}"]
    labels += [f"{first}–{following - 1}" for first, following in pairwise(bands)]
    whens = [f"WHEN {years} < {end} THEN {literal(label)}" for end, label in zip(bands, labels, strict=True)]
    last = f"{bands[-1]}+"
    sql = f"CASE WHEN {column} IS NULL THEN NULL {' '.join(whens)} ELSE {literal(last)} END"
    return sql, {label: Words(zh=label, en=label) for label in (*labels, last)}
