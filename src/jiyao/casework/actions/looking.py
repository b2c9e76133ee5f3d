"""疑点比对: every flag looked for over a snapshot; what is found is opened once, what is found no more is closed.

Over all records, or over those of some people and what flags look into besides: of these people it finds the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jiyao.base.folders import passing
from jiyao.base.progress import Progress, silent
from jiyao.base.slices import slices
from jiyao.casework.flagging import places, questions, told
from jiyao.casework.models import STOPPING, Flag, FlagRun, FlagState
from jiyao.casework.queries.alongside import rows_for_flags
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.lake import Snapshot, answers, export_part, export_snapshot
from jiyao.foundation.models import Job
from jiyao.policy.queries.versions import pack_of_job

WORK = "jiyao.casework.actions.looking.run_asked"
_AT_ONCE = 1000

Key = tuple[str, str, int]
"""Flag, table and record."""


@dataclass(frozen=True, slots=True)
class Looked:
    """By which rules, and over which records, flags were looked for. `people`: theirs only; None: everybody's."""

    pack: Pack
    snapshot: Snapshot
    on: date
    at: datetime
    people: Collection[int] | None = None

    def among(self, flags: QuerySet[Flag]) -> dict[Key, Flag]:
        """Those that this look can find again, the last of each."""
        parts = [flags.order_by("pk")]
        if self.people is not None:
            parts = [parts[0].filter(person__in=some) for some in slices(sorted(self.people), _AT_ONCE)]
        return {(one.flag, one.table, one.record): one for part in parts for one in part}


def run_flags(
    *,
    pack: Pack,
    folder: Path,
    on: date,
    at: datetime,
    by: str,
    people: Collection[int] | None = None,
    progress: Progress = silent,
) -> FlagRun:
    """The run: every flag that the pack switches on, looked for in the records as they stand.

    people     whose records; None: everybody's
    folder     where the snapshot stands while it is read
    progress   of steps `export`: rows, and `flags`: flags
    raises     PackRefused: the pack sets a flag otherwise than its SELECT asks
    """
    asked = questions(pack, on, at)
    with passing(folder) as passed:
        snapshot = _exported(passed / "tables", people, progress)
        found: dict[Key, dict[str, Any]] = {}
        wanted = {one.flag: (one.select, one.values) for one in asked}
        for done, (flag, rows) in enumerate(answers(snapshot.folder, wanted), 1):
            mine = (row for row in rows if people is None or row["person_id"] in people)
            found |= {(flag, row["table"], row["record"]): row for row in mine}
            progress("flags", done, len(asked))
        _place(
            snapshot.folder,
            [one for one in found.values() if one["division"] is None and one["person_id"] is not None],
            at,
        )
    return record_found(Looked(pack, snapshot, on, at, people), found, by=by)


def _place(snapshot: Path, rows: Iterable[dict[str, Any]], at: datetime) -> None:
    """Gives rows without a place that of their person."""
    listed = list(rows)
    question = places({row["person_id"] for row in listed}, at)
    [(_, placed)] = answers(snapshot, {"places": question})
    division = {row["person_id"]: row["division"] for row in placed}
    for row in listed:
        row["division"] = division[row["person_id"]]


def _exported(folder: Path, people: Collection[int] | None, progress: Progress) -> Snapshot:
    where = rows_for_flags()
    if people is None:
        return export_snapshot(folder, tables=where, progress=progress)
    return export_part(folder, where=where, people=people, progress=progress)


@transaction.atomic
def record_found(looked: Looked, found: Mapping[Key, Mapping[str, Any]], *, by: str) -> FlagRun:
    """The run, with what it found opened, and what it did not find any more closed.

    What was cleared stays so unless its columns changed; what was confirmed stays until somebody clears it.
    """
    run = FlagRun.objects.create(
        run_on=looked.on,
        known_at=looked.at,
        pack_version=looked.pack.version,
        pack_hash=looked.pack.hash,
        snapshot_hash=looked.snapshot.hash,
        people=None if looked.people is None else len(looked.people),
        found=len(found),
    )
    standing = looked.among(Flag.objects.select_for_update().filter(state__in=STOPPING))
    run.closed = _close(run, (one for key, one in standing.items() if key not in found))
    _tell_anew(run, [(one, found[key]) for key, one in standing.items() if key in found])
    cleared = looked.among(Flag.objects.filter(state=FlagState.CLEARED))
    new = [
        _new(run, key, row)
        for key, row in found.items()
        if key not in standing and (key not in cleared or cleared[key].columns != told(row))
    ]
    Flag.objects.bulk_create(new, _AT_ONCE)
    run.opened = len(new)
    run.save(update_fields=["opened", "closed"])
    codes: dict[str, str | int] = {
        "found": run.found,
        "opened": run.opened,
        "closed": run.closed,
        "pack_hash": run.pack_hash,
    }
    append_act(kind="run-flags", actor=by, subject=f"flagrun:{run.pk}", at=looked.at, codes=codes)
    return run


def _close(run: FlagRun, missing: Iterable[Flag]) -> int:
    gone = [one for one in missing if one.state == FlagState.OPEN]
    for one in gone:
        one.state, one.resolved_on, one.run = FlagState.GONE, run.run_on, run
    Flag.objects.bulk_update(gone, ["state", "resolved_on", "run"], _AT_ONCE)
    return len(gone)


def _tell_anew(run: FlagRun, again: Iterable[tuple[Flag, Mapping[str, Any]]]) -> None:
    changed = []
    for one, row in again:
        if one.columns != told(row):
            one.columns, one.run = told(row), run
            changed.append(one)
    Flag.objects.bulk_update(changed, ["columns", "run"], _AT_ONCE)


def _new(run: FlagRun, key: Key, row: Mapping[str, Any]) -> Flag:
    flag, table, record = key
    return Flag(
        flag=flag,
        table=table,
        record=record,
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        division=row["division"],
        columns=told(row),
        found_on=run.run_on,
        run=run,
    )


def ask_for_flags(
    *, on: date, pack: Path, demonstration: bool, folder: Path, by: str, language: Language
) -> Job:
    """A job that waits to look for flags by what holds on a day. `pack`: the folder of the release."""
    return ask_for(
        work=WORK,
        title=Words(zh=f"疑点比对：{on}", en=f"Flags looked for, {on}"),
        arguments={
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
    """What came of the job."""
    on = date.fromisoformat(arguments["on"])
    pack, folder = pack_of_job(arguments, on), Path(arguments["folder"])
    run = run_flags(pack=pack, folder=folder, on=on, at=at, by=by, progress=progress)
    return Outcome({"flags_found": run.found, "flags_opened": run.opened, "flags_closed": run.closed})
