"""How long the whole pack takes on a province, by its size: `python -m bench.province [--scales 0.01 0.1 1]`.

The demonstration province is drawn at each scale as Parquet (kept under var/bench/), then determined in a process of
its own. Prints a Markdown table and draws `docs/reference/province.svg`.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import altair
import pyarrow.dataset

from bench.drawn import FOLDER, province

ROOT = Path(__file__).parents[1]
CHART = ROOT / "docs/reference/province.svg"
SECONDS = "seconds, registry Parquet to outcome Parquet"
MEMORY = "peak memory, MiB"

Figures = dict
"""What one size came to."""


def determined(scale: str) -> Figures:
    """The figures of one size."""
    folder, drawn = province(scale)
    people = pyarrow.dataset.dataset(folder / "registry_person").count_rows()
    command = [sys.executable, "-m", "bench.whole_pack", str(folder), str(FOLDER / f"run-{scale}")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return {"scale": scale, "people": people, "drawn": drawn, **json.loads(done.stdout.splitlines()[-1])}


def table(listed: list[Figures]) -> str:
    """Markdown."""
    head = "| scale | people | rows | determinations | seconds | million people a second | peak MiB |"
    rows = [
        f"| {f['scale']} | {f['people']:,} | {sum(f['rows'].values()):,} | {f['determinations']:,} "
        f"| {f['seconds']:.1f} | {f['people'] / f['seconds'] / 1e6:.2f} | {f['peak_mib']:,} |"
        for f in listed
    ]
    return "\n".join([head, "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |", *rows])


def chart(listed: list[Figures]) -> altair.HConcatChart:
    """Seconds and memory by the number of people, both scales logarithmic."""
    rows = [{"people": f["people"], SECONDS: f["seconds"], MEMORY: f["peak_mib"]} for f in listed]
    base = altair.Chart(altair.Data(values=rows)).mark_line(point=True, color="#1f4e79")
    return altair.hconcat(*(base.encode(x=_axis("people"), y=_axis(name)) for name in (SECONDS, MEMORY)))


def _axis(field: str) -> dict:
    return {"field": field, "type": "quantitative", "scale": {"type": "log"}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", nargs="+", default=["0.01", "0.1", "1"])
    listed = [determined(scale) for scale in parser.parse_args().scales]
    print(table(listed))
    for figures in listed:
        print(
            f"scale {figures['scale']}: drawn in {figures['drawn']:.0f} s; steps began at {figures['steps']}"
        )
    chart(listed).save(CHART)


if __name__ == "__main__":
    main()
