"""The whole job of the engines that take one person at a time."""

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from bench.outcomes import SCHEMA

ROWS_AT_A_TIME = 8_192

Determine = Callable[[dict], dict]
"""Facts by name to the columns of `bench.outcomes`; None is unknown in both."""


def determined(source: str, determine: Determine) -> Iterator[pa.Table]:
    for batch in pq.ParquetFile(source).iter_batches(ROWS_AT_A_TIME):
        persons = batch.to_pylist()
        rows = [{"person_id": facts["person_id"]} | determine(facts) for facts in persons]
        yield pa.Table.from_pylist(rows, schema=SCHEMA)


def determine_file(source: str, target: str, determine: Determine) -> None:
    with pq.ParquetWriter(target, SCHEMA) as writer:
        for table in determined(source, determine):
            writer.write_table(table)
