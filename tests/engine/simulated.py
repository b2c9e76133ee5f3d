"""Two packs beside each other on a few people: what the tests of the simulation share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from jiyao.engine.cases import Case
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.writing import write_facts
from jiyao.engine.simulation import MeasureChange, Simulation, simulate
from tests.engine.generated import ON
from tests.engine.packs import make_pack

BREAKDOWNS = """id: test
title: {zh: 试, en: Test}
version: '1'
region: 'P'
breakdowns:
  - {fact: level, zh: 级, en: Level}
  - {fact: born_on, zh: 龄, en: Age, bands: [16, 25]}
"""


def pack_of(folder: Path, *measures: dict[str, Any]) -> Pack:
    """A pack whose effects are broken down by level and age."""
    listed = [{"subject": "person", "parameters": {}, **measure} for measure in measures]
    return make_pack(folder, listed, **{"pack.yaml": BREAKDOWNS})


def requiring(rule: str, amount: str = "100", **more: Any) -> dict[str, Any]:
    """Measure m with one condition and an amount."""
    return {"id": "m", "requires": [{"id": "c", "rule": rule}], "gives": {"amount": amount}, **more}


def simulated(
    folder: Path,
    base: Sequence[dict[str, Any]],
    draft: Sequence[dict[str, Any]],
    people: dict[str, dict[str, Any]],
    certificates: Sequence[Case] = (),
) -> Simulation:
    """The effect of going from one pack to the other, on people given by id."""
    before, after = pack_of(folder / "base", *base), pack_of(folder / "draft", *draft)
    cases = {"person": [Case(id_, id_, facts) for id_, facts in people.items()], "certificate": certificates}
    write_facts(before.vocabulary, [cases], folder / "facts")
    return simulate(before, after, folder / "facts", ON)


def write_grants(file: Path, slots: Sequence[tuple[str, str]]) -> None:
    """Slots that are taken, as a Parquet file of pool and key."""
    values = ", ".join(f"('{pool}', '{key}')" for pool, key in slots)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM (VALUES {values}) t(pool, key)) TO '{file}'")


def groups(change: MeasureChange, title: str) -> dict[str | None, tuple[int, ...]]:
    """One breakdown: by English label gain, lose, more, less and difference."""
    [rows] = [rows for words, rows in change.groups if words.en == title]
    return {
        row.label.en if row.label else None: (row.gain, row.lose, row.more, row.less, row.difference_fen)
        for row in rows
    }
