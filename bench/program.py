"""What makes an engine a program: paths in, one JSON line out. It imports no library of size."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Job = Callable[[str, str], None]
"""Takes the path of the persons and the path of the outcomes."""


def peak_mib() -> float:
    """Most memory this program ever held. Linux only: `ru_maxrss` would count its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii").split()
    return int(status[status.index("VmHWM:") + 1]) / 1024


def sums_of(outcomes: str) -> dict:
    """Persons and sums of an outcome file, counted in another process."""
    command = [sys.executable, "-m", "bench.outcomes", outcomes]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def run(engine: str, version: str, determine: Job, translate: Job | None = None) -> None:
    """Times `determine(IN.parquet, OUT.parquet)`, from the imports on, and prints the figures.

    translate   not timed: makes OUT.parquet of an engine that writes a form of its own
    """
    source, target = sys.argv[1:3]
    start = time.perf_counter()
    determine(source, target)
    seconds, peak = time.perf_counter() - start, peak_mib()
    if translate:
        translate(source, target)
    figures = {"engine": engine, "version": version, "seconds": seconds, "peak_mib": round(peak)}
    print(json.dumps(figures | sums_of(target)))
