"""The process that reads the database: run as a program of its own, a job in, progress out.

It never writes to the database and opens it by itself: DuckDB must not share a process with another user of the same
SQLite file. Where whoever asked for it is gone, it takes the unfinished folder away.
"""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

BATCH = 50_000
PEOPLE = "{people}"
"""Stands in a condition for the numbers of the people wanted."""
WANTED_IN_SQLITE = "(SELECT id FROM wanted)"
NOW_IN_SQLITE = "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"
NOW_IN_POSTGRESQL = """SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'"""
_ARROW = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "text": pa.string(),
    "day": pa.date32(),
    "moment": pa.timestamp("us"),
}
_DUCKDB = {
    "integer": "CAST({} AS BIGINT)",
    "number": "CAST({} AS DOUBLE)",
    "boolean": "CAST({} AS BOOLEAN)",
    "text": "CAST({} AS VARCHAR)",
    "day": "CAST({} AS DATE)",
    "moment": "CAST({} AT TIME ZONE 'UTC' AS TIMESTAMP)",
}


def main() -> None:
    """Writes every table of the job's snapshot into its folder"""
    job: dict[str, Any] = json.load(sys.stdin)
    folder = Path(job["folder"])
    export = _from_sqlite if job["vendor"] == "sqlite" else _from_postgresql
    try:
        export(job, folder)
    except BrokenPipeError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _tell(*message: object) -> None:
    """Says at which moment it reads and how many rows there are, then how far each table is.

    raises   BrokenPipeError: whoever asked is gone
    """
    os.write(sys.stdout.fileno(), f"{json.dumps(message)}\n".encode())


def _from_sqlite(job: dict[str, Any], folder: Path) -> None:
    address = f"{Path(job['database']).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        _want(connection, job)
        connection.execute("BEGIN")
        [moment] = connection.execute(f"SELECT {NOW_IN_SQLITE}").fetchone()
        _tell(moment, _total(connection, job))
        for table, columns in job["tables"].items():
            rows = 0
            schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
            with pq.ParquetWriter(_part(folder, table), schema, compression="snappy") as writer:
                where = _where(job, table, WANTED_IN_SQLITE)
                for batch in _batches(connection, f'"{table}"{where}', columns, schema):
                    writer.write_batch(batch)
                    rows += batch.num_rows
                    _tell(table, rows)
            _tell(table, rows)


def _want(connection: sqlite3.Connection, job: dict[str, Any]) -> None:
    """Lays the numbers of the people wanted beside the tables; a database opened for reading takes temporary ones."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMPORARY TABLE wanted (id INTEGER PRIMARY KEY)")
    numbers = ((number,) for number in job.get("people") or ())
    connection.executemany("INSERT INTO wanted VALUES (?)", numbers)


def _total(connection: sqlite3.Connection, job: dict[str, Any]) -> int:
    """How many rows there are; 0 where only some are wanted, since counting them takes as long as reading them."""
    if job.get("where"):
        return 0
    counts = [connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() for table in job["tables"]]
    return sum(count for [count] in counts)


def _where(job: dict[str, Any], table: str, wanted: str) -> str:
    """The condition on a table's rows; nothing where all are wanted."""
    condition = (job.get("where") or {}).get(table)
    return "" if condition is None else f" WHERE {condition.replace(PEOPLE, wanted)}"


def _batches(
    connection: sqlite3.Connection, source: str, columns: dict[str, str], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    names = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.execute(f"SELECT {names} FROM {source}")
    while rows := cursor.fetchmany(BATCH):
        by_column = zip(columns.values(), zip(*rows, strict=True), strict=True)
        arrays = [_array(list(values), kind) for kind, values in by_column]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: list[Any], kind: str) -> pa.Array:
    """SQLite keeps days and moments as texts, truth as numbers."""
    if kind == "boolean":
        return pa.array(values, pa.int8()).cast(pa.bool_())
    if kind in ("day", "moment"):
        return pa.array(values, pa.string()).cast(_ARROW[kind])
    return pa.array(values, _ARROW[kind])


def _from_postgresql(job: dict[str, Any], folder: Path) -> None:
    with _attached(job) as connection:
        [[moment]] = connection.execute("FROM postgres_query('records', ?)", [NOW_IN_POSTGRESQL]).fetchall()
        _tell(moment, 0)
        for table, columns in job["tables"].items():
            listed = ", ".join(_typed(name, kind) for name, kind in columns.items())
            [[rows]] = connection.execute(
                f"COPY (SELECT {listed} FROM {_in_postgresql(job, table)}) "
                f"TO {_literal(_part(folder, table))} (FORMAT parquet)"
            ).fetchall()
            _tell(table, rows)


def _in_postgresql(job: dict[str, Any], table: str) -> str:
    """What is read of a table. PostgreSQL itself picks the rows of some people, by its indexes."""
    if not job.get("where"):
        return f"records.public.{_quoted(table)}"
    numbers = ",".join(map(str, job.get("people") or ()))
    where = _where(job, table, f"(SELECT unnest('{{{numbers}}}'::bigint[]))")
    return f"postgres_query('records', {_literal(f'SELECT * FROM {_quoted(table)}{where}')})"


@contextmanager
def _attached(job: dict[str, Any]) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in one transaction over PostgreSQL, which sees one snapshot; detached before it ends."""
    settings = {"extension_directory": job["extensions"], "autoinstall_known_extensions": False}
    with duckdb.connect(config=settings) as connection:
        connection.execute(f"LOAD {_literal(job['extension'])}")
        connection.execute(f"ATTACH {_literal(job['database'])} AS records (TYPE postgres, READ_ONLY)")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("DETACH records")


def _typed(name: str, kind: str) -> str:
    return f"{_DUCKDB[kind].format(_quoted(name))} AS {_quoted(name)}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _part(folder: Path, table: str) -> str:
    (folder / table).mkdir()
    return str(folder / table / "0.parquet")


if __name__ == "__main__":
    main()
