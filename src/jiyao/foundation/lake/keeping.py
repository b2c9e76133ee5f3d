"""Counts that take long and are kept: one Parquet file of rows with a note, and SELECTs of ours over it."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jiyao.engine.population.connecting import UNLIMITED, connected
from jiyao.engine.population.sql import literal
from jiyao.foundation.lake.asking import Value, asked

AT_ONCE = 50_000
"""Rows that are held before they are written."""
_NOTE = b"note"
_ARROW = {"integer": pa.int64(), "text": pa.string(), "day": pa.date32()}


def keep_rows(
    file: Path, columns: Mapping[str, str], rows: Iterable[Sequence[Any]], note: Mapping[str, Any]
) -> int:
    """How many rows the file holds now, in place of what it held; whoever reads meanwhile reads the one or the other.

    columns   by name: integer, text or day
    note      what JSON can say
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fields = [(name, _ARROW[kind]) for name, kind in columns.items()]
    schema = pa.schema(fields, metadata={_NOTE: json.dumps(note)})
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    count = 0
    with pq.ParquetWriter(beside, schema) as writer:
        for some in _slices(rows):
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(zip(*some, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
            count += len(some)
    beside.replace(file)
    return count


def _slices(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


def note_in(file: Path) -> Mapping[str, Any] | None:
    """What was noted with the rows; None where none are kept."""
    if not file.is_file():
        return None
    said = (pq.read_schema(file).metadata or {}).get(_NOTE)
    return None if said is None else json.loads(said)


def rows_kept(file: Path, select: str, values: Mapping[str, Value]) -> list[tuple[Any, ...]]:
    """The rows of a SELECT over `kept`, which the rows of the file are. raises BadQuestion"""
    with connected(UNLIMITED) as connection:
        connection.execute(f"CREATE VIEW kept AS SELECT * FROM read_parquet({literal(str(file))})")
        return asked(connection, "a SELECT", select, values)[1]
