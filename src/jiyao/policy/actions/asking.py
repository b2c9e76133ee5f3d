"""Runs as work of the queue."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jiyao.base.progress import Progress
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Job
from jiyao.policy.actions.running import run_everybody
from jiyao.policy.determining import Asked
from jiyao.policy.queries.versions import pack_of_job

WORK = "jiyao.policy.actions.asking.run_asked"


def ask_for_run(
    *, on: date, pack: Path, demonstration: bool, mark: str | None, runs: Path, by: str, language: Language
) -> Job:
    """A job that waits to determine everybody on a day.

    pack            the folder of the release; what holds on the day is laid over it
    demonstration   whether demonstration values stand too
    mark            words that every file of the run carries
    runs            the folder in which the run gets a new folder of its own
    """
    return ask_for(
        work=WORK,
        title=Words(zh=f"全员测算：{on}", en=f"Run for {on}"),
        arguments={
            "on": on.isoformat(),
            "pack": str(pack.absolute()),
            "demonstration": demonstration,
            "mark": mark,
            "runs": str(runs.absolute()),
            "language": language,
        },
        by=by,
        unit="rows",
    )


def run_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the run; the count `run` is its number."""
    on = date.fromisoformat(arguments["on"])
    finished = run_everybody(
        pack=pack_of_job(arguments, on),
        asked=Asked(on, at, arguments["mark"]),
        runs=Path(arguments["runs"]),
        by=by,
        at=at,
        progress=progress,
    )
    counts = {"people": finished.people, "determinations": finished.row.determinations}
    return Outcome({**counts, "run": finished.row.pk})
