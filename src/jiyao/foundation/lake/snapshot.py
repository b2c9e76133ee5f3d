"""A snapshot of the records: where it stands, of when, and what it holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from jiyao.base.errors import Invalid

RECORD = "snapshot.json"


class NoSnapshot(Invalid):
    """The folder holds no snapshot."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The records as they stood at a moment, as `<folder>/<table>/<part>.parquet`.

    hash   of the rows written, table by table
    rows   how many, by table
    """

    folder: Path
    hash: str
    at: datetime
    rows: Mapping[str, int]


def write_record(folder: Path, at: datetime, rows: Mapping[str, int]) -> Snapshot:
    """The snapshot that a folder of tables has become, which its `snapshot.json` now says."""
    snapshot = Snapshot(folder, _digest(folder, rows), at, rows)
    said = {"hash": snapshot.hash, "at": at.isoformat(), "rows": dict(rows)}
    (folder / RECORD).write_text(json.dumps(said, indent=2) + "\n", "utf-8")
    return snapshot


def _digest(folder: Path, rows: Mapping[str, int]) -> str:
    digest = sha256()
    for table, count in sorted(rows.items()):
        digest.update(f"{table} {count}\n".encode())
        for part in sorted((folder / table).glob("*.parquet")):
            with part.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()


def read_snapshot(folder: Path) -> Snapshot:
    """The snapshot that stands in a folder. raises NoSnapshot where there is none"""
    file = folder / RECORD
    if not file.is_file():
        raise NoSnapshot(f"{folder}: has no {RECORD}; export a snapshot there first")
    said = json.loads(file.read_text("utf-8"))
    return Snapshot(folder, said["hash"], datetime.fromisoformat(said["at"]), said["rows"])
