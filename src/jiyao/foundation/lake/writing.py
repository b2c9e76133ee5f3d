"""Facts of everybody as Parquet, from a snapshot: what `jiyao determine` reads."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

import duckdb

from jiyao.base.folders import finished
from jiyao.base.progress import Progress, silent
from jiyao.engine.population.connecting import UNLIMITED, Resources, connected
from jiyao.engine.population.running import check_free
from jiyao.engine.population.sql import literal, quoted
from jiyao.foundation.facts import SLOTS, fact_files, facts_sql
from jiyao.foundation.lake.columns import Columns, exportable
from jiyao.foundation.lake.joining import joined

GRANTS = f"{SLOTS}.parquet"
"""The file of slots that are taken, beside the subjects' files."""
_TYPES = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "text": "VARCHAR",
    "day": "DATE",
    "moment": "TIMESTAMP",
}


def write_facts(
    snapshot: Path,
    out: Path,
    *,
    on: date,
    known_at: datetime,
    subjects: Collection[str] | None = None,
    resources: Resources = UNLIMITED,
    progress: Progress = silent,
) -> Mapping[str, int]:
    """One `<out>/<subject>.parquet` for each subject, in the order of its ids; how many rows each has.

    A table that the snapshot lacks counts as empty.
    subjects   `grants` among them stands for the slots of limits that are taken; all that records tell of by default
    progress   of steps `facts:<subject>`: subjects
    raises   NoFacts: no record tells of a subject; Conflict: `out` holds something already
    """
    check_free(out)
    with connected(resources) as connection, finished(out) as folder:
        create_views(connection, snapshot)
        rows = {}
        listed = list(fact_files() if subjects is None else subjects)
        for done, subject in enumerate(listed):
            progress(f"facts:{subject}", done, len(listed))
            select = joined(connection, facts_sql(subject, on, known_at, "duckdb"))
            by = "pool, key" if subject == SLOTS else quoted(f"{subject}_id")
            target = literal(str(folder / f"{subject}.parquet"))
            [[rows[subject]]] = connection.execute(
                f"COPY ({select} ORDER BY {by}) TO {target} (FORMAT parquet)"
            ).fetchall()
    return rows


def create_views(connection: duckdb.DuckDBPyConnection, snapshot: Path) -> None:
    """Makes the snapshot's tables tables of the connection"""
    for table, columns in exportable().items():
        parts = snapshot / table / "*.parquet"
        there = any((snapshot / table).glob("*.parquet"))
        select = f"SELECT * FROM read_parquet({literal(str(parts))})" if there else _nothing(columns)
        connection.execute(f"CREATE VIEW {quoted(table)} AS {select}")


def _nothing(columns: Columns) -> str:
    listed = ", ".join(f"NULL::{_TYPES[kind]} AS {quoted(name)}" for name, kind in columns.items())
    return f"SELECT {listed} WHERE false"
