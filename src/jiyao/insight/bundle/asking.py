"""A bundle as work of the queue: made, packed into one file, and kept for who asked for it."""

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jiyao.base.folders import passing
from jiyao.base.progress import Progress
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.attaching import keep_file
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Job
from jiyao.insight.bundle.making import make_bundle
from jiyao.insight.bundle.sheets import Period
from jiyao.policy.queries.versions import pack_of_job

WORK = "jiyao.insight.bundle.asking.run_asked"
NAME = "audit-bundle"


def ask_for_bundle(
    period: Period,
    *,
    on: date,
    pack: Path,
    demonstration: bool,
    folder: Path,
    by: str,
    language: Language,
) -> Job:
    """A job that waits to make the bundle. `pack`: the folder of the release; `folder`: where it is made."""
    return ask_for(
        work=WORK,
        title=Words(zh="制作审计包", en="Bundle for an auditor"),
        arguments={
            "starts_on": _text(period.starts_on),
            "ends_on": _text(period.ends_on),
            "fund": period.fund,
            "on": on.isoformat(),
            "pack": str(pack.absolute()),
            "demonstration": demonstration,
            "folder": str(folder.absolute()),
            "language": language,
        },
        by=by,
        unit="rows",
    )


def run_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the job: the bundle as one file. raises TooLarge where no file may be so large"""
    on = date.fromisoformat(arguments["on"])
    pack = pack_of_job(arguments, on)
    period = Period(_day(arguments["starts_on"]), _day(arguments["ends_on"]), arguments["fund"])
    with passing(Path(arguments["folder"])) as folder:
        made = make_bundle(folder / NAME, period, pack, at=at, by=by, progress=progress)
        packed = Path(shutil.make_archive(str(folder / "packed"), "zip", folder, NAME))
        with packed.open("rb") as file:
            kept = keep_file(file, name=f"{NAME}-{made.act}.zip", kinds={"zip"}, at=at)
    return Outcome({"bundled": sum(made.rows.values())}, kept)


def _text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
