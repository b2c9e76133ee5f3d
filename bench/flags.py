"""How well flags find what was planted: `python -m bench.flags [--scale 0.1]`.

A demonstration province is drawn as Parquet (kept under var/bench/), every flag of the pack is looked for, and the
records that it finds are held against the planted truth. Prints a Markdown table.
"""

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import django
import pyarrow.dataset

from bench.drawn import province
from jiyao.casework.flagging import questions
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.foundation.lake import answers

PACK = Path(__file__).parents[1] / "packs/heilongjiang"
ON, KNOWN_AT = date(2025, 6, 30), datetime(2026, 1, 1, tzinfo=UTC)
TABLES = {
    "certificate": "certificates",
    "enrolment": "enrolments",
    "apprenticeship": "apprenticeships",
    "session": "sessions",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One flag. Records: planted as this fraud, found of them, its look-alikes found, and others found.

    seconds   of the processor, to look for it
    """

    flag: str
    planted: int
    hit: int
    alike: int
    others: int
    seconds: float

    @property
    def recall(self) -> float:
        """Found of what was planted."""
        return self.hit / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Planted of what was found."""
        found = self.hit + self.alike + self.others
        return self.hit / found if found else 1.0


def measured(folder: Path, pack: Pack) -> Iterator[Measured]:
    """Every flag of the pack on a province that was drawn as Parquet."""
    truth = pyarrow.dataset.dataset(folder / "truth/demo_truth").to_table().to_pylist()
    asked = {one.flag: (one.select, one.values) for one in questions(pack, ON, KNOWN_AT)}
    began = time.process_time()
    for flag, rows in answers(folder, asked):
        found = {(row["table"], row["record"]) for row in rows}
        told = {table for table, _ in found} or set(TABLES.values())
        mine = [row for row in truth if row["kind"] == flag.replace("-", "_")]
        planted = {_key(row) for row in mine if row["is_fraud"]}
        alike = {_key(row) for row in mine if not row["is_fraud"]}
        planted = {key for key in planted if key[0] in told}
        hit, alike_hit = len(found & planted), len(found & alike)
        now = time.process_time()
        yield Measured(flag, len(planted), hit, alike_hit, len(found) - hit - alike_hit, now - began)
        began = now


def _key(row: dict[str, object]) -> tuple[object, object]:
    return TABLES.get(str(row["subject"]), row["subject"]), row["record"]


def table(listed: list[Measured]) -> str:
    """Markdown."""
    head = "| flag | planted | found | recall | look-alikes found | others found | precision | processor seconds |"
    rows = [
        f"| {m.flag} | {m.planted} | {m.hit} | {m.recall:.2f} | {m.alike} | {m.others} | {m.precision:.2f} "
        f"| {m.seconds:.2f} |"
        for m in listed
    ]
    return "\n".join([head, "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", *rows])


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="0.1")
    folder, _ = province(parser.parse_args().scale)
    print(table(list(measured(folder, load_pack(PACK)))))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
    django.setup()
    main()
