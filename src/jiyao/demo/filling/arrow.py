"""Tables as Arrow: the database's names and types, without what may not leave it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jiyao.demo.drawing.columns import NONE, Coded, Column, Numbers, Table

TYPES = {
    "truth": pa.bool_(),
    "moment": pa.timestamp("us"),
    "day": pa.date32(),
    "number": pa.int64(),
    "text": pa.dictionary(pa.int32(), pa.string()),
}
MARK = "演示数据"
"""What every file says of itself."""
TRUTH = "truth"
"""The folder of what no run may read."""
Columns = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table.

    columns    names and kinds
    in_file    those of them that Parquet holds
    is_truth   what the demonstration alone knows: it stands beside the tables of records, in a folder of its own
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    in_file: tuple[tuple[str, str], ...]
    is_truth: bool

    @property
    def folder(self) -> str:
        """Where it stands under the province."""
        return f"{TRUTH}/{self.name}" if self.is_truth else self.name


def schema(columns: Columns) -> pa.Schema:
    """The columns as Arrow names them."""
    return pa.schema([(name, TYPES[kind]) for name, kind in columns])


def batch(table: Table, columns: Columns) -> pa.RecordBatch:
    """The table as Arrow."""
    arrays = [_array(table[name], kind) for name, kind in columns]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(columns))


def _array(column: Column, kind: str) -> pa.Array:
    if isinstance(column, Coded):
        codes = pa.array(column.codes.astype(np.int32), mask=column.codes < 0)
        return pa.DictionaryArray.from_arrays(codes, pa.array(column.words, pa.string()))
    missing = column == NONE
    return pa.array(_plain(column, kind, missing), TYPES[kind], mask=missing if missing.any() else None)


def _plain(column: Numbers, kind: str, missing: Numbers) -> Numbers:
    if kind == "truth":
        return np.equal(column, 1)
    column = np.where(missing, 0, column)
    if kind == "moment":
        return column.astype("datetime64[us]")
    if kind == "day":
        return column.astype("datetime64[D]")
    return column
