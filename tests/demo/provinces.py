"""Small provinces to test on: the region's own figures, in blocks of a few hundred people."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from jiyao.demo.blocks import drawn
from jiyao.demo.drawing.assumptions import Region, read_region
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.filling.arrow import Shape, batch
from jiyao.engine.packs.loading import load_pack

ROOT = Path(__file__).parents[2]
PACK = ROOT / "packs/heilongjiang"
DEMONSTRATION = ROOT / "packs/heilongjiang-demo"
ASSUMPTIONS = DEMONSTRATION / "province.yaml"
SMALL = Fraction(1, 10_000)


@cache
def region(people_a_block: int = 1000) -> Region:
    """The region with smaller blocks."""
    pack = load_pack(DEMONSTRATION, demonstration=True)
    found = read_region(pack, ASSUMPTIONS)
    return replace(found, assumed=found.assumed.model_copy(update={"people_a_block": people_a_block}))


def plan(scale: Fraction = SMALL, seed: int = 1, people_a_block: int = 1000) -> Plan:
    """A province of some 3,185 people in four blocks, where nothing else is said."""
    return Plan(region(people_a_block), scale, seed)


def province(of: Plan, shapes: Sequence[Shape]) -> dict[str, pa.Table]:
    """Every table of the province, as Parquet would hold it."""
    blocks = [drawn(of, block) for block in range(-1, of.blocks)]
    return {
        shape.name: pa.Table.from_batches(
            [batch(block[shape.name], shape.in_file) for block in blocks if shape.name in block]
        )
        for shape in shapes
        if any(shape.name in block for block in blocks)
    }


def read(folder: Path, table: str) -> pa.Table:
    """A table of a province that was written as Parquet, in the order of its rows' numbers."""
    return ds.dataset(folder / table).to_table().sort_by("id")
