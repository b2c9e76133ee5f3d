"""Parquet as rows, a block at a time."""

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from jiyao.registry.imports.reading.tables import NotATable, Row, Rows

ROWS_AT_A_TIME = 10_000


def parquet_rows(file: BinaryIO) -> Rows:
    """The rows of a Parquet file, the names of its columns first. raises NotATable for a damaged one"""
    file.seek(0)
    try:
        opened = parquet.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise NotATable(
            f"the Parquet file cannot be opened: {error}", zh=f"Parquet 文件无法打开：{error}"
        ) from None
    return Rows(_rows(opened), opened.metadata.num_rows + 1)


def _rows(opened: parquet.ParquetFile) -> Iterator[tuple[int, Row]]:
    yield 1, opened.schema_arrow.names
    number = 1
    for batch in opened.iter_batches(ROWS_AT_A_TIME):
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            number += 1
            yield number, row
