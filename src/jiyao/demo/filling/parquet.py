"""The province as Parquet: `<table>/<part>.parquet`, and what no run may read as `truth/<table>/<part>.parquet`.

Parts depend on the blocks alone, not on who wrote them. The folder is a snapshot like an exported one, of noon of the
day of the marginals.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import pyarrow.parquet as pq

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.demo.drawing.plan import SHARED, Plan
from jiyao.demo.filling.arrow import MARK, Shape, schema
from jiyao.demo.filling.lists import write_lists
from jiyao.demo.filling.parts import STEP, Counts, working, write_part
from jiyao.foundation.lake.snapshot import write_record

PARTS = 32
"""About so many parts a table at most."""
ORIGIN = "province.json"


class NotEmpty(Conflict):
    """The folder has something in it."""


def write_parquet(
    plan: Plan, out: Path, shapes: Sequence[Shape], *, processes: int, progress: Progress
) -> Counts:
    """Rows written of each table, under a folder that must not exist or be empty."""
    if out.exists() and any(out.iterdir()):
        raise NotEmpty(f"{out} is not empty; give a new folder", zh=f"{out} 不是空目录；请另给新目录")
    for shape in shapes:
        (out / shape.folder).mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys((shape.name for shape in shapes), 0)
    size = max(1, plan.blocks // PARTS)
    jobs = [(SHARED, SHARED + 1)]
    jobs += [(first, min(first + size, plan.blocks)) for first in range(0, plan.blocks, size)]
    with working(processes) as pool:
        done = 0
        written = [pool.submit(write_part, plan, out, tuple(shapes), *job) for job in jobs]
        for (first, last), part in zip(jobs, written, strict=True):
            for name, rows in part.result().items():
                counts[name] += rows
            done += last - first
            progress(STEP, done, plan.blocks + 1)
    for shape in shapes:
        if not counts[shape.name]:
            empty = schema(shape.in_file).empty_table().replace_schema_metadata({"mark": MARK})
            pq.write_table(empty, out / shape.folder / "empty.parquet")
    counts |= write_lists(plan.region.pack, out)
    _write_origin(out, plan)
    noon = datetime.combine(plan.region.assumed.on, time(12), UTC)
    truth = {shape.name for shape in shapes if shape.is_truth}
    write_record(out, noon, {name: rows for name, rows in counts.items() if name not in truth})
    return counts


def _write_origin(out: Path, plan: Plan) -> None:
    """Says in `province.json` from what the folder was drawn."""
    pack = plan.region.pack
    said = {
        "mark": MARK,
        "scale": str(plan.scale),
        "seed": plan.seed,
        "people": plan.marginals.people,
        "on": plan.region.assumed.on.isoformat(),
        "pack": pack.id,
        "pack_version": pack.version,
        "pack_hash": pack.hash,
    }
    (out / ORIGIN).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
