"""Everybody determined from a snapshot of the records: Parquet to Parquet, without the database.

The folder of a run: `facts/` with one file a subject and the grants that stood, `outcomes/` with the results.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jiyao.base.folders import finished
from jiyao.base.progress import Progress, silent
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import UNLIMITED, Resources
from jiyao.engine.population.running import Run, check_free, determine_population
from jiyao.foundation.lake import GRANTS, write_facts


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run asks: everybody, on a day, as known at a moment. `mark`: words that every file carries."""

    on: date
    known_at: datetime
    mark: str | None = None


def determine_snapshot(
    pack: Pack,
    snapshot: Path,
    out: Path,
    asked: Asked,
    *,
    resources: Resources = UNLIMITED,
    progress: Progress = silent,
) -> Run:
    """The run, in a new folder; nothing of it stands there unless all of it does.

    raises   Conflict: `out` holds something already
             BadSource: the snapshot has no records of any subject that the pack asks about
    """
    check_free(out)
    with finished(out) as folder:
        facts = folder / "facts"
        write_facts(
            snapshot, facts, on=asked.on, known_at=asked.known_at, resources=resources, progress=progress
        )
        return determine_population(
            pack,
            facts,
            folder / "outcomes",
            asked.on,
            grants=facts / GRANTS,
            resources=resources,
            mark=asked.mark,
            progress=lambda step, done, total: progress(f"determine:{step}", done, total),
        )
