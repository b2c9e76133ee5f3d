"""Where the facts come from: Parquet by subject, each column read as its fact's type, bad rows told apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

from jiyao.base.errors import Invalid
from jiyao.engine.complaints import complain, expected
from jiyao.engine.population.sql import SQL_TYPES, among, literal, quoted
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import SEPARATOR, FactDefinition, Vocabulary

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_HERE = "\0"
"""Stands for the row's own value while a complaint is put into words."""
_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_NATIVE = {
    Kind.BOOLEAN: {"BOOLEAN"},
    Kind.DATE: {"DATE"},
    Kind.CODE: {"VARCHAR"},
    Kind.TEXT: {"VARCHAR"},
    Kind.INTEGER: _WHOLE,
    Kind.MONEY: _WHOLE,
    Kind.RATIO: _WHOLE,
}


class Bad(NamedTuple):
    """For which rows a row is set aside, and why in both languages; all of it SQL."""

    when: str
    zh: str
    en: str


class BadSource(Invalid):
    """The folder of facts cannot be read as what the pack asks for."""


@dataclass(frozen=True, slots=True)
class Column:
    """A fact's column. `typed`: its SQL as the fact's type; `bad`: what can be wrong with it, if anything can."""

    fact: FactDefinition
    typed: str
    bad: tuple[Bad, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of one subject.

    relation   SQL of what to select from
    columns    by fact, only those that rules read and files have
    absent     facts that rules read and no file has: unknown for everybody
    ids        name, SQL and DuckDB's type of the row's id and of its owner's
    """

    subject: str
    relation: str
    id_sql: str
    owner_sql: str
    columns: Mapping[str, Column]
    absent: tuple[str, ...]
    ids: tuple[tuple[str, str, str], ...]

    def bad(self) -> list[Bad]:
        """Everything for which a row is set aside."""
        ids = [bad for name, sql, type_ in self.ids for bad in _bad_id(name, sql, type_)]
        return [*ids, *(bad for column in self.columns.values() for bad in column.bad)]

    @property
    def is_bad(self) -> str:
        """SQL whether a row is set aside."""
        return " OR ".join(f"({bad.when})" for bad in self.bad())


def _bad_id(name: str, sql: str, sql_type: str) -> Iterator[Bad]:
    yield _bad(f"{sql} IS NULL", name, sql, "no_id")
    if sql_type == "VARCHAR":
        yield _bad(f"contains({sql}, {literal(SEPARATOR)})", name, sql, "separator", mark=SEPARATOR)


def _bad(when: str, name: str, raw: str, complaint: str, **values: object) -> Bad:
    """A complaint about a column, in words that are found once for every place that complains."""
    return Bad(
        when,
        *(
            _told(complain(complaint, language, name=name, value=_HERE, **values), raw)
            for language in LANGUAGES
        ),
    )


def _told(complaint: str, raw: str) -> str:
    """SQL of a complaint with the row's own value in its place."""
    parts = [literal(part) for part in complaint.split(_HERE)]
    return f"concat({f', {raw}::VARCHAR, '.join(parts)})"


def describe(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    """Columns of a Parquet file with DuckDB's types. raises BadSource where it is none."""
    try:
        rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(file))})").fetchall()
    except duckdb.OutOfMemoryException:
        raise BadSource("the memory allowed is too little to begin with; allow more") from None
    except duckdb.Error as error:
        raise BadSource(f"{file}: cannot be read as Parquet: {_first_line(error)}") from None
    return {str(row[0]): str(row[1]) for row in rows}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def find_source(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    subject: str,
    facts: Iterable[str],
    vocabulary: Vocabulary,
) -> Source | None:
    """The source of a subject, or None where the folder has no file of it.

    raises   BadSource: a file without its id column, or without the column of its owner
    """
    file = folder / f"{subject}.parquet"
    if not file.is_file():
        return None
    owner = vocabulary.owner(subject)
    have = {"s": describe(connection, file)}
    proven = {"s": _ranges(connection, file)}
    for name in {f"{subject}_id", f"{owner}_id"} - have["s"].keys():
        raise BadSource(f"{file}: has no column {name}")
    relation = f"read_parquet({literal(str(file))}) s"
    owner_file = folder / f"{owner}.parquet"
    wanted = set(facts)
    if owner != subject and owner_file.is_file() and wanted - have["s"].keys():
        have["o"] = describe(connection, owner_file)
        proven["o"] = _ranges(connection, owner_file)
        relation += (
            f" LEFT JOIN read_parquet({literal(str(owner_file))}) o"
            f" ON o.{quoted(owner + '_id')} = s.{quoted(owner + '_id')}"
        )
    columns = {}
    for name in sorted(wanted):
        side = next((side for side in have if name in have[side]), None)
        if side is not None:
            raw = f"{side}.{quoted(name)}"
            column = _column(vocabulary, vocabulary.facts[name], raw, have[side][name])
            columns[name] = _without_proven(column, proven[side].get(name))
    return Source(
        subject=subject,
        relation=relation,
        id_sql=f"s.{quoted(subject + '_id')}",
        owner_sql=f"s.{quoted(owner + '_id')}",
        columns=columns,
        absent=tuple(sorted(wanted - columns.keys())),
        ids=tuple(
            (name, f"s.{quoted(name)}", have["s"][name])
            for name in dict.fromkeys((f"{subject}_id", f"{owner}_id"))
        ),
    )


def check_ids(connection: duckdb.DuckDBPyConnection, folder: Path, source: Source) -> None:
    """Raises BadSource where an id stands twice: its row would be determined, and paid, twice"""
    file = folder / f"{source.subject}.parquet"
    column, rows = quoted(f"{source.subject}_id"), f"read_parquet({literal(str(file))})"
    [[rising]] = connection.execute(
        f"SELECT bool_and(follows) FROM (SELECT {column} > lag({column}) OVER () AS follows FROM {rows})"
    ).fetchall()
    if rising:  # in whatever order they were read: ids that only rise are all different
        return
    [[twice]] = connection.execute(
        f"SELECT count({column}) - count(DISTINCT {column}) FROM {rows}"
    ).fetchall()
    if twice:
        raise BadSource(f"{file}: {source.subject}_id stands more than once in {twice} rows")


def _ranges(connection: duckdb.DuckDBPyConnection, file: Path) -> dict[str, tuple[str, str]]:
    """Least and greatest value of each column, where Parquet's own statistics of every row group tell them."""
    rows = connection.execute(
        "SELECT path_in_schema, arg_min(stats_min_value, TRY_CAST(stats_min_value AS DOUBLE)), "
        "arg_max(stats_max_value, TRY_CAST(stats_max_value AS DOUBLE)), min(stats_min_value), max(stats_max_value) "
        f"FROM parquet_metadata({literal(str(file))}) GROUP BY ALL "
        "HAVING count(*) = count(stats_min_value) AND count(*) = count(stats_max_value)"
    ).fetchall()
    return {name: (low or first, high or last) for name, low, high, first, last in rows}


def _without_proven(column: Column, found: tuple[str, str] | None) -> Column:
    """The column without range checks that statistics make needless."""
    fact = column.fact
    kind = fact.type.kind
    if found is None or kind not in (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE):
        return column
    try:
        read = date.fromisoformat if kind is Kind.DATE else int
        low, high = (read(text) for text in found)
    except ValueError:
        return column
    if fact.is_in_range(low) and fact.is_in_range(high):
        checks = {bad.when for bad in _bounds(fact, column.typed, "")}
        return replace(column, bad=tuple(bad for bad in column.bad if bad.when not in checks))
    return column


def _column(vocabulary: Vocabulary, fact: FactDefinition, raw: str, sql_type: str) -> Column:
    kind = fact.type.kind
    bad: list[Bad] = []
    typed = raw
    if sql_type not in _NATIVE[kind]:
        typed = f"TRY_CAST({raw} AS {SQL_TYPES[kind]})"
        wrong = " OR ".join([f"{raw} IS NOT NULL AND {typed} IS NULL", *_strictly(kind, raw, sql_type)])
        bad.append(_not_of_kind(wrong, fact, raw))
    bad += _range_checks(vocabulary, fact, typed, raw)
    return Column(fact, typed, tuple(bad))


def _not_of_kind(when: str, fact: FactDefinition, raw: str) -> Bad:
    kind = fact.type.kind
    zh, en = (
        _told(complain("kind", language, name=fact.id, value=_HERE, expected=expected(kind, language)), raw)
        for language in LANGUAGES
    )
    return Bad(when, zh, en)


def _strictly(kind: Kind, raw: str, sql_type: str) -> list[str]:
    """What a cast would let pass: 2 as true, 0x5 and 2.5 as whole numbers."""
    is_text = sql_type == "VARCHAR"
    if kind is Kind.BOOLEAN:
        known = "('true', 'false')" if is_text else "(0, 1)"
        return [f"{f'lower({raw})' if is_text else raw} NOT IN {known}"]
    if kind not in (Kind.INTEGER, Kind.MONEY, Kind.RATIO):
        return []
    if is_text:
        return [f"NOT regexp_full_match({raw}, '[-+]?[0-9]+')"]
    number = f"TRY_CAST({raw} AS DOUBLE)"
    return [f"NOT isfinite({number})", f"isfinite({number}) AND {number} % 1 <> 0"]


def _range_checks(vocabulary: Vocabulary, fact: FactDefinition, typed: str, raw: str) -> list[Bad]:
    found = []
    if fact.type.kind is Kind.TEXT:
        when = f"contains({typed}, {literal(SEPARATOR)})"
        found.append(_bad(when, fact.id, raw, "separator", mark=SEPARATOR))
    if fact.type.codes is not None:
        codes = vocabulary.codes[fact.type.codes].codes
        known = among(typed, [literal(code) for code in codes] or ["NULL::VARCHAR"])
        found.append(_bad(f"NOT {known}", fact.id, raw, "code", codes=fact.type.codes))
    if fact.pattern is not None:
        pattern = fact.pattern.pattern
        when = f"NOT regexp_full_match({typed}, {literal(pattern)})"
        found.append(_bad(when, fact.id, raw, "pattern", pattern=pattern))
    return [*found, *_bounds(fact, typed, raw)]


def _bounds(fact: FactDefinition, typed: str, raw: str) -> list[Bad]:
    found = []
    if fact.low is not None:
        found.append(_bad(f"{typed} < {literal(fact.low)}", fact.id, raw, "low", bound=fact.low))
    if fact.high is not None:
        found.append(_bad(f"{typed} > {literal(fact.high)}", fact.id, raw, "high", bound=fact.high))
    return found
