"""A run over a few rows, for the tests of the population."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.running import Run, determine_population
from tests.engine.generated import ON
from tests.engine.packs import make_pack


def write_parquet(file: Path, select: str) -> Path:
    """A Parquet file of what a SELECT gives."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return file


def read_parquet(file: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    """The rows of a Parquet file, in order of the first column."""
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {columns} FROM '{file}' ORDER BY 1 NULLS FIRST").fetchall()


def pack_that_reads(folder: Path, rule: str, **measure: Any) -> Pack:
    """A pack with one measure of persons and one condition."""
    requires = [{"id": "c", "rule": rule}]
    return make_pack(
        folder / "pack",
        [{"id": "m", "subject": "person", "parameters": {}, "requires": requires, **measure}],
    )


def run(folder: Path, pack: Pack, persons: str, **options: Any) -> Run:
    """A run over persons, into the folder `out`."""
    write_parquet(folder / "facts" / "person.parquet", persons)
    return determine_population(pack, folder / "facts", folder / "out", ON, **options)


def outcomes(folder: Path, subject: str = "person", measure: str = "m") -> dict[str, str]:
    """Outcome by id, from a run's file."""
    return dict(read_parquet(folder / "out" / f"{subject}.parquet", f'{subject}_id, "{measure}.outcome"'))


def set_aside(folder: Path, subject: str = "person") -> list[tuple[Any, ...]]:
    """Ids and reasons of the rows that were left out."""
    return read_parquet(folder / "out" / f"{subject}.set_aside.parquet", f"{subject}_id, reason_en")


def values(name: str, sql_type: str, cells: Sequence[str]) -> str:
    """A SELECT of persons A, B, … with one fact."""
    rows = ", ".join(f"('{chr(65 + index)}', {cell})" for index, cell in enumerate(cells))
    return f"SELECT person_id, v::{sql_type} AS {name} FROM (VALUES {rows}) t(person_id, v)"
