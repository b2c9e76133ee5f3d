"""The bundle's files: one SQLite file, a Parquet file a sheet, and the data dictionary."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jiyao.foundation.links import canonical
from jiyao.insight.bundle.sheets import Column, Sheet

DIGEST = Column("行摘要", "本行以上各列的 SHA-256", "text", "制作审计包时计算")
HEADS = ("表", "列", "单位", "含义", "来源", "类型")
ROWS_AT_ONCE = 5_000
_TYPES = {"integer": "INTEGER", "text": "TEXT", "day": "TEXT", "moment": "TEXT"}
_ARROW = {
    "integer": pa.int64(),
    "text": pa.string(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", "UTC"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows a sheet has, and the digest of all of them."""

    rows: int
    digest: str


def write_sheet(base: sqlite3.Connection, sheet: Sheet, rows: Iterable[Sequence[Any]]) -> Written:
    """What was written of a sheet, each row with its digest."""
    columns = ", ".join(f'"{one.heading}" {_TYPES[one.kind]}' for one in with_digest(sheet))
    base.execute(f'CREATE TABLE "{sheet.name}" ({columns})')
    marks = ", ".join("?" * len(with_digest(sheet)))
    whole, count, left = sha256(), 0, iter(rows)
    while some := [list(row) for row in islice(left, ROWS_AT_ONCE)]:
        digests = [sha256(canonical(row)) for row in some]
        for digest in digests:
            whole.update(digest.digest())
        told = ([*row, digest.hexdigest()] for row, digest in zip(some, digests, strict=True))
        base.executemany(f'INSERT INTO "{sheet.name}" VALUES ({marks})', told)  # noqa: S608 - our own name
        count += len(some)
    return Written(count, whole.hexdigest())


def values_in(base: sqlite3.Connection, sheet: str, heading: str) -> Iterator[Any]:
    """The values of a column that was written, each once."""
    column = f'"{heading}"'
    asked = f'SELECT DISTINCT {column} FROM "{sheet}" WHERE {column} IS NOT NULL ORDER BY 1'  # noqa: S608 - own names
    return iter([value for (value,) in base.execute(asked)])


def write_parquet(base: sqlite3.Connection, sheet: Sheet, folder: Path) -> None:
    """Writes a sheet as `<folder>/<its name>.parquet`, days and moments as such."""
    schema = pa.schema([(one.heading, _ARROW[one.kind]) for one in with_digest(sheet)])
    cursor = base.execute(f'SELECT * FROM "{sheet.name}" ORDER BY rowid')  # noqa: S608 - our own name
    with pq.ParquetWriter(folder / f"{sheet.name}.parquet", schema) as writer:
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            arrays = [
                _array(list(values), one.kind)
                for values, one in zip(zip(*some, strict=True), with_digest(sheet), strict=True)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def write_dictionary(folder: Path, sheets: Iterable[Sheet], counts: Mapping[str, Written]) -> None:
    """Writes what every column means, as a CSV file that spreadsheets open, and as a text to read."""
    listed = list(sheets)
    with (folder / "dictionary.csv").open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADS)
        for sheet in listed:
            out.writerows([sheet.name, *_told(one)] for one in with_digest(sheet))
    lines = ["# 数据字典", "", "金额为整数分；时间为协调世界时；人员和单位只有内部编号。", ""]
    for sheet in listed:
        lines += [f"## {sheet.name}", "", f"{sheet.about}。{counts[sheet.name].rows} 行。", ""]
        lines += [f"| {' | '.join(HEADS[1:])} |", "|" + " --- |" * len(HEADS[1:])]
        lines += [f"| {' | '.join(_told(one))} |" for one in with_digest(sheet)] + [""]
    (folder / "dictionary.md").write_text("\n".join(lines), "utf-8")


def with_digest(sheet: Sheet) -> Sequence[Column]:
    """The columns of a sheet as it is written: its own, and the digest."""
    return [*sheet.columns, DIGEST]


def _told(one: Column) -> list[str]:
    return [one.heading, one.unit or "—", one.meaning, one.source, one.kind]


def _array(values: list[Any], kind: str) -> pa.Array:
    if kind in ("day", "moment"):
        return pa.array(values, pa.string()).cast(_ARROW[kind])
    return pa.array(values, _ARROW[kind])
