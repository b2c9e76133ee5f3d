"""The province as Parquet: `<table>/<part>.parquet`. Parts depend on the blocks alone, not on who wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.demo.drawing.blocks import draw_shared_block, tables
from jiyao.demo.drawing.columns import Table, length
from jiyao.demo.drawing.plan import SHARED, Plan
from jiyao.demo.filling.arrow import Shape, batch, schema

PARTS = 32
"""About so many parts a table at most."""
STEP = "draw"
Counts = dict[str, int]


class NotEmpty(Conflict):
    """The folder has something in it."""


def write_parquet(
    plan: Plan, out: Path, shapes: Sequence[Shape], *, processes: int, progress: Progress
) -> Counts:
    """Rows written of each table, under a folder that must not exist or be empty."""
    if out.exists() and any(out.iterdir()):
        raise NotEmpty(f"{out} is not empty; give a new folder")
    for shape in shapes:
        (out / shape.name).mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys((shape.name for shape in shapes), 0)
    size = max(1, plan.blocks // PARTS)
    jobs = [(SHARED, SHARED + 1)]
    jobs += [(first, min(first + size, plan.blocks)) for first in range(0, plan.blocks, size)]
    with working(processes) as pool:
        done = 0
        written = [pool.submit(_write_part, plan, out, tuple(shapes), *job) for job in jobs]
        for (first, last), part in zip(jobs, written, strict=True):
            for name, rows in part.result().items():
                counts[name] += rows
            done += last - first
            progress(STEP, done, plan.blocks + 1)
    for shape in shapes:
        if not counts[shape.name]:
            pq.write_table(schema(shape.exported).empty_table(), out / shape.name / "empty.parquet")
    return counts


@contextmanager
def working(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that draw blocks; what waits is dropped where one fails."""
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def drawn(plan: Plan, block: int) -> dict[str, Table]:
    """The tables of a block, each row under the number that it has in the database."""
    found = draw_shared_block(plan) if block == SHARED else tables(plan, block)
    for table in found.values():
        if "id" not in table:
            table["id"] = plan.first_number(block) + np.arange(length(table))
    return found


def _write_part(plan: Plan, out: Path, shapes: tuple[Shape, ...], first: int, last: int) -> Counts:
    counts: Counts = {}
    name = "shared" if first == SHARED else f"{first:05d}"
    with ExitStack() as stack:
        writers: dict[str, pq.ParquetWriter] = {}
        for block in range(first, last):
            _write_block(drawn(plan, block), out, name, shapes, (writers, stack), counts)
    return counts


def _write_block(
    found: Mapping[str, Table],
    out: Path,
    part: str,
    shapes: tuple[Shape, ...],
    opened: tuple[dict[str, pq.ParquetWriter], ExitStack],
    counts: Counts,
) -> None:
    writers, stack = opened
    for shape in shapes:
        if shape.name not in found:
            continue
        if shape.name not in writers:
            file = out / shape.name / f"{part}.parquet"
            writer = pq.ParquetWriter(file, schema(shape.exported), compression="snappy", store_schema=False)
            writers[shape.name] = stack.enter_context(writer)
        writers[shape.name].write_batch(batch(found[shape.name], shape.exported))
        counts[shape.name] = counts.get(shape.name, 0) + length(found[shape.name])
