"""Running a determination for everybody: a folder of Parquet in, a folder of Parquet out.

In: `<subject>.parquet` with `<subject>_id`, `<owner>_id` and facts by name; facts of the owner stand there too, or in
`<owner>.parquet`. Grants: a Parquet file of `pool` and `key` (the parts joined by |).
Out: `<subject>.parquet` with `<measure>.outcome` and so on, `<subject>.set_aside.parquet`, and `run.json`.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb

from jiyao.base.errors import Conflict
from jiyao.base.folders import finished
from jiyao.base.progress import Progress, silent
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.ordering import subject_order
from jiyao.engine.population.connecting import (
    UNLIMITED,
    Resources,
    connected,
    create_grants,
    create_slots,
)
from jiyao.engine.population.counting import MeasureCount, count_measures
from jiyao.engine.population.enums import OUTCOME, create_types
from jiyao.engine.population.sources import BadSource, Source, check_ids, find_source
from jiyao.engine.population.sql import literal, quoted
from jiyao.engine.population.statement import FIELDS, Entry, Statement, facts_read

ROW_GROUP = 20_480
"""Rows that are held before they are written: ten times DuckDB's vector, a sixth of its default, half the memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run.

    mark           words that every file of the run carries, such as 演示数据
    told           which fields of each result were written
    rows, absent   by subject: how many were determined, and the facts that no column holds
    set_aside      rows left out, with their reasons in a file
    """

    pack: str
    version: str
    pack_hash: str
    on: date
    mark: str | None
    told: tuple[str, ...]
    rows: Mapping[str, int]
    set_aside: int
    absent: Mapping[str, tuple[str, ...]]
    seconds: float
    measures: tuple[MeasureCount, ...]

    @property
    def determinations(self) -> int:
        """Rows times measures."""
        return sum(self.rows.get(count.subject, 0) for count in self.measures)


def determine_population(
    pack: Pack,
    facts: Path,
    out: Path,
    on: date,
    *,
    grants: Path | None = None,
    resources: Resources = UNLIMITED,
    tell: Collection[str] = FIELDS,
    mark: str | None = None,
    progress: Progress = silent,
) -> Run:
    """Determines every measure for every row and writes the run's folder.

    tell     which of FIELDS to write; the outcome always is
    mark     words that every file carries

    raises   BadSource: no file of any subject, a file that is no Parquet or lacks an id
             Conflict: `out` holds something already
    """
    started = perf_counter()
    check_free(out)
    with connected(resources) as connection, finished(out) as folder:
        runner = Runner(connection, pack, facts, on, {*tell, OUTCOME}, mark)
        runner.granted = create_grants(connection, grants, pack.pools)
        subjects = runner.subjects()
        for done, subject in enumerate(subjects):
            progress(subject, done, len(subjects))
            runner.write(subject, folder)
        run = runner.finished(folder, perf_counter() - started)
        (folder / "run.json").write_text(run_json(run), "utf-8")
    return run


def check_free(folder: Path) -> None:
    """Raises Conflict where the folder is a file, or holds something already"""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise Conflict(f"{folder} is not empty; name a new folder")


def run_json(run: Run) -> str:
    """The run's record."""
    return json.dumps(asdict(run), ensure_ascii=False, indent=2, default=str) + "\n"


def run_from(text: str) -> Run:
    """The run of which this is the record."""
    told = json.loads(text)
    return Run(
        **{
            **told,
            "on": date.fromisoformat(told["on"]),
            "told": tuple(told["told"]),
            "absent": {subject: tuple(facts) for subject, facts in told["absent"].items()},
            "measures": tuple(MeasureCount(**count) for count in told["measures"]),
        }
    )


class Runner:
    """One run on one connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        pack: Pack,
        facts: Path,
        on: date,
        tell: Collection[str] = FIELDS,
        mark: str | None = None,
    ) -> None:
        self.tell = tell
        self.mark = mark
        self.connection = connection
        self.pack = pack
        self.facts = facts
        self.on = on
        self.granted = False
        self.rows: dict[str, int] = {}
        self.set_aside = 0
        self.absent: dict[str, tuple[str, ...]] = {}
        create_types(connection)
        self.sources = {
            subject: source
            for subject in dict.fromkeys(m.subject for m in pack.measures.values())
            if (source := self._source(subject)) is not None
        }
        if not self.sources:
            wanted = ", ".join(f"{s}.parquet" for s in pack.vocabulary.subjects)
            raise BadSource(f"{facts}: has none of {wanted}")
        create_slots(connection)

    def _source(self, subject: str) -> Source | None:
        read = facts_read(self._measures(subject)) & self.pack.vocabulary.facts.keys()
        return find_source(self.connection, self.facts, subject, read, self.pack.vocabulary)

    def _measures(self, subject: str) -> list[Measure]:
        return [m for m in self.pack.measures.values() if m.subject == subject]

    def subjects(self) -> list[str]:
        """The subjects that there are rows of, each after those that its measures yield to."""
        return subject_order({m.id: m for m in self.pack.measures.values() if m.subject in self.sources})

    def statement(self, subject: str) -> Statement:
        """The statement of a subject."""
        entries = [Entry(m.id, m, m.yields_to) for m in self._measures(subject)]
        return Statement(
            self.sources[subject],
            entries,
            self.pack.vocabulary,
            self.on,
            granted=self.granted,
            tell=self.tell,
        )

    def write(self, subject: str, out: Path) -> None:
        """One subject's file, and what other subjects must know of it."""
        statement = self.statement(subject)
        statement.create_types(self.connection)
        source = self.sources[subject]
        check_ids(self.connection, self.facts, source)
        for measure in self._yielded_to(subject):
            for select in statement.slots_sql(measure):
                self.connection.execute(f"INSERT INTO slots {select}")
        written = self._copy(statement.sql(), out / f"{subject}.parquet")
        self.rows[subject] = written
        if source.absent:
            self.absent[subject] = source.absent
        self._set_aside(source, written, out)

    def _copy(self, select: str, file: Path) -> int:
        """Rows written to a file that carries the run's mark."""
        marked = "" if self.mark is None else f", KV_METADATA {{mark: {literal(self.mark)}}}"
        [[rows]] = self.connection.execute(
            f"COPY ({select}) TO {literal(str(file))} (FORMAT parquet, ROW_GROUP_SIZE {ROW_GROUP}{marked})"
        ).fetchall()
        written: int = rows
        return written

    def _yielded_to(self, subject: str) -> list[str]:
        found = [
            other
            for measure in self.pack.measures.values()
            if measure.subject != subject and measure.subject in self.sources
            for other in measure.yields_to
            if self.pack.measures[other].subject == subject
        ]
        return list(dict.fromkeys(found))

    def _set_aside(self, source: Source, written: int, out: Path) -> None:
        file = self.facts / f"{source.subject}.parquet"
        [[total]] = self.connection.execute(
            f"SELECT count(*) FROM read_parquet({literal(str(file))})"
        ).fetchall()
        if written == total:
            return
        zh = ", ".join(f"CASE WHEN {bad.when} THEN {bad.zh} END" for bad in source.bad())
        en = ", ".join(f"CASE WHEN {bad.when} THEN {bad.en} END" for bad in source.bad())
        aside = self._copy(
            f"SELECT {source.id_sql} AS {quoted(source.subject + '_id')}, "
            f"concat_ws('；', {zh}) AS reason_zh, concat_ws('; ', {en}) AS reason_en "
            f"FROM {source.relation} WHERE {source.is_bad}",
            out / f"{source.subject}.set_aside.parquet",
        )
        if written + aside != total:
            owner = self.pack.vocabulary.owner(source.subject)
            raise BadSource(f"{self.facts / owner}.parquet: {owner}_id stands more than once")
        self.set_aside += aside

    def finished(self, out: Path, seconds: float) -> Run:
        """The run's record, counted from its files."""
        counts = [
            count
            for subject in self.rows
            for count in count_measures(self.connection, out, self._measures(subject), self.tell)
        ]
        return Run(
            pack=self.pack.id,
            version=self.pack.version,
            pack_hash=self.pack.hash,
            on=self.on,
            mark=self.mark,
            told=tuple(field for field in FIELDS if field in self.tell),
            rows=self.rows,
            set_aside=self.set_aside,
            absent=self.absent,
            seconds=round(seconds, 3),
            measures=tuple(counts),
        )
