"""Flags as a run finds them, without a run."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from jiyao.casework.actions.looking import Key, Looked, record_found
from jiyao.casework.models import FlagRun
from jiyao.foundation.lake import Snapshot
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE

CERTIFICATE = 1000 + HERE
FLAG = "impossible-age"


def found(
    *, age: int = 11, flag: str = FLAG, record: int = CERTIFICATE, organisation: int | None = None
) -> dict[Key, dict[str, Any]]:
    """One row of a flag, as its SELECT gives it."""
    row = {
        "table": "certificates",
        "record": record,
        "person_id": HERE,
        "organisation_id": organisation,
        "division": COUNTY,
        "level": "L4",
        "issued_on": DAY,
        "age": age,
    }
    return {(flag, "certificates", record): row}


def run(*rows: dict[Key, dict[str, Any]], days: int = 0) -> FlagRun:
    """A run that finds these rows."""
    on = DAY + timedelta(days=days)
    looked = Looked(pack(), Snapshot(Path("nowhere"), "0" * 64, AT, {}), on, AT + timedelta(days=days))
    return record_found(looked, {key: row for each in rows for key, row in each.items()}, by="cli:test")
