"""兑现统计: take-up of all cases counted, day by day, and kept until it is counted again."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jiyao.base.progress import Progress
from jiyao.casework.queries.kept_take_up import kept_file
from jiyao.casework.queries.take_up import Narrowed, figures
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.lake import keep_rows
from jiyao.foundation.models import Job
from jiyao.policy.queries.versions import pack_of_job
from jiyao.policy.queries.waiting import last_policy_run

WORK = "jiyao.casework.actions.counting.count_asked"
COLUMNS = {
    "measure": "text",
    "place": "text",
    "opened_on": "day",
    "what": "text",
    "days": "integer",
    "count": "integer",
    "fen": "integer",
}


def count_take_up(pack: Pack, *, at: datetime) -> int:
    """How many figures are kept, counted at the moment over all cases and the last run."""
    last = last_policy_run(pack)
    run_on = None if last is None else last.run.determined_on.isoformat()
    note = {"at": at.isoformat(), "run_on": run_on}
    return keep_rows(kept_file(), COLUMNS, figures(Narrowed(), pack, last), note)


def ask_for_count(*, on: date, pack: Path, demonstration: bool, by: str, language: Language) -> Job:
    """A job that waits to count take-up. `pack`: the folder of the release."""
    return ask_for(
        work=WORK,
        title=Words(zh="统计兑现情况", en="Count the take-up"),
        arguments={
            "on": on.isoformat(),
            "pack": str(pack.absolute()),
            "demonstration": demonstration,
            "language": language,
        },
        by=by,
        unit="rows",
    )


def count_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the job."""
    pack = pack_of_job(arguments, date.fromisoformat(arguments["on"]))
    return Outcome({"figures": count_take_up(pack, at=at)})
