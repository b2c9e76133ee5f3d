"""The whole pack on everybody: `python -m bench.whole_pack SNAPSHOT OUT`, registry Parquet to outcome Parquet.

Reading and checking the pack, gathering the facts, determining and counting are all timed. Prints one JSON line.
"""

import json
import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import django

from bench.constants import AS_OF
from bench.program import peak_mib
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.population.connecting import Resources
from jiyao.policy.determining import Asked, determine_snapshot

PACK = Path(__file__).parents[1] / "packs/heilongjiang"
RESOURCES = Resources(threads=2, memory="8GB")
KNOWN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
    django.setup()
    snapshot, out = (Path(argument) for argument in sys.argv[1:3])
    shutil.rmtree(out, ignore_errors=True)
    start = time.perf_counter()
    steps: dict[str, float] = {}

    def noted(step: str, done: int, total: int) -> None:
        steps.setdefault(step, round(time.perf_counter() - start, 2))

    run = determine_snapshot(
        load_pack(PACK), snapshot, out, Asked(AS_OF, KNOWN_AT), resources=RESOURCES, progress=noted
    )
    seconds = time.perf_counter() - start
    figures = {
        "seconds": round(seconds, 2),
        "peak_mib": round(peak_mib()),
        "rows": run.rows,
        "determinations": run.determinations,
        "steps": steps,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
