"""One snapshot of the records as Parquet, written by a child process: whole, or not there."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from jiyao.base.errors import Conflict
from jiyao.base.folders import finished
from jiyao.base.progress import Progress, silent
from jiyao.foundation.lake import child
from jiyao.foundation.lake.columns import Columns, exportable
from jiyao.foundation.lake.snapshot import Snapshot, write_record

EXTENSION = "postgres_scanner.duckdb_extension"


class NotExported(Conflict):
    """The child process ended without a snapshot."""


def export_snapshot(
    out: Path, *, tables: Collection[str] | None = None, progress: Progress = silent
) -> Snapshot:
    """The records as they stand, as `<out>/<table>/<part>.parquet`; only what may leave the database.

    tables     only these; None: all
    progress   of step `export`: rows
    raises     Conflict: `out` is there already; NotExported: the database cannot be read
    """
    return _exported(out, _exportable(tables), {}, progress)


def export_part(
    out: Path, *, where: Mapping[str, str], people: Collection[int], progress: Progress = silent
) -> Snapshot:
    """The same of some tables and rows only.

    where    by table, SQL that holds of the rows wanted; `{people}` in it stands for the numbers of `people`
    raises   as export_snapshot
    """
    part = {"where": dict(where), "people": sorted(people)}
    return _exported(out, _exportable(where), part, progress)


def _exportable(tables: Collection[str] | None) -> Mapping[str, Columns]:
    return {name: columns for name, columns in exportable().items() if tables is None or name in tables}


def _exported(
    out: Path, tables: Mapping[str, Columns], part: Mapping[str, Any], progress: Progress
) -> Snapshot:
    if out.exists():
        raise Conflict(f"{out} is there already; name a new folder")
    with finished(out) as folder:
        at, rows = _run({**_job(folder, tables), **part}, progress)
        written = write_record(folder, at, rows)
    return replace(written, folder=out)


def _job(folder: Path, tables: Mapping[str, Columns]) -> dict[str, Any]:
    return {
        "vendor": connection.vendor,
        "database": _database(),
        "tables": tables,
        "folder": str(folder.absolute()),
        "extension": str(extension()),
        "extensions": str(settings.VAR / "duckdb"),
    }


def _database() -> str:
    """The file of SQLite, or what PostgreSQL's library connects with."""
    if connection.vendor == "sqlite":
        return str(connection.settings_dict["NAME"])
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: connection.settings_dict[key] for name, key in names.items()} | connection.settings_dict[
        "OPTIONS"
    ]
    return make_conninfo(
        "", **{name: value for name, value in given.items() if value and isinstance(value, str)}
    )


def extension() -> Path:
    """The extension that lets DuckDB read PostgreSQL, of DuckDB's own version, as its package brings it."""
    name = f"duckdb_extension_postgres_scanner/extensions/v{duckdb.__version__}/{EXTENSION}"
    return Path(str(distribution("duckdb_extension_postgres_scanner").locate_file(name)))


def _run(job: dict[str, Any], progress: Progress) -> tuple[datetime, dict[str, int]]:
    """The moment at which the child read, and rows by table, once it has written them all."""
    command = [sys.executable, "-P", str(Path(child.__file__))]
    with (
        TemporaryFile("w+", encoding="utf-8") as complaints,
        subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True
        ) as reader,
    ):
        assert reader.stdin is not None  # noqa: S101 - both are pipes
        assert reader.stdout is not None  # noqa: S101
        reader.stdin.write(json.dumps(job))  # at once: `dump` writes number by number
        reader.stdin.close()
        try:
            found = _followed(reader.stdout, progress)
        except BaseException:
            reader.kill()
            raise
        if reader.wait() != 0 or found is None:
            complaints.seek(0)
            last = (complaints.read().strip().splitlines() or ["it was ended"])[-1]
            raise NotExported(f"the records were not exported: {last}")
    return found


def _followed(lines: Iterable[str], progress: Progress) -> tuple[datetime, dict[str, int]] | None:
    """What the child says, told on as it comes."""
    messages = map(json.loads, lines)
    began = next(messages, None)
    if began is None:
        return None
    moment, total = began
    rows: dict[str, int] = {}
    for table, count in messages:
        rows[table] = count
        progress("export", sum(rows.values()), total)
    return datetime.fromisoformat(moment), rows
