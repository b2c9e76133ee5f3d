"""A file becomes records: read, checked, laid aside, held together, and then recorded, all of it or what is good."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from jiyao.base.periods import MONTHS_A_YEAR
from jiyao.base.progress import Progress, silent
from jiyao.engine.shapes import Language
from jiyao.registry.actions.people import KnownPerson, record_people
from jiyao.registry.actions.recording import Recorded, record_rows
from jiyao.registry.imports.checking.headings import Placed, is_heading, placed_columns
from jiyao.registry.imports.checking.readers import CodesNamed, readers_of
from jiyao.registry.imports.checking.reasons import Reason
from jiyao.registry.imports.checking.rows import WHOLE_ROW, RowChecker
from jiyao.registry.imports.profiles import Profile
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import Table
from jiyao.registry.imports.refusals import Refusals
from jiyao.registry.imports.returning import return_rows
from jiyao.registry.imports.staging import Staging

CHECKED_AT_A_TIME = 10_000
RECORDED_AT_A_TIME = 50_000


class Mode(StrEnum):
    """What becomes of a file with bad rows: the good ones are recorded now, or nothing; or it is only looked at."""

    GOOD_ROWS = "good_rows"
    ALL_OR_NOTHING = "all_or_nothing"
    DRY_RUN = "dry_run"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file.

    refused     rows that were not good; `returned` of them stand in the workbook
    recorded    what was recorded, or in a dry run would be
    """

    rows: int
    refused: int
    returned: int
    recorded: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file to be imported.

    codes_named   gives the pack's lists of codes
    invented      whether invented people may stand, as in a demonstration
    source        where it comes from, for the act; it is sealed
    returned      takes the workbook of bad rows
    """

    file: BinaryIO
    profile: Profile
    codes_named: CodesNamed
    mode: Mode
    at: datetime
    by: str
    source: str
    returned: BinaryIO
    language: Language = "zh"
    invented: bool = False
    progress: Progress = silent


def import_file(task: Import) -> Imported:
    """What came of the file. Killed at any moment it leaves whole slices; the same file again completes them.

    raises   NotATable, WrongHeadings; RecordedLater
    """
    table = _table(task)
    placed = placed_columns(task.profile, table.headings)
    names = [p.column.name for p in placed]
    with Refusals() as refusals, Staging(task.profile, names) as staging:
        rows = _check(task, table, placed, staging, refusals)
        _hold_together(task.profile, placed, staging, refusals)
        recorded = _record(task, staging, refusals.count)
        returned = _give_back(task, refusals)
        return Imported(rows, refusals.count, returned, recorded)


def _table(task: Import) -> Table:
    return open_table(task.file, lambda heading: is_heading(task.profile, heading))


def _check(task: Import, table: Table, placed: Sequence[Placed], staging: Staging, refusals: Refusals) -> int:
    """How many rows there are; each is laid aside, or refused."""
    checker = RowChecker(
        task.profile,
        placed,
        readers_of([p.column for p in placed], task.codes_named, invented=task.invented),
        width=len(table.headings),
        latest_birth=task.at.date(),
        merged=table.merged,
    )
    refusals.begin()
    done = 0
    task.progress("check_rows", 0, table.total)
    while some := list(islice(table.rows, CHECKED_AT_A_TIME)):
        checked = checker.check(some)
        staging.add(row for row in checked if not row.wrong)
        for row in checked:
            if row.wrong:
                refusals.add(row.line, row.wrong)
        done += len(some)
        task.progress("check_rows", done, max(table.total, done))
    staging.finish()
    return done


def _hold_together(profile: Profile, placed: Sequence[Placed], staging: Staging, refusals: Refusals) -> None:
    """Refuses rows for the sake of others: of one record twice, or in periods that overlap."""
    places = {p.column.name: p.index for p in placed}
    first = places.get(profile.shape.period[0], WHOLE_ROW) if profile.shape.period else WHOLE_ROW
    _refuse(
        staging,
        refusals,
        [(line, WHOLE_ROW, Reason("twice", {"row": str(by)})) for line, by in staging.twice()],
    )
    _refuse(
        staging,
        refusals,
        [(line, first, Reason("overlaps", {"row": str(by)})) for line, by in staging.overlaps()],
    )
    say = _saying(profile)
    while met := staging.overlaps_kept():
        _refuse(
            staging,
            refusals,
            [(line, first, Reason("overlaps_kept", {"first": say(a), "last": say(b)})) for line, a, b in met],
        )


def _refuse(staging: Staging, refusals: Refusals, found: Sequence[tuple[int, int, Reason]]) -> None:
    refusals.begin()
    for line, index, reason in found:
        refusals.add(line, [(index, reason)])
    staging.remove([line for line, _, _ in found])


def _saying(profile: Profile) -> Callable[[Any], str]:
    """How the ends of a period are written."""
    if not profile.shape.period or profile.column(profile.shape.period[0]).shape.type != "month":
        return lambda day: "…" if day is None else str(day)
    return lambda month: "…" if month is None else _month(month)


def _month(count: int) -> str:
    year, month = divmod(count - 1, MONTHS_A_YEAR)
    return f"{year}-{month + 1:02}"


def _record(task: Import, staging: Staging, refused: int) -> Recorded:
    if task.mode is Mode.ALL_OR_NOTHING and refused:
        return Recorded()
    if task.mode is Mode.GOOD_ROWS:
        return sum(_slices(task, staging), start=Recorded())
    with transaction.atomic():
        recorded = sum(_slices(task, staging), start=Recorded())
        if task.mode is Mode.DRY_RUN:
            transaction.set_rollback(True)
    return recorded


def _slices(task: Import, staging: Staging) -> Iterator[Recorded]:
    """Records slice by slice; each is whole, or not there."""
    done = 0
    task.progress("record_rows", 0, staging.count)
    for rows in staging.slices(RECORDED_AT_A_TIME):
        if task.profile.is_of_people:
            people = [
                KnownPerson(row["reference"], row["birth_on"], row["sex"], staging.texts(row)) for row in rows
            ]
            yield record_people(people=people, at=task.at, by=task.by, source=task.source)
        else:
            yield record_rows(model=task.profile.model, rows=rows, at=task.at, by=task.by, source=task.source)
        done += len(rows)
        task.progress("record_rows", done, staging.count)


def _give_back(task: Import, refusals: Refusals) -> int:
    if not refusals.count:
        return 0
    task.progress("return_rows", 0, refusals.count)
    returned = return_rows(table=_table(task), refusals=refusals, to=task.returned, language=task.language)
    task.progress("return_rows", refusals.count, refusals.count)
    return returned
