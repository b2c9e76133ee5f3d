"""All engines side by side: `python -m bench.run --persons 1000000 [--quick]`.

Each engine runs in a process of its own, Parquet to Parquet; all must reach the same sums by
measure. Prints a Markdown table; exits with 1 and says where, if two engines disagree.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench import data
from bench.constants import MEASURES
from bench.outcomes import differences

FOLDER = Path(__file__).parents[1] / "var" / "bench"
OURS = "jiyao_engine"
FAST = [OURS, "jiyao_in_full", "peers.numpy_hand", "peers.openfisca"]
SLOW = ["peers.python_hand", "peers.zen"]
"""One person at a time: measured on the first SLOW_PERSONS only."""
SLOW_PERSONS = 20_000
QUICK_PERSONS = 100_000
COMPARE_ROWS_UP_TO = 100_000

Figures = dict
"""What an engine's program prints."""


def persons_file(persons: int) -> Path:
    """The data, made if missing."""
    path = FOLDER / f"persons-{persons}.parquet"
    if not path.exists():
        data.write(persons, path)
    return path


def outcome_file(module: str, persons: int) -> Path:
    return FOLDER / f"{module}-{persons}.parquet"


def run_once(module: str, persons: int) -> Figures:
    paths = [str(persons_file(persons)), str(outcome_file(module, persons))]
    command = [sys.executable, "-m", f"bench.{module}", *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def run_best(module: str, persons: int, repeat: int) -> Figures:
    """The fastest run."""
    print(f"{module}, {persons:,} persons", file=sys.stderr)
    return min((run_once(module, persons) for _ in range(repeat)), key=lambda f: f["seconds"])


def disagreements(left: Figures, right: Figures) -> list[str]:
    """Each sum that differs, with measure and values."""
    return [
        f"{measure} {name}: {left['engine']} {value:,}, {right['engine']} {other:,}"
        for measure in MEASURES
        for name, value in left["measures"][measure].items()
        if (other := right["measures"][measure][name]) != value
    ]


def row_differences(modules: list[str], persons: int) -> list[str]:
    """Row by row against the first; nothing where there are too many rows to load."""
    if persons > COMPARE_ROWS_UP_TO:
        return []
    first, *others = [str(outcome_file(module, persons)) for module in modules]
    return [f"{other}: {found}" for other in others for found in differences(first, other)]


def check(modules: list[str], figures: list[Figures], persons: int) -> list[str]:
    """Where the engines disagree on the same persons."""
    sums = [found for other in figures[1:] for found in disagreements(figures[0], other)]
    return sums + row_differences(modules, persons)


def rate(figures: Figures) -> float:
    """Million persons × measures a second."""
    return figures["persons"] * len(MEASURES) / figures["seconds"] / 1e6


def table(figures: list[Figures]) -> str:
    """Markdown; the last column is speed as a multiple of the first engine's."""
    head = "| engine | version | persons | seconds | M persons × measures/s | peak MiB | ratio |"
    ours = rate(figures[0])
    rows = [
        f"| {f['engine']} | {f['version']} | {f['persons']:,} | {f['seconds']:.2f} "
        f"| {rate(f):.2f} | {f['peak_mib']:,} | {rate(f) / ours:.3g} |"
        for f in figures
    ]
    return "\n".join([head, "| --- | --- | ---: | ---: | ---: | ---: | ---: |", *rows])


def measure(modules: list[str], persons: int, repeat: int) -> tuple[list[Figures], list[str]]:
    figures = [run_best(module, persons, repeat) for module in modules]
    return figures, check(modules, figures, persons)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="100,000 persons, each engine once")
    return parser.parse_args()


def main() -> None:
    chosen = options()
    persons = QUICK_PERSONS if chosen.quick else chosen.persons
    repeat = 1 if chosen.quick else 3
    fast, wrong = measure(FAST, persons, repeat)
    few = min(persons, SLOW_PERSONS)
    slow, also_wrong = measure([OURS, *SLOW], few, 1)
    print(table(fast + slow[1:]))
    if wrong or also_wrong:
        sys.exit("\n".join(["The engines disagree:", *wrong, *also_wrong]))


if __name__ == "__main__":
    main()
