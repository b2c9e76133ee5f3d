"""The whole job of the array engines: row group in, row group out, two threads, in order."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.constants import MEASURES
from bench.outcomes import SCHEMA
from bench.peers.columns import Column, columns, open_persons
from bench.peers.kleene import Truth

THREADS = 2


class Outcome(NamedTuple):
    """One measure for one slice."""

    truth: Truth
    amount_fen: np.ndarray
    amount_known: np.ndarray
    failed: np.ndarray


Determine = Callable[[dict[str, Column]], dict[str, Outcome]]


def arrow_columns(outcome: Outcome) -> list[pa.Array]:
    return [
        pa.array(outcome.truth > 0, mask=outcome.truth == 0),
        pa.array(outcome.amount_fen, pa.int32(), mask=~outcome.amount_known),
        pa.array(outcome.failed, pa.uint8(), mask=outcome.failed == 0),
    ]


def outcome_table(persons: pa.ChunkedArray, outcomes: dict[str, Outcome]) -> pa.Table:
    arrays = [array for measure in MEASURES for array in arrow_columns(outcomes[measure])]
    return pa.table([persons, *arrays], schema=SCHEMA)


def determined(source: str, number: int, determine: Determine) -> pa.Table:
    rows = open_persons(source).read_row_group(number)
    return outcome_table(rows["person_id"], determine(columns(rows)))


def in_order(source: str, determine: Determine) -> Iterator[pa.Table]:
    """The outcomes of each row group, computed ahead by as many as there are threads."""
    pending: deque[Future[pa.Table]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for number in range(pq.read_metadata(source).num_row_groups):
            pending.append(pool.submit(determined, source, number, determine))
            if len(pending) > THREADS:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def determine_file(source: str, target: str, determine: Determine) -> None:
    with pq.ParquetWriter(target, SCHEMA) as writer:
        for table in in_order(source, determine):
            writer.write_table(table)
