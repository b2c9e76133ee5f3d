"""A snapshot of the records: where it stands, of when, and what it holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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

    def as_json(self) -> str:
        """What `snapshot.json` says."""
        return (
            json.dumps({"hash": self.hash, "at": self.at.isoformat(), "rows": dict(self.rows)}, indent=2)
            + "\n"
        )


def read_snapshot(folder: Path) -> Snapshot:
    """The snapshot that stands in a folder. raises NoSnapshot where there is none"""
    file = folder / RECORD
    if not file.is_file():
        raise NoSnapshot(f"{folder}: has no {RECORD}; export a snapshot there first")
    said = json.loads(file.read_text("utf-8"))
    return Snapshot(folder, said["hash"], datetime.fromisoformat(said["at"]), said["rows"])
