"""Facts as NumPy arrays: one row group of the persons' file at a time."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.constants import CODES

Column = tuple[np.ndarray, np.ndarray | None]
"""Values, and where they are known; None: everywhere.

Codes are positions in their list (one past its end is unknown), days are int32 since 1970.
"""


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def open_persons(path: str) -> pq.ParquetFile:
    """The file, its code columns read as dictionaries."""
    return pq.ParquetFile(path, read_dictionary=list(CODES))


def code_positions(found: pa.DictionaryArray, codes: list[str]) -> np.ndarray:
    """int8 positions in `codes`."""
    positions = [codes.index(code) for code in found.dictionary.to_pylist()]
    unknown = len(positions)
    return np.array([*positions, len(codes)], np.int8)[found.indices.fill_null(unknown).to_numpy()]


def values(name: str, found: pa.Array) -> np.ndarray:
    if name in CODES:
        return code_positions(found, CODES[name])
    if pa.types.is_boolean(found.type):
        return found.fill_null(False).to_numpy(zero_copy_only=False)
    if pa.types.is_date(found.type):
        found = found.view(pa.int32())
    return found.fill_null(0).to_numpy()


def known(found: pa.Array) -> np.ndarray | None:
    return found.is_valid().to_numpy(zero_copy_only=False) if found.null_count else None


def column(name: str, found: pa.ChunkedArray) -> Column:
    array = found.combine_chunks()
    return values(name, array), known(array)


def columns(rows: pa.Table) -> dict[str, Column]:
    return {name: column(name, rows[name]) for name in rows.column_names}
