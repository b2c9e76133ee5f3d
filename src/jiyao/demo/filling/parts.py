"""Parts of the province, drawn and written by processes of their own. Django is not started in them."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from multiprocessing import connection, get_context, parent_process
from os import _exit
from pathlib import Path
from threading import Thread

import pyarrow.parquet as pq

from jiyao.demo.blocks import drawn
from jiyao.demo.drawing.columns import Table, length
from jiyao.demo.drawing.plan import SHARED, Plan
from jiyao.demo.filling.arrow import MARK, Shape, batch, schema

STEP = "draw"
Counts = dict[str, int]


@contextmanager
def working(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that draw blocks; what waits is dropped where one fails."""
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=leave_with_parent)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def leave_with_parent() -> None:
    """Ends this process once its parent was killed: it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    connection.wait([sentinel])
    _exit(1)


def drawn_ahead(pool: ProcessPoolExecutor, plan: Plan, ahead: int) -> Iterator[tuple[int, dict[str, Table]]]:
    """Every block in order, with so many drawn before they are asked for."""
    waiting: deque[tuple[int, Future[dict[str, Table]]]] = deque()
    for block in range(SHARED, plan.blocks):
        waiting.append((block, pool.submit(drawn, plan, block)))
        if len(waiting) > ahead:
            number, future = waiting.popleft()
            yield number, future.result()
    for number, future in waiting:
        yield number, future.result()


def write_part(plan: Plan, out: Path, shapes: tuple[Shape, ...], first: int, last: int) -> Counts:
    """Rows written of each table for blocks of one part."""
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
            file = out / shape.folder / f"{part}.parquet"
            writer = pq.ParquetWriter(file, schema(shape.in_file), compression="snappy", store_schema=False)
            writers[shape.name] = stack.enter_context(writer)
            writer.add_key_value_metadata({"mark": MARK})
        writers[shape.name].write_batch(batch(found[shape.name], shape.in_file))
        counts[shape.name] = counts.get(shape.name, 0) + length(found[shape.name])
