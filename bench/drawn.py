"""Demonstration provinces as Parquet, drawn once and kept under var/bench/."""

import os
import subprocess
import sys
import time
from pathlib import Path

JIYAO = str(Path(sys.executable).with_name("jiyao"))
FOLDER = Path(__file__).parents[1] / "var/bench"


def province(scale: str) -> tuple[Path, float]:
    """The folder of the province, and the seconds it took to draw (0 where it stood already)."""
    folder = FOLDER / f"province-{scale}"
    if folder.exists():
        return folder, 0.0
    start = time.perf_counter()
    command = [JIYAO, "synth", "--scale", scale, "--out", str(folder)]
    subprocess.run(command, check=True, env=os.environ | {"JIYAO_DEMONSTRATION": "1"})
    return folder, time.perf_counter() - start
