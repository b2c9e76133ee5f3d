"""The ten measures in Jiyao: `python -m bench.jiyao_engine IN.parquet OUT.parquet`.

The pack is read and checked, everybody determined, and the run's folder written: all of it is
timed. It tells what the peers tell: outcome, amount, first failed condition. OUT.parquet, in the common
form, is made of the run afterwards.
"""

import shutil
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path

import duckdb

from bench.constants import AS_OF, MEASURES
from bench.program import run
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.population.connecting import Resources
from jiyao.engine.population.running import determine_population

PACK = Path(__file__).parent / "pack"
THREADS = 2
MEMORY = "200MB"
AS_PEERS = ("outcome", "gives", "first_failed")


def folders(target: str) -> tuple[Path, Path]:
    """Where the facts are linked to and where the run goes, both empty."""
    found = Path(f"{target}.facts"), Path(f"{target}.run")
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def determine(source: str, target: str, tell: Collection[str] = AS_PEERS) -> None:
    facts, out = folders(target)
    facts.mkdir()
    (facts / "person.parquet").symlink_to(Path(source).resolve())
    resources = Resources(threads=THREADS, memory=MEMORY)
    determine_population(load_pack(PACK), facts, out, AS_OF, resources=resources, tell=tell)


def columns(pack: Pack, measure: str) -> list[str]:
    """The common columns of one measure, of ours; the first failed by its number."""
    tests = list(pack.measure(measure).tests)
    outcome = f'CASE "{measure}.outcome" WHEN \'unknown\' THEN NULL ELSE "{measure}.outcome" END'
    return [
        f"{outcome} = 'eligible' AS {measure}",
        f'"{measure}.amount_fen"::INTEGER AS {measure}_amount_fen',
        f'list_position({tests}, "{measure}.first_failed")::UTINYINT AS {measure}_failed',
    ]


def translate(source: str, target: str) -> None:
    """Our run's folder as one file in the form of `bench.outcomes`."""
    pack = load_pack(PACK)
    listed = ", ".join(column for measure in MEASURES for column in columns(pack, measure))
    ours = Path(f"{target}.run") / "person.parquet"
    duckdb.sql(f"COPY (SELECT person_id, {listed} FROM '{ours}') TO '{target}' (FORMAT parquet)")


if __name__ == "__main__":
    run("Jiyao", version("jiyao"), determine, translate)
